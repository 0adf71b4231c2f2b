//! The candidate keys (reviewers/api/assessments/{generate,list,delete}-key(s), reviewers/api/candidates/list).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::kind::{
    Fields, Outcome, Parameters, Record as _, Refusal, body, found, looks_like_an_address, record,
};
use super::super::mails;
use super::super::store::{Object as _, ids};
use super::super::time::now;
use super::assessment::CodingAssessment;
use super::candidate_key::CandidateKey;
use super::org::ORG_ID;
use super::paging::listed;

/// Keys in one request (reviewers/guides/run-assessment).
const MOST_KEYS: i64 = 50;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// `POST /v1/assessments/:id/keys`: with addresses it mails at once, also somebody who has a key already.
pub(super) fn generate(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let assessment: CodingAssessment = found(connection, id)?;
    let wanted: Wanted = body::new(call, check)?;
    let expires_at = now() + assessment.expires_in_days * DAY;
    let at = |list: &Option<Vec<String>>, index: usize| list.as_ref()?.get(index).cloned();
    let mut keys = Vec::new();
    for index in 0..wanted.count {
        let key = CandidateKey {
            id: ids::uuid(connection)?,
            key: ids::candidate_key(connection)?,
            assessment_id: assessment.id.clone(),
            candidate_email: at(&wanted.emails, index),
            candidate_name: at(&wanted.names, index),
            org_name: wanted.org_name.clone(),
            expires_at,
            ..CandidateKey::default()
        };
        key.insert(connection)?;
        if let Some(email) = &key.candidate_email {
            mails::send(connection, &key, "candidateKey", email)?;
        }
        keys.push(show(&key));
    }
    Ok(json!({"keys": keys}))
}

/// `GET /v1/assessments/:id/keys`: those not revoked, the oldest first.
pub(super) fn list(connection: &Connection, id: &str) -> Outcome {
    found::<CodingAssessment>(connection, id)?;
    let keys = CandidateKey::of_left(id).list(connection)?;
    let keys: Vec<_> = keys.iter().map(with_cost).collect();
    Ok(json!({"keys": keys}))
}

/// `DELETE /v1/assessments/:id/keys/:keyId`
pub(super) fn revoke(connection: &Connection, id: &str, key: &str) -> Outcome {
    found::<CodingAssessment>(connection, id)?;
    let found = CandidateKey::get(connection, key)?.filter(|found| found.assessment_id == id);
    let found = found.ok_or(Refusal::Missing("key"))?;
    CandidateKey::delete(connection, found.id)?;
    Ok(json!({"ok": true, "id": key}))
}

/// `GET /v1/candidates?limit&offset`: the keys of all assessments.
pub(super) fn candidates(connection: &Connection, query: &str) -> Outcome {
    let given = Parameters::read(query);
    listed(
        connection,
        &given,
        (50, 200),
        "candidates",
        CandidateKey::left(),
        |key| {
            let assessment = CodingAssessment::get(connection, &key.assessment_id)?;
            let mut shown = with_cost(key);
            let title = assessment.map(|assessment| assessment.title);
            shown.insert("assessmentTitle".to_owned(), json!(title));
            Ok(shown)
        },
    )
}

record! {
    /// A body that asks for keys. The lists go by position.
    #[serde(default)]
    struct Wanted with {
        count "count": usize, create Whole(1, MOST_KEYS).required();
        emails "candidateEmails": Option<Vec<String>>, create Texts(usize::MAX).optional();
        names "candidateNames": Option<Vec<String>>, create Texts(usize::MAX).optional();
        org_name "orgName": Option<String>, create ANY_TEXT.optional();
    }
}

/// The lists must be as long as `count` (reviewers/guides/run-assessment).
fn check(fields: &mut Fields<'_>) {
    let count = fields.get("count").and_then(Value::as_u64);
    for name in ["candidateEmails", "candidateNames"] {
        let length = fields.items(name).len();
        if fields.has(name) && u64::try_from(length).ok() != count {
            fields.problem(name, "must have as many items as count says");
        }
    }
    let emails = fields.items("candidateEmails").to_vec();
    for (index, email) in emails.iter().enumerate() {
        if !email.as_str().is_some_and(looks_like_an_address) {
            fields.problem(&format!("candidateEmails[{index}]"), "Invalid email");
        }
    }
}

fn with_cost(key: &CandidateKey) -> Map<String, Value> {
    let mut shown = show(key);
    shown.extend(key.more());
    shown
}

fn show(key: &CandidateKey) -> Map<String, Value> {
    let mut shown = key.shown();
    shown.insert("orgId".to_owned(), ORG_ID.into());
    // A key that nobody redeemed in time has expired by itself.
    if key.status == "pending" && key.expires_at <= now() {
        shown["status"] = "expired".into();
    }
    shown
}
