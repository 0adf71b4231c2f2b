//! The requests of every write: documented field names only, and no null but those that clear the branding.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::promptster::{BrandingField, Keyholder, Operation};
use crate::model::{FieldKey, FieldValue, Fields, Target, TaskId};
use crate::provider::http::{Path, Repeat, WriteError, WriteRequest};

/// The request of an operation.
///
/// # Errors
/// [`WriteError::Unsendable`] if an id is not known yet or cannot stand in a path.
pub(super) fn request(operation: &Operation) -> Result<WriteRequest, WriteError> {
    let route = operation.route();
    let unsendable = |cause: String| WriteError::Unsendable {
        endpoint: format!("{} {}", route.method, route.path),
        cause,
    };
    let segments = segments(operation).map_err(unsendable)?;
    Ok(WriteRequest {
        patience: 1,
        method: route.method,
        path: Path::of(&segments).map_err(|error| unsendable(error.to_string()))?,
        body: body(operation).map_err(unsendable)?,
        repeat: if operation.is_idempotent() {
            Repeat::Idempotent
        } else {
            Repeat::Never
        },
    })
}

fn segments(operation: &Operation) -> Result<Vec<&str>, String> {
    Ok(match operation {
        Operation::CreateAssessment { fields: _ } => vec!["v1", "assessments"],
        Operation::DeleteAssessment { assessment } => {
            vec!["v1", "assessments", assessment.as_str()]
        }
        Operation::GenerateKeys { assessment, .. } => {
            vec!["v1", "assessments", known(assessment)?, "keys"]
        }
        Operation::RevokeKey {
            assessment,
            key,
            who: _,
        } => vec![
            "v1",
            "assessments",
            assessment.as_str(),
            "keys",
            key.as_str(),
        ],
        Operation::UpdateBranding { changes: _ } => vec!["v1", "org", "branding"],
    })
}

fn known(target: &Target<TaskId>) -> Result<&str, String> {
    match target {
        Target::Id(id) => Ok(id.as_str()),
        Target::Created(address) => Err(format!("the id of {address} is not known yet")),
    }
}

fn body(operation: &Operation) -> Result<Option<Bytes>, String> {
    match operation {
        Operation::CreateAssessment { fields } => json(&object(fields, |_| false)),
        Operation::GenerateKeys {
            assessment: _,
            org_name,
            candidates,
        } => json(&keys(org_name.as_deref(), candidates)),
        Operation::UpdateBranding { changes } => json(&object(changes, can_be_cleared)),
        Operation::DeleteAssessment { .. } | Operation::RevokeKey { .. } => Ok(None),
    }
}

fn json(value: &impl Serialize) -> Result<Option<Bytes>, String> {
    serde_json::to_vec(value)
        .map(|body| Some(Bytes::from(body)))
        .map_err(|error| error.to_string())
}

/// `null` goes out for the fields that it clears, and for no other.
fn object<F: FieldKey>(fields: &Fields<F>, can_be_null: impl Fn(F) -> bool) -> Map<String, Value> {
    fields
        .iter()
        .filter(|(field, value)| **value != FieldValue::Null || can_be_null(**field))
        .map(|(field, value)| (field.spec().name.to_owned(), value.to_json()))
        .collect()
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
