//! The sessions, as far as a client asks for them: the list, their scores, the cohort of an assessment.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::{Object, object, require_list};
use super::super::time::iso;
use super::keys::CandidateKey;
use super::org::ORG_ID;
use super::paging::Window;
use super::{Outcome, Refusal, assessments};

/// A candidate at work on an assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Session {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) assessment_id: String,
    pub(in crate::sandbox) key_id: String,
    /// A list of `{dimension, score, notes?}`.
    pub(in crate::sandbox) scores: Value,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) started_at: i64,
    pub(in crate::sandbox) completed_at: Option<i64>,
}

object!(Session, "promptster", "session", of assessment_id, {
    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_list("scores", &self.scores)
    }
});

/// `GET /v1/sessions?assessmentId&sourceService&limit&offset`; every session is from the same service here, so
/// that filter is not looked at.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    let window = Window::read(&given, 20, 100)?;
    let sessions = Session::all()
        .when("parent = ?", given.get("assessmentId"))
        .list(connection)?;
    let shown = sessions
        .iter()
        .map(|session| show(connection, session))
        .collect::<Result<_, _>>()?;
    Ok((200, window.cut("sessions", shown)))
}

/// `GET /v1/sessions/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let session = find(connection, id)?;
    Ok((200, json!({"session": show(connection, &session)?})))
}

/// `GET /v1/sessions/:id/scores`
pub(super) fn scores(connection: &Connection, id: &str) -> Outcome {
    let session = find(connection, id)?;
    Ok((200, json!({"scores": session.scores})))
}

/// `GET /v1/assessments/:id/cohort-stats`: null without sessions. The metrics are open; here they are one mean.
pub(super) fn cohort_stats(connection: &Connection, id: &str) -> Outcome {
    assessments::find(connection, id)?;
    let sessions = Session::of(id).list(connection)?;
    if sessions.is_empty() {
        return Ok((200, json!({"cohortStats": null})));
    }
    let scores: Vec<f64> = sessions
        .iter()
        .flat_map(|session| session.scores.as_array().into_iter().flatten())
        .filter_map(|score| score["score"].as_f64())
        .collect();
    let count = u32::try_from(scores.len()).unwrap_or(u32::MAX);
    let mean = (count > 0).then(|| scores.iter().sum::<f64>() / f64::from(count));
    let stats = json!({"sessionCount": sessions.len(), "metrics": {"meanScore": mean}});
    Ok((200, json!({"cohortStats": stats})))
}

fn find(connection: &Connection, id: &str) -> Result<Session, Refusal> {
    Session::get(connection, id)?.ok_or_else(|| Refusal::not_found("Session"))
}

fn show(connection: &Connection, session: &Session) -> rusqlite::Result<Value> {
    let key = CandidateKey::find(connection, &session.key_id)?.unwrap_or_default();
    Ok(json!({
        "id": session.id,
        "orgId": ORG_ID,
        "assessmentId": session.assessment_id,
        "candidateKeyId": session.key_id,
        "candidateEmail": key.candidate_email,
        "candidateName": key.candidate_name,
        "status": if session.completed_at.is_some() { "completed" } else { "active" },
        "startedAt": iso(session.started_at),
        "completedAt": session.completed_at.map(iso),
    }))
}
