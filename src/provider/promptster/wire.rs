//! The shapes of answers. Which fields a read carries differs between the pages of the documents, so each may be absent.

use serde::Deserialize;

use crate::model::promptster::{
    AssessmentField, BrandingField, ObservedAssessment, ObservedBranding, ObservedKey, key_of,
};
use crate::model::{CandidateKeyId, Email, FieldValue, TaskId, object};
use crate::provider::wire::{
    self, Decimal, Id, ListItem, LooseText, Mark, Moment, Seen, SeenFields, value,
};

object! {
    pub(super) struct AssessmentWire (expecting "an assessment") {
        fields: SeenFields<AssessmentField>,
        required { "id" => id: Id, }
        "orgId" => org_id: Seen<LooseText>,
        "issue" => issue: Seen<IssueWire>,
        "createdAt" => created_at: Seen<LooseText>,
        "updatedAt" => updated_at: Seen<Moment>,
        "status" => status: Seen<String>,
        "deleted" => deleted: Seen<Mark>,
        "isDeleted" => is_deleted: Seen<Mark>,
        "deletedAt" | "deleted_at" => deleted_at: Seen<Mark>,
    }
}

/// The issue that an assessment was made from; its names differ between list and single read, so only the id is taken.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an issue")]
pub(super) struct IssueWire {
    #[serde(default)]
    id: Seen<LooseText>,
}

impl ListItem for AssessmentWire {
    const KEY: &'static str = "assessments";
}

impl AssessmentWire {
    pub(super) fn observed(self) -> ObservedAssessment {
        let Self {
            mut fields,
            id: Id(id),
            org_id,
            issue,
            created_at,
            updated_at,
            status,
            deleted,
            is_deleted,
            deleted_at,
        } = self;
        let status = status.value();
        let deleted = wire::is_deleted([deleted, is_deleted, deleted_at], status.as_deref());
        fields.or(AssessmentField::IssueId, of_issue(issue));
        ObservedAssessment {
            deleted,
            id: TaskId::new(id),
            natural_key: natural_key(&fields).map(FieldValue::Text),
            fields: fields.into_fields(),
            company: loose(org_id),
            created_at: loose(created_at),
            changed_at: updated_at.value().and_then(|moment| moment.timestamp()),
        }
    }
}

/// Known only where both parts are.
fn natural_key(fields: &SeenFields<AssessmentField>) -> Option<String> {
    let title = fields.text(AssessmentField::Title)?;
    let role = fields.text(AssessmentField::Role)?;
    Some(key_of(title, role))
}

/// An assessment without an issue says `issue: null`.
fn of_issue(issue: Seen<IssueWire>) -> Option<FieldValue> {
    let id = match issue {
        Seen::Absent => Seen::Absent,
        Seen::Null => Seen::Null,
        Seen::Value(IssueWire { id }) => id,
    };
    value(id, |LooseText(id)| FieldValue::Text(id))
}

fn loose(seen: Seen<LooseText>) -> Option<String> {
    seen.value().map(|LooseText(text)| text)
}

/// A candidate key. The key itself has no place here, so that it cannot get anywhere.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a candidate key")]
pub(super) struct KeyWire {
    id: Id,
    #[serde(default)]
    candidate_email: Seen<String>,
    #[serde(default)]
    candidate_name: Seen<String>,
    #[serde(default)]
    status: Seen<String>,
    #[serde(default)]
    created_at: Seen<Moment>,
    #[serde(default)]
    redeemed_at: Seen<Moment>,
    #[serde(default)]
    completed_at: Seen<Moment>,
    #[serde(default)]
    expires_at: Seen<Moment>,
    #[serde(default)]
    session_id: Seen<LooseText>,
    #[serde(default)]
    total_cost_usd: Seen<Decimal>,
}

impl ListItem for KeyWire {
    const KEY: &'static str = "keys";
}

impl KeyWire {
    pub(super) fn observed(self) -> ObservedKey {
        let Self {
            id: Id(id),
            candidate_email,
            candidate_name,
            status,
            created_at,
            redeemed_at,
            completed_at,
            expires_at,
            session_id,
            total_cost_usd,
        } = self;
        let email = candidate_email.value();
        ObservedKey {
            id: CandidateKeyId::new(id),
            email: email
                .map(|email| Email::canonical_of(&email))
                .filter(|email| !email.is_empty()),
            name: candidate_name.value().filter(|name| !name.is_empty()),
            status: status.value(),
            created_at: moment(created_at),
            redeemed_at: moment(redeemed_at),
            completed_at: moment(completed_at),
            expires_at: moment(expires_at),
            session: loose(session_id),
            total_cost_usd: total_cost_usd.value().map(|Decimal(number)| number.get()),
        }
    }
}

fn moment(seen: Seen<Moment>) -> Option<String> {
    seen.value().map(|Moment(text)| text)
}

object! {
    pub(super) struct BrandingWire (expecting "the branding") {
        fields: SeenFields<BrandingField>,
        "maxRetentionDays" => max_retention_days: Seen<Decimal>,
        "plan" => plan: Seen<String>,
    }
}

impl BrandingWire {
    /// # Errors
    /// It shows none of its fields: then it is something else.
    pub(super) fn observed(self) -> Result<ObservedBranding, String> {
        let Self {
            fields,
            max_retention_days,
            plan,
        } = self;
        let branding = ObservedBranding {
            fields: fields.into_fields(),
            max_retention_days: max_retention_days
                .value()
                .map(|Decimal(number)| number.get()),
            plan: plan.value(),
        };
        if branding == ObservedBranding::default() {
            return Err("it has no branding".to_owned());
        }
        Ok(branding)
    }
}
