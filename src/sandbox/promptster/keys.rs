//! The candidate keys (reviewers/api/assessments/{generate,list,delete}-key(s), reviewers/api/candidates/list).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::fields::{Fields, looks_like_an_address};
use super::super::number::number;
use super::super::query::Parameters;
use super::super::store::table;
use super::super::store::table::promptster::keys::{CandidateKey, KeyDraft};
use super::super::system::System;
use super::super::time::{iso, now};
use super::body::read_body;
use super::org::ORG_ID;
use super::paging::Window;
use super::{Outcome, Refusal, assessments};

/// Keys in one request (reviewers/guides/run-assessment).
const MOST_KEYS: i64 = 50;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// `POST /v1/assessments/:id/keys`: with addresses it mails at once, also somebody who has a key already.
pub(super) fn generate(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let assessment = assessments::find(connection, id)?;
    let drafts = read_body(call, drafts)?;
    let now = now();
    let mut keys = Vec::new();
    for mut draft in drafts {
        draft.expires_at = now + assessment.draft.expires_in_days * DAY;
        let key = table::promptster::keys::insert(connection, id, &draft, now)?;
        if let Some(email) = &draft.email {
            table::mails::send(connection, System::Promptster, "candidateKey", email, &key)?;
        }
        let stored = table::promptster::keys::find(connection, &key)?;
        keys.extend(stored.as_ref().map(show));
    }
    Ok((201, json!({"keys": keys})))
}

/// `GET /v1/assessments/:id/keys`: those not revoked, the oldest first.
pub(super) fn list(connection: &Connection, id: &str) -> Outcome {
    assessments::find(connection, id)?;
    let keys: Vec<Value> = table::promptster::keys::of(connection, id)?
        .iter()
        .map(|key| Value::Object(with_cost(key)))
        .collect();
    Ok((200, json!({"keys": keys})))
}

/// `DELETE /v1/assessments/:id/keys/:keyId`
pub(super) fn revoke(connection: &Connection, id: &str, key: &str) -> Outcome {
    assessments::find(connection, id)?;
    if !table::promptster::keys::revoke(connection, id, key, now())? {
        return Err(Refusal::not_found("Key"));
    }
    Ok((200, json!({"ok": true, "id": key})))
}

/// `GET /v1/candidates?limit&offset`: the keys of all assessments.
pub(super) fn candidates(connection: &Connection, query: &str) -> Outcome {
    let window = Window::read(&Parameters::read(query), 50, 200)?;
    let mut shown = Vec::new();
    for key in table::promptster::keys::page(connection, window.limit, window.offset)? {
        let assessment = table::promptster::assessments::find(connection, &key.assessment_id)?;
        let mut item = with_cost(&key);
        let title = assessment.map(|assessment| assessment.draft.title);
        item.insert("assessmentTitle".to_owned(), json!(title));
        shown.push(Value::Object(item));
    }
    let total = table::promptster::keys::count(connection)?;
    Ok((200, window.envelope("candidates", shown, total)))
}

/// One draft a key. The lists go by position, and must be as long as `count` (reviewers/guides/run-assessment).
fn drafts(fields: &mut Fields<'_>) -> Vec<KeyDraft> {
    fields.require("count");
    let count = fields.integer("count", 1..=MOST_KEYS).unwrap_or_default();
    let count = usize::try_from(count).unwrap_or_default();
    let emails = fields.texts("candidateEmails", usize::MAX);
    let names = fields.texts("candidateNames", usize::MAX);
    let org_name = fields.any_text("orgName");
    for (name, list) in [("candidateEmails", &emails), ("candidateNames", &names)] {
        if list.as_ref().is_some_and(|list| list.len() != count) {
            fields.problem(name, "must have as many items as count says");
        }
    }
    for (index, email) in emails.iter().flatten().enumerate() {
        if !looks_like_an_address(email) {
            fields.problem(&format!("candidateEmails[{index}]"), "Invalid email");
        }
    }
    let at = |list: &Option<Vec<String>>, index: usize| {
        list.as_ref().and_then(|list| list.get(index)).cloned()
    };
    let draft = |index| KeyDraft {
        email: at(&emails, index),
        name: at(&names, index),
        org_name: org_name.clone(),
        expires_at: 0,
    };
    (0..count).map(draft).collect()
}

fn with_cost(key: &CandidateKey) -> Map<String, Value> {
    let mut shown = show(key);
    shown.insert("totalCostUsd".to_owned(), number(key.total_cost_usd));
    shown
}

fn show(stored: &CandidateKey) -> Map<String, Value> {
    let CandidateKey {
        id,
        key,
        assessment_id,
        draft,
        status,
        session_id,
        redeemed_at,
        completed_at,
        created_at,
        ..
    } = stored;
    // A key that nobody redeemed in time has expired by itself.
    let is_over = status == "pending" && draft.expires_at <= now();
    object([
        ("id", json!(id)),
        ("key", json!(key)),
        ("assessmentId", json!(assessment_id)),
        ("orgId", json!(ORG_ID)),
        ("candidateEmail", json!(draft.email)),
        ("candidateName", json!(draft.name)),
        (
            "status",
            if is_over {
                json!("expired")
            } else {
                json!(status)
            },
        ),
        ("sessionId", json!(session_id)),
        ("expiresAt", json!(iso(draft.expires_at))),
        ("redeemedAt", json!(redeemed_at.map(iso))),
        ("completedAt", json!(completed_at.map(iso))),
        ("createdAt", json!(iso(*created_at))),
    ])
}
