//! The name of a flow that has taken the place of another (`lifecycle.onImmutableChange: newVersion`): live it ends in
//! ` v2`, in the manifest it does not.

use crate::model::taptalent::{Flow, FlowField};
use crate::model::{FieldKey, FieldValue, Resource, same_text};
use crate::plan::FieldChange;

/// What the manifest is to say about a field of a flow that was changed live.
#[derive(Debug, PartialEq)]
pub(super) enum OfFlow {
    Field(FieldChange),
    Left(String),
}

/// Takes the version off the live name, as the next plan will put it on again.
pub(super) fn of_flow(resource: &Resource<Flow>, field: &FieldChange) -> OfFlow {
    let kept = OfFlow::Field(field.clone());
    let Some(FieldValue::Text(declared)) = resource.spec.fields.get(&FlowField::FlowName) else {
        return kept;
    };
    let texts = (field.before.as_ref(), field.after.as_ref());
    let (Some(live), Some(wanted)) = (
        texts.0.and_then(|text| text.as_str()),
        texts.1.and_then(|text| text.as_str()),
    ) else {
        return kept;
    };
    let is_name = field.path == format!("spec.{}", FlowField::FlowName.spec().name);
    let version = wanted
        .strip_prefix(declared.trim_end())
        .filter(|version| is_name && !version.is_empty());
    let Some(version) = version else { return kept };
    if same_text(live, declared) {
        return OfFlow::Left(format!(
            "the live flow was renamed to “{live}”, the name of another flow; `apply` renames it back to “{wanted}”"
        ));
    }
    let plain = live.trim_end().strip_suffix(version).unwrap_or(live);
    OfFlow::Field(FieldChange {
        before: Some(plain.into()),
        ..field.clone()
    })
}
