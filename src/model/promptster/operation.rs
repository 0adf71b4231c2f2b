//! Every write of Promptster that a manifest can ask for, and no other.

use super::{AssessmentField, BrandingField};
use crate::model::email::Email;
use crate::model::field::Fields;
use crate::model::id::{CandidateKeyId, TaskId};
use crate::model::operation::{Method, Route};
use crate::model::target::{AnyTarget, Target};

/// Most keys that one request may ask for (reviewers/resources/rate-limits).
pub const MOST_KEYS_A_CALL: usize = 50;

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// `POST /v1/assessments`; costs one of the monthly quota.
    CreateAssessment {
        /// Every field of the request.
        fields: Fields<AssessmentField>,
    },
    /// `DELETE /v1/assessments/:id`: its candidate keys die with it.
    DeleteAssessment {
        /// Which.
        assessment: TaskId,
    },
    /// `POST /v1/assessments/:id/keys`: mails everybody in it.
    GenerateKeys {
        /// Of which.
        assessment: Target<TaskId>,
        /// `orgName`
        org_name: Option<String>,
        /// 1 to [`MOST_KEYS_A_CALL`] people.
        candidates: Vec<Keyholder>,
    },
    /// `DELETE /v1/assessments/:id/keys/:keyId`
    RevokeKey {
        /// Of which.
        assessment: TaskId,
        /// Which key.
        key: CandidateKeyId,
        /// Whose it is; not sent.
        who: Email,
    },
    /// `PUT /v1/org/branding`: only what is sent changes.
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
        let (method, path, endpoint) = match self {
            Self::CreateAssessment { .. } => (
                Method::Post,
                "/v1/assessments".to_owned(),
                "/v1/assessments",
            ),
            Self::DeleteAssessment { assessment } => (
                Method::Delete,
                format!("/v1/assessments/{assessment}"),
                "/v1/assessments/:id",
            ),
            Self::GenerateKeys { assessment, .. } => (
                Method::Post,
                format!("/v1/assessments/{assessment}/keys"),
                "/v1/assessments/:id/keys",
            ),
            Self::RevokeKey {
                assessment, key, ..
            } => (
                Method::Delete,
                format!("/v1/assessments/{assessment}/keys/{key}"),
                "/v1/assessments/:id/keys/:keyId",
            ),
            Self::UpdateBranding { .. } => (
                Method::Put,
                "/v1/org/branding".to_owned(),
                "/v1/org/branding",
            ),
        };
        Route {
            method,
            path,
            endpoint,
        }
    }

    /// Whether sending it twice is the same as sending it once (law 2).
    pub const fn is_idempotent(&self) -> bool {
        match self {
            Self::DeleteAssessment { .. }
            | Self::RevokeKey { .. }
            | Self::UpdateBranding { .. } => true,
            Self::CreateAssessment { .. } | Self::GenerateKeys { .. } => false,
        }
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

    pub(in crate::model) fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        match self {
            Self::GenerateKeys { assessment, .. } => vec![assessment],
            _ => Vec::new(),
        }
    }
}
