//! A step as requests say it and as the state remembers it.

use std::collections::BTreeMap;

use super::sent::Sent;
use super::step_plan::WantedStep;
use crate::model::taptalent::{ObservedStep, Step, StepBody, StepField, StepTarget};
use crate::model::{Address, AssessmentId, FieldValue, Fields, Target};
use crate::plan::draft::fingerprints;
use crate::state::{Fingerprint, FingerprintKey};

/// The values of a declared step beside those that its read shows, where there are both.
pub(in crate::plan) fn step_values(
    declared: &Step,
    live: &ObservedStep,
) -> Vec<(StepField, FieldValue, FieldValue)> {
    let metadata = declared.metadata.iter().filter_map(|(field, value)| {
        let live = live.metadata.get(field)?;
        Some((*field, value.clone(), live.clone()))
    });
    let threshold = live.pass_threshold.map(|live| {
        (
            StepField::PassThreshold,
            FieldValue::Number(declared.pass_threshold),
            FieldValue::Number(live),
        )
    });
    metadata.chain(threshold).collect()
}

/// What a read shows of a step's metadata.
fn shown(have: &ObservedStep) -> impl Iterator<Item = (StepField, FieldValue)> {
    let shown = have.metadata.iter();
    shown
        .filter(|(_, value)| **value != FieldValue::Null)
        .map(|(field, value)| (*field, value.clone()))
}

/// A live step as the PATCH must say it: as it is declared, which differs from what is live by no more than what the system
/// made of it; what is not declared as it was read.
pub(super) fn restated(want: &WantedStep<'_>, have: &ObservedStep) -> StepBody {
    let mut metadata: Fields<StepField> = shown(have).collect();
    metadata.extend(want.step.metadata.clone());
    StepBody {
        assessment: have
            .assessment
            .clone()
            .map_or_else(|| want.target.clone(), Target::Id),
        pass_threshold: want.step.pass_threshold,
        metadata,
    }
}

/// A live step as it is, for a PATCH that must not change it; `None` if no read shows its assessment or threshold.
pub(super) fn as_live(have: &ObservedStep, index: usize, sent: &Sent<'_>) -> Option<StepBody> {
    let as_sent = |(field, value)| match value {
        FieldValue::Text(text) => (field, FieldValue::Text(sent.step_text(index, field, text))),
        other => (field, other),
    };
    Some(StepBody {
        assessment: Target::Id(have.assessment.clone()?),
        pass_threshold: have.pass_threshold?,
        metadata: shown(have).map(as_sent).collect(),
    })
}

/// A step that is not live yet.
pub(super) fn new_body(want: &WantedStep<'_>) -> StepBody {
    let Step {
        target: _,
        pass_threshold,
        metadata,
    } = want.step;
    StepBody {
        assessment: want.target.clone(),
        pass_threshold: *pass_threshold,
        metadata: metadata.clone(),
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

/// The same, where it is only known which live objects the manifests stand for.
pub(in crate::plan) fn step_prints(
    key: &FingerprintKey,
    steps: &[Step],
    id_of: &dyn Fn(&Address) -> Option<String>,
) -> Vec<BTreeMap<String, Fingerprint>> {
    let wanted = steps.iter().map(|step| WantedStep {
        step,
        target: match &step.target {
            StepTarget::Id(id) => Target::Id(id.clone()),
            StepTarget::Manifest(address) => id_of(address).map_or_else(
                || Target::Created(address.clone()),
                |id| Target::Id(AssessmentId::new(id)),
            ),
        },
        label: String::new(),
    });
    step_fingerprints(key, &wanted.collect::<Vec<_>>())
}

fn declared_fields(want: &WantedStep<'_>) -> Fields<StepField> {
    let Step {
        target: _,
        pass_threshold,
        metadata,
    } = want.step;
    let mut fields = metadata.clone();
    fields.insert(
        StepField::PassThreshold,
        FieldValue::Number(*pass_threshold),
    );
    if let Target::Id(id) = &want.target {
        fields.insert(StepField::Target, FieldValue::Text(id.to_string()));
    }
    fields
}
