//! The declared steps: which assessment each takes, and how a new one is shown.

use super::step_body::new_body;
use super::step_plan::WantedStep;
use crate::diagnostic::Code;
use crate::model::taptalent::{Flow, StepTarget};
use crate::model::{AssessmentId, FieldKey as _, Pointer, Resource, Target};
use crate::plan::change::{Cause, FieldChange};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::Draft;
use crate::plan::visibility::{age_words, block, created_recently};

/// The declared steps, each with the id of its assessment or the promise of one.
pub(super) fn wanted_steps<'a>(
    draft: &mut Draft<'_>,
    resource: &'a Resource<Flow>,
    context: &Context<'_>,
) -> Vec<WantedStep<'a>> {
    let mut wanted = Vec::new();
    for (index, step) in resource.spec.steps.iter().enumerate() {
        let (target, label) = match &step.target {
            StepTarget::Id(id) => {
                if !context.by.has_assessment(id) {
                    block_unknown_id(draft, index, id.as_str(), context);
                }
                (Target::Id(id.clone()), format!("`{id}`"))
            }
            StepTarget::Manifest(address) => {
                let name = format!("`{}`", address.name());
                let mut label = name.clone();
                let target = match context.fate_of(address) {
                    ResourceFate::Live(id) => {
                        let id = AssessmentId::new(id);
                        if let Some(title) = context.by.title_of(&id) {
                            label = format!("“{title}” ({name})");
                        }
                        Target::Id(id)
                    }
                    ResourceFate::Created => {
                        draft.requires.push(address.clone());
                        Target::Created(address.clone())
                    }
                    ResourceFate::Blocked => {
                        block_dependency(draft, index, &address.to_string());
                        Target::Created(address.clone())
                    }
                };
                (target, label)
            }
        };
        wanted.push(WantedStep {
            step,
            target,
            label,
        });
    }
    draft.requires.sort();
    draft.requires.dedup();
    wanted
}

/// New steps wait for what this plan changes of their assessments: nobody is to be led into one that lacks its questions.
pub(super) fn require_changes_of(draft: &mut Draft<'_>, new: &[WantedStep<'_>]) {
    for want in new {
        if let StepTarget::Manifest(address) = &want.step.target
            && !draft.requires.contains(address)
        {
            draft.requires.push(address.clone());
        }
    }
    draft.requires.sort();
}

fn block_unknown_id(draft: &mut Draft<'_>, index: usize, id: &str, context: &Context<'_>) {
    if let Some(age) = created_recently(context.recorded, id, context.live.read_at) {
        let pointer = Pointer::spec("steps").index(index).key("assessmentId");
        let message = format!(
            "the live assessment `{id}` was created {} ago and is not visible yet",
            age_words(age)
        );
        block(draft, pointer, message);
        return;
    }
    draft.block(
        Code::UnknownAssessmentId,
        Pointer::spec("steps").index(index).key("assessmentId"),
        format!("no live assessment has the id `{id}` of step {}", index + 1),
        "look up the id in the web app, or refer to a manifest of this project with `assessment:`",
    );
}

fn block_dependency(draft: &mut Draft<'_>, index: usize, address: &str) {
    draft.block(
        Code::BlockedDependency,
        Pointer::spec("steps").index(index),
        format!("step {} needs {address}, which is blocked", index + 1),
        format!("fix {address} first"),
    );
}

pub(super) fn show_step(draft: &mut Draft<'_>, index: usize, want: &WantedStep<'_>, cause: Cause) {
    draft.fields.push(FieldChange {
        path: format!("spec.steps[{index}]"),
        before: None,
        after: Some(step_json(want)),
        cause,
        source: Some(draft.source(Pointer::spec("steps").index(index))),
    });
}

fn step_json(want: &WantedStep<'_>) -> serde_json::Value {
    let body = new_body(want);
    let mut json = serde_json::Map::new();
    let target = match &want.step.target {
        StepTarget::Manifest(address) => ("assessment", address.name().to_string()),
        StepTarget::Id(id) => ("assessmentId", id.to_string()),
    };
    json.insert(target.0.to_owned(), target.1.into());
    json.insert("passThreshold".into(), body.pass_threshold.to_json());
    for (field, value) in &body.metadata {
        json.insert(field.spec().name.to_owned(), value.to_json());
    }
    json.into()
}
