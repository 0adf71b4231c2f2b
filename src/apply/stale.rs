//! What to say when a live object is not what the plan was computed from: before, planned, now.

use std::collections::BTreeMap;

use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::model::{FieldKey, Fields, Operation};
use crate::plan::Change;

/// The parts of a live object as a [`Snapshot`](crate::plan::Snapshot) names them, in words.
pub(super) type Parts = BTreeMap<String, String>;

pub(super) fn assessment_parts(live: &ObservedAssessment) -> Parts {
    let questions = live.questions.iter().flatten();
    let questions =
        questions.map(|one| (format!("question {}", one.id), format!("“{}”", one.text)));
    let ids = live.questions.iter().flatten().map(|one| one.id.as_str());
    let order = (
        "question order".to_owned(),
        ids.collect::<Vec<_>>().join(", "),
    );
    field_parts(&live.fields)
        .chain(questions)
        .chain([order])
        .collect()
}

pub(super) fn flow_parts(live: &ObservedFlow) -> Parts {
    let steps = live
        .steps
        .iter()
        .flatten()
        .enumerate()
        .map(|(index, step)| {
            let id = step
                .assessment
                .as_ref()
                .map_or("an unnamed assessment", |id| id.as_str());
            let threshold = step
                .pass_threshold
                .map_or_else(String::new, |at| format!(", pass at {at}"));
            (format!("step {}", index + 1), format!("{id}{threshold}"))
        });
    field_parts(&live.fields).chain(steps).collect()
}

pub(super) fn field_parts<F: FieldKey>(
    fields: &Fields<F>,
) -> impl Iterator<Item = (String, String)> {
    fields
        .iter()
        .map(|(field, value)| (field.spec().name.to_owned(), value.to_json().to_string()))
}

/// Each part that moved: what the plan was made from and would make of it, and what it is now.
pub(super) fn describe(change: &Change, moved: &[String], now: &Parts) -> String {
    let told: Vec<String> = moved
        .iter()
        .map(|part| {
            let name = part.trim_end_matches(" (new)");
            let now = now.get(name).map_or("no longer there", String::as_str);
            match planned(change, name) {
                Some((before, after)) => format!("{part}: planned {before} → {after}, now {now}"),
                None => format!("{part}: now {now}"),
            }
        })
        .collect();
    told.join("; ")
}

/// Before and after of the plan's difference that a part belongs to.
fn planned(change: &Change, part: &str) -> Option<(String, String)> {
    let path = if let Some(id) = part.strip_prefix("question ") {
        format!("spec.questions[{}]", question_name(change, id)?)
    } else if let Some(number) = part.strip_prefix("step ") {
        let index: usize = number.parse().ok()?;
        format!("spec.steps[{}].passThreshold", index.checked_sub(1)?)
    } else {
        format!("spec.{part}")
    };
    let field = change.fields.iter().find(|field| field.path == path)?;
    let shown = |value: &Option<serde_json::Value>| {
        value
            .as_ref()
            .map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    Some((shown(&field.before), shown(&field.after)))
}

fn question_name(change: &Change, id: &str) -> Option<String> {
    change.calls.iter().find_map(|call| match &call.operation {
        Operation::TapTalent(TapTalentWrite::UpdateQuestion { question, name, .. })
            if question.as_str() == id =>
        {
            Some(name.to_string())
        }
        _ => None,
    })
}
