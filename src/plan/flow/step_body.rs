//! A step as requests say it and as the state remembers it.

use std::collections::BTreeMap;

use super::steps::WantedStep;
use crate::model::{FieldValue, Fields, ObservedStep, Step, StepBody, StepField, Target};
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

/// A live step as the PATCH must say it: as it was read; what no read shows as it is declared; the threshold as wanted.
pub(super) fn restated(want: &WantedStep<'_>, have: &ObservedStep) -> StepBody {
    let [name, instructions, pass_action, assessment_type] = metadata(want.step, have)
        .map(|(_, declared, live)| live.clone().unwrap_or_else(|| declared.clone()));
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
pub(super) fn as_live(have: &ObservedStep) -> Option<StepBody> {
    Some(StepBody {
        assessment: Target::Id(have.assessment.clone()?),
        pass_threshold: have.pass_threshold?,
        assessment_type: have.assessment_type.clone().flatten(),
        name: have.name.clone().flatten(),
        instructions: have.instructions.clone().flatten(),
        pass_action: have.pass_action.clone().flatten(),
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
