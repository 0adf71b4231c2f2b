//! Which version of a flow a live one is: from the second on, its name says so.

use crate::model::taptalent::{Flow, FlowField, ObservedFlow};
use crate::model::{FieldValue, Fields, OnImmutableChange, Resource, same_text, text_of};
use crate::plan::context::Context;

/// The declared fields as a version has them: from the second on, the name says which it is.
pub(in crate::plan) fn versioned(declared: &Fields<FlowField>, version: u32) -> Fields<FlowField> {
    let mut fields = declared.clone();
    if version > 1
        && let Some(name) = text_of(declared, FlowField::FlowName)
    {
        fields.insert(
            FlowField::FlowName,
            FieldValue::Text(versioned_name(&name, version)),
        );
    }
    fields
}

/// The declared fields as the live flow is to have them. Somebody may have given a later version a name without its number:
/// that is as good, as long as no other flow is called so.
pub(super) fn as_live_version(
    resource: &Resource<Flow>,
    live: &ObservedFlow,
    version: u32,
    context: &Context<'_>,
) -> Fields<FlowField> {
    let declared = &resource.spec.fields;
    let has_plain_name = text_of(declared, FlowField::FlowName).is_some_and(|name| {
        let is_its_name =
            text_of(&live.fields, FlowField::FlowName).is_some_and(|live| same_text(&live, &name));
        is_its_name
            && context
                .by
                .flows_named(&name)
                .iter()
                .all(|id| *id == live.id)
    });
    if has_plain_name {
        declared.clone()
    } else {
        versioned(declared, version)
    }
}

fn versioned_name(name: &str, version: u32) -> String {
    format!("{} v{version}", name.trim_end())
}

/// Whether a new flow may take the place of a live one.
pub(in crate::plan) fn makes_versions(resource: &Resource<Flow>) -> bool {
    resource.lifecycle.on_immutable_change == OnImmutableChange::NewVersion
}

/// Which version of the flow called `name` a live flow called `live` is.
pub(in crate::plan) fn version_in_name(name: &str, live: &str) -> Option<u32> {
    if same_text(name, live) {
        return Some(1);
    }
    let version = live
        .trim()
        .strip_prefix(name.trim())?
        .strip_prefix(" v")?
        .parse()
        .ok()?;
    (version > 1).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::version_in_name;

    #[test]
    fn the_version_is_read_off_the_name() {
        assert_eq!(version_in_name("Screen", "Screen"), Some(1));
        assert_eq!(version_in_name("Screen", "Screen v3"), Some(3));
        assert_eq!(version_in_name("Screen", "Screen v1"), None);
        assert_eq!(version_in_name("Screen", "Screening"), None);
        assert_eq!(version_in_name("Screen", "Other v2"), None);
    }
}
