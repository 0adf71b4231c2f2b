//! What was sent of a flow, for a write that must restate it: a system may show texts otherwise than it got them, and what
//! only a read has shown is not to be sent back where the text that was sent is still known.

use super::step_plan::WantedStep;
use super::version::versioned;
use crate::model::taptalent::{Flow, FlowField, ObservedFlow, Step, StepField};
use crate::model::{FieldKey, Fields, Resource, text_in, text_of};
use crate::plan::context::Context;
use crate::plan::record::record_of;
use crate::state::{FieldRecords, FingerprintKey, Record};

/// The record of a flow, and the texts of its manifest: those that are still the ones that were sent.
pub(super) struct Sent<'a> {
    key: &'a FingerprintKey,
    record: Option<&'a Record>,
    declared: Fields<FlowField>,
    steps: Vec<&'a Step>,
}

impl<'a> Sent<'a> {
    /// Of the flow that a new version takes the place of.
    pub(super) fn of_version(
        resource: &Resource<Flow>,
        live: &ObservedFlow,
        version: u32,
        wanted: &[WantedStep<'a>],
        context: &Context<'a>,
    ) -> Self {
        let record = record_of(resource, context.recorded);
        Self {
            key: &context.recorded.fingerprint_key,
            record: record.filter(|record| record.id == live.id.as_str()),
            declared: versioned(&resource.spec.fields, version),
            steps: wanted.iter().map(|want| want.step).collect(),
        }
    }

    /// Nothing is known of it but what a read shows.
    pub(super) const fn unknown(key: &'a FingerprintKey) -> Self {
        Self {
            key,
            record: None,
            declared: Fields::new(),
            steps: Vec::new(),
        }
    }

    pub(super) fn field(&self, field: FlowField, live: &Fields<FlowField>) -> Option<String> {
        let live = text_of(live, field)?;
        let declared = text_in(&self.declared, field);
        let record = self.record.map(|record| &record.fields);
        Some(self.as_sent(record, field.spec().name, live, declared.into_iter()))
    }

    pub(super) fn step_text(&self, index: usize, field: StepField, live: String) -> String {
        let record = self.record.and_then(|record| record.steps.get(index));
        let declared = self.steps.iter();
        let declared = declared.filter_map(|step| text_in(&step.metadata, field));
        self.as_sent(record, field.spec().name, live, declared)
    }

    /// The declared text that the record proves to have been sent, if what is live is what the system made of it.
    fn as_sent<'t>(
        &self,
        record: Option<&FieldRecords>,
        name: &str,
        live: String,
        mut declared: impl Iterator<Item = &'t str>,
    ) -> String {
        let settled = record.and_then(|record| record.settled(name));
        if settled != Some(&self.key.of_text(name, &live)) {
            return live;
        }
        let applied = record.and_then(|record| record.applied.get(name));
        let sent = declared.find(|text| applied == Some(&self.key.of_text(name, text)));
        sent.map_or(live, str::to_owned)
    }
}
