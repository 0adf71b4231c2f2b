//! An assessment, and what a new one may say (reviewers/api/assessments/create).

use std::fmt::Display;

use rusqlite::Connection;
use serde_json::Value;

use super::super::fields::Fields;
use super::super::form::Form::{Number, OneOf, Text, Texts, Url, Uuid, Whole};
use super::super::form::{COUNTED, SOME_TEXT, one_of};
use super::super::number;
use super::super::record::record;
use super::super::store::{Object, Select, ids, object};
use super::super::time::now;
use super::keys::CandidateKey;

record! {
    /// A stored assessment. A deleted one stays, so that it goes on counting against the quota.
    #[serde(default)]
    pub(in crate::sandbox) struct CodingAssessment,
    change CodingAssessmentChange
    with {
        id "id": String => Read "id";
        title "title": String, create Text(1, 255).required(), edit String => Read "title";
        role "role": String, create Text(1, 255).required(), edit String => Read "role";
        /// That of its issue, if it has one.
        task_brief "taskBrief": String, create SOME_TEXT.optional(), edit String => Read "taskBrief";
        repo_url "repoUrl": Option<String>, create Url(&["http", "https"]).optional(),
            edit String => Read "repoUrl";
        issue_id "issueId": Option<String>, create SOME_TEXT.optional() => Read "issueId";
        time_limit_minutes "timeLimitMinutes": Option<i64>, create COUNTED.optional(),
            edit u32 => Read "timeLimitMinutes";
        /// Above 0.
        #[serde(serialize_with = "number::stored_or_none")]
        token_budget_usd "tokenBudgetUsd": Option<f64>, create Number(0.0, 1000.0).optional(),
            edit f64 => Read "tokenBudgetUsd";
        expires_in_days "expiresInDays": i64 = 7, create Whole(1, u16::MAX as i64).optional(),
            edit u32 => Read "expiresInDays";
        allowed_tools "allowedTools": Vec<String>, create Texts(usize::MAX).optional();
        /// [`ModelKeys`]. Write-only.
        model_keys "modelKeys": Value;
        /// Taken and shown only where the settings say so.
        rubric_id "rubricId": Option<String>, create Uuid.optional() => More "rubricId";
        /// Milliseconds since 1970, as are all times here.
        created_at "createdAt": i64 => Time "createdAt";
        updated_at "updatedAt": i64;
        deleted_at "deletedAt": Option<i64>;
    }
}

object!(CodingAssessment, "promptster", "assessment", by ids::uuid, {
    fn is_gone(&self) -> bool {
        self.deleted_at.is_some()
    }

    fn touch(&mut self) {
        self.updated_at = now();
    }

    /// Softly, and its keys with it.
    fn delete(connection: &Connection, id: impl Display) -> rusqlite::Result<bool> {
        let is_there = Self::edit(connection, &id, |found| found.deleted_at = Some(now()))?;
        for key in CandidateKey::of_left(&id).list(connection)? {
            CandidateKey::delete(connection, key.id)?;
        }
        Ok(is_there)
    }
});

record! {
    /// Which keys of the providers are meant.
    #[serde(default)]
    pub(super) struct ModelKeys with {
        anthropic_mode "anthropicKeyMode": String = MODES[0].to_owned(), create OneOf(&MODES).optional();
        anthropic_id "anthropicKeyId": Option<String>, create Uuid.optional();
        openai_mode "openaiKeyMode": String = MODES[0].to_owned(), create OneOf(&MODES).optional();
        openai_id "openaiKeyId": Option<String>, create Uuid.optional();
    }
}

/// The organisation's key, or one that is named.
pub(super) const MODES: [&str; 2] = ["org_default", "byok"];

pub(super) const TOOLS: [&str; 3] = ["claude", "codex", "cursor"];

impl CodingAssessment {
    /// Those that are not deleted.
    pub(in crate::sandbox) fn left() -> Select<Self> {
        Self::all().null("deletedAt", true)
    }
}

/// What the rows cannot say of a new one.
pub(super) fn check(fields: &mut Fields<'_>) {
    if fields.get("tokenBudgetUsd").and_then(Value::as_f64) == Some(0.0) {
        fields.problem("tokenBudgetUsd", "must be above 0");
    }
    let tools = fields.items("allowedTools").to_vec();
    for (index, tool) in tools.iter().enumerate() {
        if tool.as_str().is_some_and(|tool| !TOOLS.contains(&tool)) {
            fields.problem(&format!("allowedTools[{index}]"), one_of(&TOOLS));
        }
    }
}
