//! What has to be read before anything can be planned: the fewest reads that prove the plan.

use std::collections::BTreeSet;

use super::forget::without_manifest;
use super::record::record_of;
use crate::model::taptalent::{AssessmentField, FlowField, JobRef, StepTarget};
use crate::model::{
    AssessmentId, Desired, DesiredOfPromptster, FieldValue, FlowId, Kind, System, TaskId, Wants,
    canonical_text, flowmingo, promptster,
};
use crate::state::{Record, Recorded};

/// Works out the reads.
pub fn reads(desired: &Desired, recorded: &Recorded) -> Wants {
    let mut wants = reads_of_taptalent(desired, recorded);
    wants_of_flowmingo(desired, &mut wants.flowmingo);
    wants_of_promptster(desired, recorded, &mut wants.promptster);
    wants
}

/// The reads of TapTalent alone. What is wanted for a part of the resources is wanted for all of them, and costs no more
/// than the part.
pub fn reads_of_taptalent(desired: &Desired, recorded: &Recorded) -> Wants {
    let mut wants = Wants {
        externals: externals(desired, System::TapTalent),
        ..Wants::default()
    };
    for resource in &desired.assessments {
        if let Some(JobRef::Title(_)) = resource.spec.job {
            wants.externals.insert(Kind::Job);
        }
        wants.assessments.extend(resource.pin.clone());
        wants.assessments.extend(
            record_of(resource, recorded).map(|record| AssessmentId::new(record.id.clone())),
        );
        wants
            .assessment_titles
            .extend(text(resource.spec.fields.get(&AssessmentField::Title)));
    }
    for resource in &desired.flows {
        wants.flows.extend(resource.pin.clone());
        wants
            .flows
            .extend(record_of(resource, recorded).map(|record| FlowId::new(record.id.clone())));
        let predecessor =
            record_of(resource, recorded).and_then(|record| record.previous_ids.last());
        wants.flows.extend(predecessor.map(FlowId::new));
        wants
            .flow_names
            .extend(text(resource.spec.fields.get(&FlowField::FlowName)));
        let ids = resource
            .spec
            .steps
            .iter()
            .filter_map(|step| match &step.target {
                StepTarget::Id(id) => Some(id.clone()),
                StepTarget::Manifest(_) => None,
            });
        wants.assessment_references.extend(ids);
    }
    wants
}

fn wants_of_flowmingo(desired: &Desired, wants: &mut flowmingo::Wants) {
    wants.externals = externals(desired, System::Flowmingo);
    wants.me = !wants.externals.is_empty() || !desired.flowmingo.rosters.is_empty();
}

/// Kinds of the system that must exist, of which there is a manifest.
fn externals(desired: &Desired, system: System) -> BTreeSet<Kind> {
    let kinds = desired.externals.iter().map(|one| one.address.kind());
    kinds.filter(|kind| kind.system() == system).collect()
}

fn wants_of_promptster(desired: &Desired, recorded: &Recorded, wants: &mut promptster::Wants) {
    let DesiredOfPromptster {
        assessments,
        rosters: _,
        branding,
    } = &desired.promptster;
    wants.branding = !branding.is_empty();
    wants.list = !assessments.is_empty();
    for resource in assessments {
        wants.assessments.extend(resource.pin.clone());
        let record = record_of(resource, recorded);
        wants
            .assessments
            .extend(record.into_iter().flat_map(every_id));
        let key = canonical_text(&promptster::natural_key(&resource.spec.fields));
        wants.natural_keys.insert(key);
    }
    for address in without_manifest(desired, recorded) {
        let record = recorded.record(&address);
        if address.kind() == Kind::PromptsterAssessment {
            wants
                .assessments
                .extend(record.into_iter().flat_map(every_id));
        }
    }
}

fn every_id(record: &Record) -> impl Iterator<Item = TaskId> {
    let ids = record.previous_ids.iter().chain([&record.id]);
    ids.filter(|id| !id.is_empty()).map(TaskId::new)
}

fn text(value: Option<&FieldValue>) -> Option<String> {
    match value {
        Some(FieldValue::Text(text)) => Some(canonical_text(text)),
        _ => None,
    }
}
