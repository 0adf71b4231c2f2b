//! The candidate keys (reviewers/api/assessments/{generate,list,delete}-key(s), reviewers/api/candidates/list).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::fields::{Fields, looks_like_an_address};
use super::super::mails;
use super::super::number::{self, number};
use super::super::query::Parameters;
use super::super::store::{Object, Select, ids, object};
use super::super::system::System;
use super::super::time::{iso, now};
use super::assessment::CodingAssessment;
use super::body::read_body;
use super::org::ORG_ID;
use super::paging::Window;
use super::{Outcome, Refusal, assessments};

/// A stored candidate key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct CandidateKey {
    pub(in crate::sandbox) id: String,
    /// `PST-XXXX-XXXX`
    pub(in crate::sandbox) key: String,
    pub(in crate::sandbox) assessment_id: String,
    pub(in crate::sandbox) candidate_email: Option<String>,
    pub(in crate::sandbox) candidate_name: Option<String>,
    pub(in crate::sandbox) org_name: Option<String>,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) session_id: Option<String>,
    /// Milliseconds since 1970, as are all times here.
    pub(in crate::sandbox) expires_at: i64,
    pub(in crate::sandbox) redeemed_at: Option<i64>,
    pub(in crate::sandbox) completed_at: Option<i64>,
    pub(in crate::sandbox) revoked_at: Option<i64>,
    #[serde(serialize_with = "number::stored")]
    pub(in crate::sandbox) total_cost_usd: f64,
    pub(in crate::sandbox) created_at: i64,
}

object!(CandidateKey, "promptster", "candidate key", of assessment_id, named key);

/// New values for fields of a key; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CandidateKeyChange {
    /// `pending`, `active`, `completed`, `expired`, or what else a test wants to see.
    pub status: Option<String>,
    /// Milliseconds since 1970.
    pub expires_at: Option<i64>,
    /// Milliseconds since 1970.
    pub redeemed_at: Option<i64>,
    /// Milliseconds since 1970.
    pub completed_at: Option<i64>,
    /// What the candidate's tools have cost.
    pub total_cost_usd: Option<f64>,
}

impl CandidateKey {
    /// Those that are not revoked.
    pub(in crate::sandbox) fn left() -> Select<Self> {
        Self::all().null("revokedAt", true)
    }

    /// The one with this id, if it is not revoked.
    pub(in crate::sandbox) fn find(
        connection: &Connection,
        id: &str,
    ) -> rusqlite::Result<Option<Self>> {
        Ok(Self::get(connection, id)?.filter(|found| found.revoked_at.is_none()))
    }

    /// Revokes it.
    pub(in crate::sandbox) fn revoke(mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.revoked_at = Some(now());
        self.save(connection)
    }
}

/// Keys in one request (reviewers/guides/run-assessment).
const MOST_KEYS: i64 = 50;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// `POST /v1/assessments/:id/keys`: with addresses it mails at once, also somebody who has a key already.
pub(super) fn generate(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let assessment = assessments::find(connection, id)?;
    let drafts = read_body(call, drafts)?;
    let now = now();
    let mut keys = Vec::new();
    for draft in drafts {
        let key = CandidateKey {
            id: ids::uuid(connection)?,
            key: ids::candidate_key(connection)?,
            assessment_id: assessment.id.clone(),
            status: "pending".to_owned(),
            expires_at: now + assessment.expires_in_days * DAY,
            created_at: now,
            ..draft
        };
        key.insert(connection)?;
        if let Some(email) = &key.candidate_email {
            mails::send(
                connection,
                System::Promptster,
                "candidateKey",
                email,
                &key.id,
            )?;
        }
        keys.push(show(&key));
    }
    Ok((201, json!({"keys": keys})))
}

/// `GET /v1/assessments/:id/keys`: those not revoked, the oldest first.
pub(super) fn list(connection: &Connection, id: &str) -> Outcome {
    assessments::find(connection, id)?;
    let keys: Vec<Value> = CandidateKey::left()
        .when("parent = ?", Some(id))
        .list(connection)?
        .iter()
        .map(|key| Value::Object(with_cost(key)))
        .collect();
    Ok((200, json!({"keys": keys})))
}

/// `DELETE /v1/assessments/:id/keys/:keyId`
pub(super) fn revoke(connection: &Connection, id: &str, key: &str) -> Outcome {
    assessments::find(connection, id)?;
    let found = CandidateKey::find(connection, key)?.filter(|found| found.assessment_id == id);
    found
        .ok_or_else(|| Refusal::not_found("Key"))?
        .revoke(connection)?;
    Ok((200, json!({"ok": true, "id": key})))
}

/// `GET /v1/candidates?limit&offset`: the keys of all assessments.
pub(super) fn candidates(connection: &Connection, query: &str) -> Outcome {
    let window = Window::read(&Parameters::read(query), 50, 200)?;
    let keys = CandidateKey::left().listed(connection, (window.limit, window.offset))?;
    let mut shown = Vec::new();
    for key in &keys.items {
        let assessment = CodingAssessment::find(connection, &key.assessment_id)?;
        let mut item = with_cost(key);
        let title = assessment.map(|assessment| assessment.title);
        item.insert("assessmentTitle".to_owned(), json!(title));
        shown.push(Value::Object(item));
    }
    Ok((200, window.envelope("candidates", shown, keys.total)))
}

/// One draft a key. The lists go by position, and must be as long as `count` (reviewers/guides/run-assessment).
fn drafts(fields: &mut Fields<'_>) -> Vec<CandidateKey> {
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
    let draft = |index| CandidateKey {
        candidate_email: at(&emails, index),
        candidate_name: at(&names, index),
        org_name: org_name.clone(),
        ..CandidateKey::default()
    };
    (0..count).map(draft).collect()
}

fn with_cost(key: &CandidateKey) -> Map<String, Value> {
    let mut shown = show(key);
    shown.insert("totalCostUsd".to_owned(), number(key.total_cost_usd));
    shown
}

fn show(key: &CandidateKey) -> Map<String, Value> {
    // A key that nobody redeemed in time has expired by itself.
    let is_over = key.status == "pending" && key.expires_at <= now();
    object([
        ("id", json!(key.id)),
        ("key", json!(key.key)),
        ("assessmentId", json!(key.assessment_id)),
        ("orgId", json!(ORG_ID)),
        ("candidateEmail", json!(key.candidate_email)),
        ("candidateName", json!(key.candidate_name)),
        (
            "status",
            if is_over {
                json!("expired")
            } else {
                json!(key.status)
            },
        ),
        ("sessionId", json!(key.session_id)),
        ("expiresAt", json!(iso(key.expires_at))),
        ("redeemedAt", json!(key.redeemed_at.map(iso))),
        ("completedAt", json!(key.completed_at.map(iso))),
        ("createdAt", json!(iso(key.created_at))),
    ])
}
