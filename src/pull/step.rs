//! Live steps as items of `steps:`.

use std::collections::BTreeMap;

use crate::manifest::edit::{Line, Yaml};
use crate::model::AssessmentId;
use crate::model::taptalent::ObservedStep;

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
    let texts = [
        ("name", &step.name),
        ("instructions", &step.instructions),
        ("passAction", &step.pass_action),
    ];
    for (key, text) in texts {
        if let Some(Some(text)) = text
            && !text.trim().is_empty()
        {
            lines.push(Line::entry(key, Yaml::text(text)));
        }
    }
    Some(Yaml::Map(lines))
}
