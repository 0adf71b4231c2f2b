//! The steps of a live flow beside the wanted ones. The law of the API: what is live stays as it is and where it is;
//! only thresholds change, and new steps come at the end (api-reference/assessment-flows, "Update flow").

use super::step_body::{new_body, restated};
use super::step_plan::{StepDrift, StepPlan, WantedStep};
use super::step_words::{explain_moves, live_label, threshold_words, wanted_label};
use crate::model::taptalent::{ObservedStep, StepField};
use crate::model::{FieldKey, FieldValue, Target, alike};
use crate::plan::change::{Cause, StepLine, StepVerdict};
use crate::plan::field::Memory;
use crate::state::{FieldRecords, FingerprintKey};

/// What is remembered of a flow's steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepMemory<'a> {
    /// The state's key.
    pub key: &'a FingerprintKey,
    /// One per step.
    pub steps: &'a [FieldRecords],
    /// Whether the flow was ever applied.
    pub recorded: bool,
}

/// Holds live steps against wanted ones.
pub(super) fn compare(
    wanted: &[WantedStep<'_>],
    live: &[ObservedStep],
    memory: StepMemory<'_>,
) -> StepPlan {
    let mut plan = StepPlan::default();
    for index in 0..wanted.len().max(live.len()) {
        match (wanted.get(index), live.get(index)) {
            (Some(_), Some(have)) => compare_pair(&mut plan, index, wanted, have, memory),
            (Some(want), None) => append(&mut plan, index, want, memory),
            (None, Some(have)) => {
                let label = live_label(have, wanted);
                plan.obstacles.push((
                    wanted.len().saturating_sub(1),
                    format!("live step {} ({label}) is not in the manifest, and steps cannot be removed", index + 1),
                ));
                if memory.recorded && index >= memory.steps.len() {
                    plan.drifted.push(StepDrift {
                        index,
                        field: None,
                        before: label.into(),
                        after: None,
                        cause: Cause::Drifted,
                    });
                }
                plan.line(index, Some(have), None, wanted, StepVerdict::Impossible);
            }
            (None, None) => {}
        }
    }
    explain_moves(&mut plan, wanted, live);
    plan
}

fn append(plan: &mut StepPlan, index: usize, want: &WantedStep<'_>, memory: StepMemory<'_>) {
    let was_there = index < memory.steps.len();
    let cause = match (memory.recorded, was_there) {
        (false, _) => Cause::Unrecorded,
        (true, true) => Cause::Drifted,
        (true, false) => Cause::Edited,
    };
    plan.appended.push((index, cause));
    plan.body.push(new_body(want));
    plan.lines.push(StepLine {
        number: index + 1,
        live: None,
        wanted: Some(wanted_label(want)),
        verdict: StepVerdict::Appended,
    });
}

fn compare_pair(
    plan: &mut StepPlan,
    index: usize,
    wanted: &[WantedStep<'_>],
    have: &ObservedStep,
    memory: StepMemory<'_>,
) {
    let want = &wanted[index];
    let fields = Memory {
        key: memory.key,
        fields: memory.steps.get(index),
        resource_recorded: memory.recorded,
    };
    let mut verdict = StepVerdict::Same;
    match same_target(want, have, &fields) {
        Some(true) => {}
        Some(false) => {
            plan.obstacles.push((
                index,
                format!(
                    "step {} is {} in the manifest, but {} live",
                    index + 1,
                    want.label,
                    live_label(have, wanted)
                ),
            ));
            plan.drifted
                .extend(other_target(index, want, have, &fields));
            verdict = StepVerdict::Impossible;
        }
        None => plan.unreadable.push(index + 1),
    }
    if verdict == StepVerdict::Same {
        verdict = compare_metadata(plan, index, want, have, &fields);
    }
    let before = have.pass_threshold;
    let declared = FieldValue::Number(want.step.pass_threshold);
    let live = before.map(FieldValue::Number);
    let threshold = fields.difference(StepField::PassThreshold, &declared, live.as_ref());
    match (threshold, &live) {
        (Some(cause), _) if verdict == StepVerdict::Same => {
            plan.thresholds.push((index, before, cause));
            verdict = StepVerdict::Threshold;
        }
        // The step blocks, and this differs all the same.
        (Some(cause), Some(live)) => plan.drifted.push(StepDrift {
            index,
            field: Some(StepField::PassThreshold),
            before: live.to_json(),
            after: Some(declared.to_json()),
            cause,
        }),
        _ => {}
    }
    plan.body.push(restated(want, have));
    plan.lines.push(StepLine {
        number: index + 1,
        live: Some(format!(
            "{}{}",
            live_label(have, wanted),
            threshold_words(before)
        )),
        wanted: Some(wanted_label(want)),
        verdict,
    });
}

/// `None`: the read does not say which assessment it is, and no record does.
fn same_target(want: &WantedStep<'_>, have: &ObservedStep, memory: &Memory<'_>) -> Option<bool> {
    let Target::Id(wanted) = &want.target else {
        return Some(false);
    };
    let declared = FieldValue::Text(wanted.to_string());
    match &have.assessment {
        Some(live) => Some(live == wanted),
        None => match memory.difference(StepField::Target, &declared, None) {
            None => Some(true),
            // A step is remembered without its assessment if one plan created both: then it is the one that was meant.
            Some(Cause::Unverifiable) => is_recorded(memory).then_some(true),
            // The record proves that another one was sent.
            Some(_) => Some(false),
        },
    }
}

/// A step that takes another assessment than the wanted one, and who moved.
fn other_target(
    index: usize,
    want: &WantedStep<'_>,
    have: &ObservedStep,
    memory: &Memory<'_>,
) -> Option<StepDrift> {
    let Target::Id(wanted) = &want.target else {
        return None;
    };
    let live = have.assessment.as_ref()?;
    let declared = FieldValue::Text(wanted.to_string());
    let shown = FieldValue::Text(live.to_string());
    let cause = memory.difference(StepField::Target, &declared, Some(&shown))?;
    Some(StepDrift {
        index,
        field: Some(StepField::Target),
        before: shown.to_json(),
        after: Some(declared.to_json()),
        cause,
    })
}

/// Whether anything at all is remembered of the step.
fn is_recorded(memory: &Memory<'_>) -> bool {
    memory.fields.is_some_and(|step| !step.applied.is_empty())
}

fn compare_metadata(
    plan: &mut StepPlan,
    index: usize,
    want: &WantedStep<'_>,
    have: &ObservedStep,
    memory: &Memory<'_>,
) -> StepVerdict {
    let mut verdict = StepVerdict::Same;
    for (field, declared) in &want.step.metadata {
        let (field, live) = (*field, have.metadata.get(field));
        // Nothing could change it, and it is what a server makes of the declared text.
        if let (FieldValue::Text(declared), Some(FieldValue::Text(live))) = (declared, live)
            && alike(live, declared)
        {
            continue;
        }
        let name = field.spec().name;
        match memory.difference(field, declared, live) {
            None => {}
            // A step that was applied without it has none: declaring it now is a change.
            Some(Cause::Unverifiable) if !is_recorded(memory) => {
                plan.unverified.push(format!("step {}: {name}", index + 1));
            }
            Some(cause) => {
                plan.drifted.push(StepDrift {
                    index,
                    field: Some(field),
                    before: live.map_or(serde_json::Value::Null, FieldValue::to_json),
                    after: Some(declared.to_json()),
                    cause,
                });
                let live = live.map_or_else(|| "what was last applied".to_owned(), quoted);
                let declared = quoted(declared);
                plan.obstacles.push((
                    index,
                    format!(
                        "`{name}` of step {} cannot be changed; live: {live}, manifest: {declared}",
                        index + 1
                    ),
                ));
                verdict = StepVerdict::Impossible;
            }
        }
    }
    verdict
}

/// A value in a sentence.
fn quoted(value: &FieldValue) -> String {
    match value {
        FieldValue::Null => "empty".to_owned(),
        FieldValue::Text(text) => format!("“{text}”"),
        other => other.to_json().to_string(),
    }
}

impl StepPlan {
    fn line(
        &mut self,
        index: usize,
        live: Option<&ObservedStep>,
        want: Option<&WantedStep<'_>>,
        wanted: &[WantedStep<'_>],
        verdict: StepVerdict,
    ) {
        self.lines.push(StepLine {
            number: index + 1,
            live: live.map(|live| {
                format!(
                    "{}{}",
                    live_label(live, wanted),
                    threshold_words(live.pass_threshold)
                )
            }),
            wanted: want.map(wanted_label),
            verdict,
        });
    }
}
