//! What has to be read before anything can be planned: the fewest reads that prove the plan.

use crate::model::{
    AssessmentField, AssessmentId, Desired, FieldValue, FlowField, FlowId, Resource, Spec,
    StepTarget, Wants, canonical_text,
};
use crate::state::{Record, Recorded};

/// Works out the reads.
pub fn wants(desired: &Desired, recorded: &Recorded) -> Wants {
    let mut wants = Wants::default();
    for resource in &desired.assessments {
        wants.assessments.extend(resource.pin.clone());
        wants.assessments.extend(
            record_of(resource, recorded).map(|record| AssessmentId::new(record.id.clone())),
        );
        wants
            .assessment_titles
            .extend(text(resource.spec.fields.get(&AssessmentField::Title)));
        wants.jobs |= resource.spec.job.is_some();
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

/// What is remembered of a resource, by its address or by one that it had before.
pub(super) fn record_of<'r, S: Spec>(
    resource: &Resource<S>,
    recorded: &'r Recorded,
) -> Option<&'r Record> {
    recorded
        .record(&resource.address)
        .or_else(|| previous_addresses(resource).find_map(|address| recorded.record(&address)))
}

/// The addresses that a resource had before, newest first.
pub(super) fn previous_addresses<S: Spec>(
    resource: &Resource<S>,
) -> impl Iterator<Item = crate::model::Address> {
    resource
        .previous_names
        .iter()
        .map(|name| crate::model::Address::new(S::KIND, name.clone()))
}

fn text(value: Option<&FieldValue>) -> Option<String> {
    match value {
        Some(FieldValue::Text(text)) => Some(canonical_text(text)),
        _ => None,
    }
}
