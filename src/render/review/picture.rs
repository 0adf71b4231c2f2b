//! A flow as a row of steps, read off the write that makes it so: every such write restates all steps.

use super::look::ReviewLook;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{StepBody, StepField};
use crate::model::{AssessmentId, Operation, Target, text_in};
use crate::plan::{Change, FieldChange};
use crate::render::escape::visible;
use crate::render::value_words::shown;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct FlowPicture {
    /// `flowName`
    pub name: String,
    /// In order.
    pub steps: Vec<StepBox>,
    /// Candidates who are inside, if the system tells.
    pub candidates: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct StepBox {
    /// From 1.
    pub number: usize,
    /// The step's name, or that of its assessment.
    pub label: String,
    /// The assessment's title, where the step has another one.
    pub assessment: Option<String>,
    /// Score from which a candidate goes on.
    pub threshold: String,
    pub state: StepState,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) enum StepState {
    Same,
    New,
    /// It had this threshold.
    Threshold(String),
}

impl FlowPicture {
    /// The flow that a change writes; `None` if it writes none.
    pub(in crate::render) fn of(change: &Change, look: &ReviewLook<'_>) -> Option<Self> {
        let operations = || change.calls.iter().map(|call| &call.operation);
        let created = operations().find_map(|operation| match operation {
            Operation::TapTalent(TapTalentWrite::CreateFlow {
                flow_name, steps, ..
            }) => Some((flow_name, steps)),
            _ => None,
        });
        // A new version also retires the old flow; that write is not the picture.
        let updated = || {
            operations().find_map(|operation| match operation {
                Operation::TapTalent(TapTalentWrite::UpdateFlow { body, .. }) => {
                    Some((&body.flow_name, &body.steps))
                }
                _ => None,
            })
        };
        let is_new = created.is_some();
        let (name, steps) = created.or_else(updated)?;
        let state = |index: usize| {
            if is_new {
                StepState::New
            } else {
                state(&change.fields, index)
            }
        };
        let boxes = steps.iter().enumerate();
        Some(Self {
            name: visible(name).into_owned(),
            steps: boxes
                .map(|(index, step)| step_box(index, step, state(index), look))
                .collect(),
            candidates: change.candidates,
        })
    }

    /// Whether any step is new or changes.
    pub(in crate::render) fn has_news(&self) -> bool {
        self.steps.iter().any(|step| step.state != StepState::Same)
    }
}

fn state(fields: &[FieldChange], index: usize) -> StepState {
    let step = format!("spec.steps[{index}]");
    let threshold = format!("{step}.passThreshold");
    for field in fields {
        if field.path == step && field.before.is_none() {
            return StepState::New;
        }
        if field.path == threshold {
            let before = field
                .before
                .as_ref()
                .map_or_else(|| "unknown".to_owned(), shown);
            return StepState::Threshold(before);
        }
    }
    StepState::Same
}

fn step_box(index: usize, step: &StepBody, state: StepState, look: &ReviewLook<'_>) -> StepBox {
    let assessment = assessment_name(&step.assessment, look);
    let (label, assessment) = match text_in(&step.metadata, StepField::Name) {
        Some(name) => (visible(name).into_owned(), Some(assessment)),
        None => (assessment, None),
    };
    StepBox {
        number: index + 1,
        label,
        assessment,
        threshold: step.pass_threshold.to_string(),
        state,
    }
}

fn assessment_name(target: &Target<AssessmentId>, look: &ReviewLook<'_>) -> String {
    match target {
        Target::Created(address) => look.titles.of_address(address),
        Target::Id(id) => match (look.address_of)(id.as_str()) {
            Some(address) => look.titles.of_address(&address),
            None => visible(id.as_str()).into_owned(),
        },
    }
}
