//! Live steps as items of `steps:`.

use std::collections::BTreeMap;

use crate::manifest::edit::{Line, Yaml};
use crate::model::taptalent::{ObservedStep, StepField};
use crate::model::{AssessmentId, FieldKey as _, FieldValue};

/// The key and the value that say which assessment is taken: a manifest's name where there is one.
pub(super) fn named_target(
    step: &ObservedStep,
    names: &BTreeMap<AssessmentId, String>,
) -> Option<(String, Yaml)> {
    let id = step.assessment.as_ref()?;
    Some(match names.get(id) {
        Some(name) => ("assessment".to_owned(), Yaml::text(name)),
        None => ("assessmentId".to_owned(), Yaml::text(id.as_str())),
    })
}

/// The item; `None` if the read does not show what a manifest must say.
pub(super) fn step_item(
    step: &ObservedStep,
    names: &BTreeMap<AssessmentId, String>,
) -> Option<Yaml> {
    let (key, target) = named_target(step, names)?;
    let threshold = Yaml::Number(step.pass_threshold?);
    let mut lines = vec![
        Line::Entry(key, target),
        Line::entry("passThreshold", threshold),
    ];
    let metadata = step.metadata.iter();
    // Its type is the assessment's, and follows it where a manifest leaves it out.
    for (field, value) in metadata.filter(|(field, _)| **field != StepField::AssessmentType) {
        let says_something = match value {
            FieldValue::Null => false,
            FieldValue::Text(text) => !text.trim().is_empty(),
            _ => true,
        };
        if says_something {
            lines.push(Line::entry(
                field.spec().name,
                Yaml::from_json(&value.to_json()),
            ));
        }
    }
    Some(Yaml::Map(lines))
}
