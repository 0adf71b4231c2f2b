//! A step as requests say it and as the state remembers it.

use std::collections::BTreeMap;

use super::sent::Sent;
use super::steps::WantedStep;
use crate::model::taptalent::{ObservedStep, Step, StepBody, StepField};
use crate::model::{FieldValue, Fields, Target};
use crate::plan::draft::fingerprints;
use crate::state::{Fingerprint, FingerprintKey};

pub(super) type Metadata<'a> = (StepField, &'a Option<String>, &'a Option<Option<String>>);

pub(super) fn metadata<'a>(step: &'a Step, have: &'a ObservedStep) -> [Metadata<'a>; 4] {
    let Step {
        target: _,
        pass_threshold: _,
        name,
        instructions,
        pass_action,
        assessment_type,
    } = step;
    [
        (StepField::Name, name, &have.name),
        (StepField::Instructions, instructions, &have.instructions),
        (StepField::PassAction, pass_action, &have.pass_action),
        (
            StepField::AssessmentType,
            assessment_type,
            &have.assessment_type,
        ),
    ]
}

/// The values of a declared step beside those that its read shows, where there are both.
pub(in crate::plan) fn step_values(
    declared: &Step,
    live: &ObservedStep,
) -> Vec<(StepField, FieldValue, FieldValue)> {
    let texts = metadata(declared, live).into_iter();
    let texts = texts.filter_map(|(field, declared, live)| {
        let live = live.as_ref()?.clone();
        Some((
            field,
            FieldValue::Text(declared.clone()?),
            live.map_or(FieldValue::Null, FieldValue::Text),
        ))
    });
    let threshold = live.pass_threshold.map(|live| {
        (
            StepField::PassThreshold,
            FieldValue::Number(declared.pass_threshold),
            FieldValue::Number(live),
        )
    });
    texts.chain(threshold).collect()
}

/// A live step as the PATCH must say it: as it is declared, which differs from what is live by no more than what the system
/// made of it; what is not declared as it was read.
pub(super) fn restated(want: &WantedStep<'_>, have: &ObservedStep) -> StepBody {
    let [name, instructions, pass_action, assessment_type] = metadata(want.step, have)
        .map(|(_, declared, live)| declared.clone().or_else(|| live.clone().flatten()));
    StepBody {
        assessment: have
            .assessment
            .clone()
            .map_or_else(|| want.target.clone(), Target::Id),
        pass_threshold: want.step.pass_threshold,
        assessment_type,
        name,
        instructions,
        pass_action,
    }
}

/// A live step as it is, for a PATCH that must not change it; `None` if no read shows its assessment or threshold.
pub(super) fn as_live(have: &ObservedStep, index: usize, sent: &Sent<'_>) -> Option<StepBody> {
    let text = |field, live: &Option<Option<String>>| {
        Some(sent.step_text(index, field, live.clone().flatten()?))
    };
    Some(StepBody {
        assessment: Target::Id(have.assessment.clone()?),
        pass_threshold: have.pass_threshold?,
        assessment_type: text(StepField::AssessmentType, &have.assessment_type),
        name: text(StepField::Name, &have.name),
        instructions: text(StepField::Instructions, &have.instructions),
        pass_action: text(StepField::PassAction, &have.pass_action),
    })
}

/// A step that is not live yet.
pub(super) fn new_body(want: &WantedStep<'_>) -> StepBody {
    let Step {
        target: _,
        pass_threshold,
        name,
        instructions,
        pass_action,
        assessment_type,
    } = want.step;
    StepBody {
        assessment: want.target.clone(),
        pass_threshold: *pass_threshold,
        assessment_type: assessment_type.clone(),
        name: name.clone(),
        instructions: instructions.clone(),
        pass_action: pass_action.clone(),
    }
}

/// What to remember of the wanted steps. A target that is created by the same plan is not known yet: it is remembered
/// when the next plan sees it.
pub(super) fn step_fingerprints(
    key: &FingerprintKey,
    wanted: &[WantedStep<'_>],
) -> Vec<BTreeMap<String, Fingerprint>> {
    wanted
        .iter()
        .map(|want| fingerprints(key, &declared_fields(want)))
        .collect()
}

fn declared_fields(want: &WantedStep<'_>) -> Fields<StepField> {
    let Step {
        target: _,
        pass_threshold,
        name,
        instructions,
        pass_action,
        assessment_type,
    } = want.step;
    let text = |field, value: &Option<String>| {
        value
            .as_ref()
            .map(|text| (field, FieldValue::Text(text.clone())))
    };
    let target = match &want.target {
        Target::Id(id) => Some((StepField::Target, FieldValue::Text(id.to_string()))),
        Target::Created(_) => None,
    };
    target
        .into_iter()
        .chain([(
            StepField::PassThreshold,
            FieldValue::Number(*pass_threshold),
        )])
        .chain(text(StepField::Name, name))
        .chain(text(StepField::Instructions, instructions))
        .chain(text(StepField::PassAction, pass_action))
        .chain(text(StepField::AssessmentType, assessment_type))
        .collect()
}
