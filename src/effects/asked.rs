//! What of a plan past results can tell of.
//!
//! The one pass mark that a manifest can set is `passThreshold` of a TapTalent flow's step: its assessments have buckets
//! without a mark, Flowmingo's sets are made in its web app, and Promptster's tasks have none. Only TapTalent's results
//! carry a score for each question.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::model::taptalent::{Operation as TapTalentWrite, StepBody, StepField};
use crate::model::{
    Address, AssessmentId, FieldKey as _, Number, Operation, QuestionId, System, Target,
};
use crate::plan::{Action, Cause, Change, FieldChange, Plan};

/// Something that changes, and the interview whose results tell of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// What changes.
    pub address: Address,
    /// Which part of it, as a [`FieldChange`] says it.
    pub path: String,
    pub assessment: AssessmentId,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The mark of a step, from 0. `before`: `None` if no read shows it.
    PassMark {
        step: usize,
        before: Option<Number>,
        after: Number,
    },
    /// A live question that is sent in another form, or deleted.
    Question {
        id: QuestionId,
        /// What the manifest calls it; its id, if no manifest has it.
        name: String,
        /// What it asks now, where that differs from the manifest.
        text: Option<String>,
        is_deleted: bool,
    },
}

/// All of it, in the order of the plan.
pub fn asked(plan: &Plan) -> Vec<Asked> {
    let each = plan.changes.iter();
    each.flat_map(|change| {
        let mut asked = questions(change);
        asked.extend(pass_marks(change));
        asked
    })
    .collect()
}

/// Systems that something changes in and that have nothing to tell of it.
pub fn silent(plan: &Plan) -> BTreeSet<System> {
    let changed = plan.changes.iter().filter(|change| change.is_pending());
    changed
        .map(|change| change.address.kind().system())
        .filter(|system| *system != System::TapTalent)
        .collect()
}

fn writes(change: &Change) -> impl Iterator<Item = &TapTalentWrite> {
    change
        .calls
        .iter()
        .filter_map(|call| match &call.operation {
            Operation::TapTalent(write) => Some(write),
            Operation::Flowmingo(_) | Operation::Promptster(_) => None,
        })
}

fn questions(change: &Change) -> Vec<Asked> {
    let of_write = |write: &TapTalentWrite| {
        let (assessment, id, name, is_deleted) = match write {
            TapTalentWrite::UpdateQuestion {
                assessment: Target::Id(assessment),
                question,
                name,
                content: _,
            } => (assessment, question, name.to_string(), false),
            TapTalentWrite::DeleteQuestion {
                assessment: Target::Id(assessment),
                question,
                name,
            } => {
                let name = name
                    .as_ref()
                    .map_or_else(|| question.to_string(), ToString::to_string);
                (assessment, question, name, true)
            }
            _ => return None,
        };
        let path = format!("spec.questions[{name}]");
        let field = field(change, &path);
        // Sent once since nobody can read what is there: not known to be a change.
        if !is_deleted && field.is_some_and(|field| field.cause == Cause::Unverifiable) {
            return None;
        }
        Some(Asked {
            address: change.address.clone(),
            path,
            assessment: assessment.clone(),
            what: What::Question {
                id: id.clone(),
                name,
                text: field.and_then(text_before),
                is_deleted,
            },
        })
    };
    writes(change).filter_map(of_write).collect()
}

fn field<'c>(change: &'c Change, path: &str) -> Option<&'c FieldChange> {
    change.fields.iter().find(|field| field.path == path)
}

fn text_before(field: &FieldChange) -> Option<String> {
    let before = field.before.as_ref()?;
    let text = before
        .as_str()
        .or_else(|| before.get("question")?.as_str())?;
    Some(text.to_owned())
}

fn pass_marks(change: &Change) -> Vec<Asked> {
    let (mut made, mut restated) = (None, None);
    for write in writes(change) {
        match write {
            TapTalentWrite::CreateFlow { steps, .. } => made = Some(steps),
            TapTalentWrite::UpdateFlow { body, .. } => restated = Some(&body.steps),
            _ => {}
        }
    }
    match (change.action, made, restated) {
        // The old version is restated as it is, to be retired.
        (Action::Replace, Some(made), Some(old)) => in_new_version(change, made, old),
        (_, None, Some(steps)) => in_place(change, steps),
        _ => Vec::new(),
    }
}

fn path_of(step: usize) -> String {
    format!(
        "spec.steps[{step}].{}",
        StepField::PassThreshold.spec().name
    )
}

fn in_place(change: &Change, steps: &[StepBody]) -> Vec<Asked> {
    let each = steps.iter().enumerate().filter_map(|(step, body)| {
        let path = path_of(step);
        let field = field(change, &path)?;
        let before = field.before.as_ref().and_then(number);
        mark(change, path, body, (step, before))
    });
    each.collect()
}

/// Beside the old step of the same interview: the one in the same place, or else the first.
fn in_new_version(change: &Change, made: &[StepBody], old: &[StepBody]) -> Vec<Asked> {
    let each = made.iter().enumerate().filter_map(|(step, body)| {
        let is_same = |one: &&StepBody| one.assessment == body.assessment;
        let in_place = old.get(step).filter(is_same);
        let before = in_place
            .or_else(|| old.iter().find(is_same))?
            .pass_threshold;
        if before == body.pass_threshold {
            return None;
        }
        mark(change, path_of(step), body, (step, Some(before)))
    });
    each.collect()
}

fn mark(
    change: &Change,
    path: String,
    body: &StepBody,
    (step, before): (usize, Option<Number>),
) -> Option<Asked> {
    let Target::Id(assessment) = &body.assessment else {
        return None;
    };
    Some(Asked {
        address: change.address.clone(),
        path,
        assessment: assessment.clone(),
        what: What::PassMark {
            step,
            before,
            after: body.pass_threshold,
        },
    })
}

fn number(value: &Value) -> Option<Number> {
    let number = value
        .as_f64()
        .or_else(|| value.as_str()?.trim().parse().ok());
    Number::new(number?)
}
