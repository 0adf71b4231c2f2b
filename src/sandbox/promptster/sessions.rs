//! The sessions, as far as a client asks for them: the list, their scores, the cohort of an assessment.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::kind::{Outcome, Parameters, Record as _, found, record};
use super::super::store::{self, Object, ids, require_list};
use super::super::time::now;
use super::assessment::CodingAssessment;
use super::candidate_key::CandidateKey;
use super::org::ORG_ID;
use super::paging::listed;

record! {
    /// A candidate at work on an assessment.
    pub(in crate::sandbox) struct Session with {
        id "id": String => Read "id";
        assessment_id "assessmentId": String => Read "assessmentId";
        key_id "keyId": String => Read "candidateKeyId";
        /// A list of `{dimension, score, notes?}`.
        scores "scores": Value;
        /// Milliseconds since 1970, as are all times here.
        started_at "startedAt": i64 = now() => Time "startedAt";
        completed_at "completedAt": Option<i64> => Time "completedAt";
    }
}

store::object!(Session, "promptster", "session", by ids::uuid, of assessment_id, {
    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_list("scores", &self.scores)
    }
});

/// `GET /v1/sessions?assessmentId&sourceService&limit&offset`; every session is from the same service here, so
/// that filter is not looked at.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let sessions = Session::all().when("parent = ?", given.get("assessmentId"));
    listed(
        connection,
        &given,
        (20, 100),
        "sessions",
        sessions,
        |session| show(connection, session),
    )
}

/// `GET /v1/sessions/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let session: Session = found(connection, id)?;
    Ok(json!({"session": show(connection, &session)?}))
}

/// `GET /v1/sessions/:id/scores`
pub(super) fn scores(connection: &Connection, id: &str) -> Outcome {
    let session: Session = found(connection, id)?;
    Ok(json!({"scores": session.scores}))
}

/// `GET /v1/assessments/:id/cohort-stats`: null without sessions. The metrics are open; here they are one mean.
pub(super) fn cohort_stats(connection: &Connection, id: &str) -> Outcome {
    found::<CodingAssessment>(connection, id)?;
    let sessions = Session::of(id).list(connection)?;
    if sessions.is_empty() {
        return Ok(json!({"cohortStats": null}));
    }
    let scores: Vec<f64> = sessions
        .iter()
        .flat_map(|session| session.scores.as_array().into_iter().flatten())
        .filter_map(|score| score["score"].as_f64())
        .collect();
    let count = u32::try_from(scores.len()).unwrap_or(u32::MAX);
    let mean = (count > 0).then(|| scores.iter().sum::<f64>() / f64::from(count));
    let stats = json!({"sessionCount": sessions.len(), "metrics": {"meanScore": mean}});
    Ok(json!({"cohortStats": stats}))
}

fn show(connection: &Connection, session: &Session) -> rusqlite::Result<Value> {
    let key = CandidateKey::get(connection, &session.key_id)?.unwrap_or_default();
    let is_over = session.completed_at.is_some();
    let mut shown = session.shown();
    shown.extend(object([
        ("orgId", ORG_ID.into()),
        ("candidateEmail", json!(key.candidate_email)),
        ("candidateName", json!(key.candidate_name)),
        (
            "status",
            if is_over { "completed" } else { "active" }.into(),
        ),
    ]));
    Ok(Value::Object(shown))
}
