//! Every write of Promptster that a manifest can ask for, and no other.

use super::{AssessmentField, BrandingField};
use crate::model::email::Email;
use crate::model::field::Fields;
use crate::model::id::{CandidateKeyId, TaskId};
use crate::model::route::{Endpoint, PathId, Route};
use crate::model::target::{AnyTarget, Target};

/// Most keys that one request may ask for (reviewers/resources/rate-limits).
pub const MOST_KEYS_A_CALL: usize = 50;

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Creates an assessment; costs one of the monthly quota.
    CreateAssessment {
        /// Every field of the request.
        fields: Fields<AssessmentField>,
    },
    /// Deletes an assessment: its candidate keys die with it.
    DeleteAssessment {
        /// Which.
        assessment: TaskId,
    },
    /// Issues keys, and mails everybody in it.
    GenerateKeys {
        /// Of which.
        assessment: Target<TaskId>,
        /// `orgName`
        org_name: Option<String>,
        /// 1 to [`MOST_KEYS_A_CALL`] people.
        candidates: Vec<Keyholder>,
    },
    /// Revokes a key.
    RevokeKey {
        /// Of which.
        assessment: TaskId,
        /// Which key.
        key: CandidateKeyId,
        /// Whose it is; not sent.
        who: Email,
    },
    /// Changes the branding: only what is sent changes.
    UpdateBranding {
        /// The changed fields, at least one.
        changes: Fields<BrandingField>,
    },
}

/// One person of a request for keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keyholder {
    /// In `candidateEmails`.
    pub email: Email,
    /// In `candidateNames`; sent as an empty text if the manifest has none, since the lists are positional.
    pub name: Option<String>,
}

impl Operation {
    /// Where it goes.
    pub fn route(&self) -> Route {
        let (endpoint, ids) = match self {
            Self::CreateAssessment { .. } => (Endpoint::post("/v1/assessments"), Vec::new()),
            Self::DeleteAssessment { assessment } => (
                Endpoint::delete("/v1/assessments/:id"),
                vec![PathId::known(assessment)],
            ),
            Self::GenerateKeys { assessment, .. } => (
                Endpoint::post("/v1/assessments/:id/keys"),
                vec![assessment.in_path()],
            ),
            Self::RevokeKey {
                assessment, key, ..
            } => (
                Endpoint::delete("/v1/assessments/:id/keys/:keyId"),
                vec![PathId::known(assessment), PathId::known(key)],
            ),
            Self::UpdateBranding { .. } => (Endpoint::put("/v1/org/branding"), Vec::new()),
        };
        Route::new(endpoint, ids)
    }

    /// Whether people get a mail by it.
    pub const fn mails(&self) -> bool {
        match self {
            Self::GenerateKeys { .. } => true,
            Self::CreateAssessment { .. }
            | Self::DeleteAssessment { .. }
            | Self::RevokeKey { .. }
            | Self::UpdateBranding { .. } => false,
        }
    }

    /// Whom it is about.
    pub fn people(&self) -> Vec<&Email> {
        match self {
            Self::GenerateKeys { candidates, .. } => {
                candidates.iter().map(|one| &one.email).collect()
            }
            Self::RevokeKey { who, .. } => vec![who],
            Self::CreateAssessment { .. }
            | Self::DeleteAssessment { .. }
            | Self::UpdateBranding { .. } => Vec::new(),
        }
    }

    /// The names that it sends.
    pub fn names(&self) -> Vec<&str> {
        let Self::GenerateKeys { candidates, .. } = self else {
            return Vec::new();
        };
        let names = candidates.iter().filter_map(|one| one.name.as_deref());
        names.collect()
    }

    pub(in crate::model) fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        match self {
            Self::GenerateKeys { assessment, .. } => vec![assessment],
            _ => Vec::new(),
        }
    }
}
