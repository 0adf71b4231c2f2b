//! The requests of every write: documented field names only, and no null but those that clear the branding.

use crate::model::Write as _;
use serde::Serialize;

use crate::model::promptster::{BrandingField, Keyholder, Operation};
use crate::provider::http::{WriteError, WriteRequest};
use crate::provider::wire::{Body, body, object};

/// The request of an operation.
///
/// # Errors
/// [`WriteError::Unsendable`] if an id is not known yet or cannot stand in a path.
pub(super) fn request(operation: &Operation) -> Result<WriteRequest, WriteError> {
    WriteRequest::to(&operation.route(), content(operation))
}

fn content(operation: &Operation) -> Body {
    match operation {
        Operation::CreateAssessment { fields } => body(&object(fields, |_| false)),
        Operation::GenerateKeys {
            assessment: _,
            org_name,
            candidates,
        } => body(&keys(org_name.as_deref(), candidates)),
        Operation::UpdateBranding { changes } => body(&object(changes, can_be_cleared)),
        Operation::DeleteAssessment { .. } | Operation::RevokeKey { .. } => Ok(None),
    }
}

const fn can_be_cleared(field: BrandingField) -> bool {
    match field {
        BrandingField::LogoUrl | BrandingField::AccentColor => true,
        BrandingField::RetentionDays => false,
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct KeysJson<'a> {
    count: usize,
    candidate_emails: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidate_names: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org_name: Option<&'a str>,
}

/// The lists are positional and must be of one length, so who has no name gets an empty one if anybody has one.
fn keys<'a>(org_name: Option<&'a str>, candidates: &'a [Keyholder]) -> KeysJson<'a> {
    let names = candidates.iter().map(|one| one.name.as_deref());
    let has_names = names.clone().any(|name| name.is_some());
    KeysJson {
        count: candidates.len(),
        candidate_emails: candidates.iter().map(|one| one.email.reveal()).collect(),
        candidate_names: has_names.then(|| names.map(Option::unwrap_or_default).collect()),
        org_name,
    }
}
