//! What Promptster shows. A candidate key itself is never kept: it is a secret, and nothing here needs it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{AssessmentField, BrandingField};
use crate::model::field::Fields;
use crate::model::id::{CandidateKeyId, TaskId};
use crate::model::listing::{Listing, Lookup};
use crate::model::value::FieldValue;

/// A live coding task.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedAssessment {
    /// Its id.
    pub id: TaskId,
    /// The fields that were read. `taskBrief` is here even where the server took it from the issue.
    pub fields: Fields<AssessmentField>,
    /// Whose it is: `orgId`.
    pub company: Option<String>,
    /// `createdAt`, as the system wrote it.
    pub created_at: Option<String>,
    /// `updatedAt`: when it was last changed, by whomever.
    pub changed_at: Option<Timestamp>,
    /// Title and role as one text, by which tasks are found without a record.
    pub natural_key: Option<FieldValue>,
    /// The system shows it, and marks it as deleted.
    pub deleted: bool,
}

impl ObservedAssessment {
    /// Adds what `other` tells and this one does not.
    #[must_use]
    pub fn completed_by(mut self, other: &Self) -> Self {
        let Self {
            id: _,
            fields,
            company,
            created_at,
            changed_at,
            natural_key,
            deleted,
        } = other;
        for (field, value) in fields {
            self.fields.entry(*field).or_insert_with(|| value.clone());
        }
        self.company = self.company.or_else(|| company.clone());
        self.created_at = self.created_at.or_else(|| created_at.clone());
        self.changed_at = self.changed_at.max(*changed_at);
        self.natural_key = self.natural_key.or_else(|| natural_key.clone());
        self.deleted |= deleted;
        self
    }
}

/// A candidate key, without the key.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedKey {
    /// Its id.
    pub id: CandidateKeyId,
    /// Canonical address; `None`: anonymous.
    pub email: Option<String>,
    /// `candidateName`
    pub name: Option<String>,
    /// `status`: pending, active, completed, expired and whatever else comes.
    pub status: Option<String>,
    /// `createdAt`
    pub created_at: Option<String>,
    /// `redeemedAt`
    pub redeemed_at: Option<String>,
    /// `completedAt`
    pub completed_at: Option<String>,
    /// `expiresAt`
    pub expires_at: Option<String>,
    /// `sessionId`
    pub session: Option<String>,
    /// `totalCostUsd`
    pub total_cost_usd: Option<f64>,
}

impl ObservedKey {
    /// Whether somebody can still begin or go on with it, as far as the system says.
    pub fn is_usable(&self) -> bool {
        !matches!(
            self.status.as_deref(),
            Some("completed" | "expired" | "hired")
        )
    }
}

/// The live branding.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ObservedBranding {
    /// The fields that were read.
    pub fields: Fields<BrandingField>,
    /// `maxRetentionDays`
    pub max_retention_days: Option<f64>,
    /// `plan`
    pub plan: Option<String>,
}

/// What a plan needs to see of Promptster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Whether the list of assessments is needed.
    pub list: bool,
    /// Whether every assessment of the list is to be read one by one.
    pub every_assessment: bool,
    /// Assessments to read one by one, known by id.
    pub assessments: BTreeSet<TaskId>,
    /// Assessments to read one by one if the list shows this natural key (canonical text).
    pub natural_keys: BTreeSet<String>,
    /// Whether the branding is needed.
    pub branding: bool,
    /// Assessments whose keys are needed. Known only after the others are read.
    pub keys: BTreeSet<TaskId>,
}

impl Wants {
    /// Whether nothing at all has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was read of Promptster.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// All assessments that are not deleted.
    pub assessments: Listing<ObservedAssessment>,
    /// The single reads, completed by the list's fields.
    pub details: BTreeMap<TaskId, Lookup<ObservedAssessment>>,
    /// The branding; `None` if nothing asked for it.
    pub branding: Option<ObservedBranding>,
    /// The keys that are not revoked, by assessment.
    pub keys: BTreeMap<TaskId, Lookup<Listing<ObservedKey>>>,
}

impl Live {
    /// Adds what was read later.
    pub fn extend(&mut self, later: Self) {
        let Self {
            assessments,
            details,
            branding,
            keys,
        } = later;
        if self.assessments.items().is_empty() {
            self.assessments = assessments;
        }
        self.details.extend(details);
        self.branding = branding.or_else(|| self.branding.take());
        self.keys.extend(keys);
    }
}
