//! Edits of Promptster as JSON, for `POST /__edit`: one for each method of [`PromptsterApp`].

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::super::SandboxError;
use super::super::super::settings::PromptsterChange;
use super::super::super::store::{CandidateKeyChange, CodingAssessmentChange, Issue, ProviderKey};
use super::PromptsterApp;

/// `{"system": "promptster", "action": "revokeCandidateKey", …}`; an id may be new, and is then answered.
#[derive(Debug, Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(in crate::sandbox::web_app) enum Edit {
    SetSettings {
        change: PromptsterChange,
    },
    AddIssue {
        issue: Issue,
    },
    DeleteIssue {
        issue_id: String,
    },
    AddProviderKey {
        key: ProviderKey,
    },
    DeleteProviderKey {
        provider_key_id: String,
    },
    SetAssessment {
        assessment_id: String,
        change: CodingAssessmentChange,
    },
    DeleteAssessment {
        assessment_id: String,
    },
    SetCandidateKey {
        key_id: String,
        change: CandidateKeyChange,
    },
    RevokeCandidateKey {
        key_id: String,
    },
    Complete {
        key_id: String,
        #[serde(default = "no_scores")]
        scores: Value,
    },
}

fn no_scores() -> Value {
    json!([])
}

impl Edit {
    /// Applies the edit; the new id if it made something, else null.
    pub(in crate::sandbox::web_app) fn apply(
        self,
        app: PromptsterApp<'_>,
    ) -> Result<Value, SandboxError> {
        match self {
            Self::AddIssue { issue } => return Ok(json!(app.add_issue(&issue)?)),
            Self::AddProviderKey { key } => return Ok(json!(app.add_provider_key(&key)?)),
            Self::Complete { key_id, scores } => {
                return Ok(json!(app.complete(&key_id, &scores)?));
            }
            Self::SetSettings { change } => app.set(&change),
            Self::DeleteIssue { issue_id } => app.delete_issue(&issue_id),
            Self::DeleteProviderKey { provider_key_id } => {
                app.delete_provider_key(&provider_key_id)
            }
            Self::SetAssessment {
                assessment_id,
                change,
            } => app.set_assessment(&assessment_id, &change),
            Self::DeleteAssessment { assessment_id } => app.delete_assessment(&assessment_id),
            Self::SetCandidateKey { key_id, change } => app.set_candidate_key(&key_id, &change),
            Self::RevokeCandidateKey { key_id } => app.revoke_candidate_key(&key_id),
        }?;
        Ok(Value::Null)
    }
}
