//! What of a live flow is as declared, and is remembered so before anything is written: a later edit is then an edit, and a
//! later drift a drift, whatever becomes of the writes.

use std::collections::BTreeMap;

use super::step_body::step_fingerprints;
use super::step_plan::{StepPlan, WantedStep};
use crate::model::taptalent::{FlowField, StepField};
use crate::model::{FieldKey, Fields};
use crate::plan::context::Context;
use crate::plan::draft::{Draft, fingerprints};
use crate::state::{FieldRecords, Fingerprint, FingerprintKey, Record, RecordChange};

/// A flow that was held against its manifest.
pub(super) struct Settled<'a> {
    pub declared: &'a Fields<FlowField>,
    /// Those of them that differ.
    pub changed: &'a Fields<FlowField>,
    pub wanted: &'a [WantedStep<'a>],
    /// How many steps are live.
    pub live: usize,
    pub steps: &'a StepPlan,
}

type Prints = BTreeMap<String, Fingerprint>;

impl Settled<'_> {
    /// Records what was never recorded so.
    pub(super) fn remember(
        &self,
        draft: &mut Draft<'_>,
        record: Option<&Record>,
        context: &Context<'_>,
    ) {
        let key = &context.recorded.fingerprint_key;
        let mut fields = fingerprints(key, self.declared);
        fields.retain(|name, _| !self.changed.keys().any(|field| field.spec().name == name));
        let is_known = record.is_some_and(|record| knows(&record.fields, &fields));
        if !is_known && !fields.is_empty() {
            draft.records.push(RecordChange::Fields { fields });
        }
        let known = record.map_or(&[][..], |record| &record.steps);
        let steps = self.steps(key, known.len());
        let is_known = known.len() == steps.len()
            && known
                .iter()
                .zip(&steps)
                .all(|(known, step)| knows(known, step));
        if !is_known {
            draft.records.push(RecordChange::Steps { steps });
        }
    }

    /// Of each live step what is as declared. As long as the lists differ in length, steps that were there before stay
    /// remembered: they tell who moved.
    fn steps(&self, key: &FingerprintKey, known: usize) -> Vec<Prints> {
        let mut steps = step_fingerprints(key, self.wanted);
        let mut forget = |index: usize, field: StepField| {
            if let Some(step) = steps.get_mut(index) {
                step.remove(field.spec().name);
            }
        };
        for (index, _, _) in &self.steps.thresholds {
            forget(*index, StepField::PassThreshold);
        }
        for drift in &self.steps.drifted {
            drift
                .field
                .into_iter()
                .for_each(|field| forget(drift.index, field));
        }
        for (index, _) in &self.steps.obstacles {
            forget(*index, StepField::Target);
        }
        // Remembering a step as declared would make a guess of it into knowledge.
        for number in &self.steps.unreadable {
            steps[number - 1].clear();
        }
        if self.live != self.wanted.len() {
            steps.truncate(self.live);
            steps.resize_with(known.max(steps.len()), Prints::new);
        }
        steps
    }
}

fn knows(known: &FieldRecords, prints: &Prints) -> bool {
    let mut prints = prints.iter();
    prints.all(|(name, print)| known.applied.get(name) == Some(print))
}
