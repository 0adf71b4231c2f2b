//! What a change was computed from, as fingerprints part by part: enough to say right before a write which part of a
//! live object has moved since, without holding its text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::taptalent::{ObservedAssessment, ObservedFlow, ObservedStep, StepField};
use crate::model::{FieldKey, FieldValue, Fields, promptster};
use crate::state::{Fingerprint, FingerprintKey};

/// The part that stands for the order of questions.
const ORDER: &str = "question order";

/// Fingerprints of the parts of a live object.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// Plain fields: those that only one of two reads carries are not compared.
    fields: BTreeMap<String, Fingerprint>,
    /// Questions or steps, by a name for people: one that only one of two reads has *is* a difference.
    parts: BTreeMap<String, Fingerprint>,
}

impl Snapshot {
    /// Of a live assessment: its fields, and its questions by id.
    pub fn of_assessment(live: &ObservedAssessment, key: &FingerprintKey) -> Self {
        let questions = live.questions.iter().flatten();
        let parts = questions
            .map(|question| {
                (
                    format!("question {}", question.id),
                    key.of_text("question", &question.text),
                )
            })
            .collect();
        Self {
            fields: field_prints(&live.fields, key),
            parts,
        }
    }

    /// And of the order of its questions. Only for what was computed from it: the documents promise no order of a read.
    #[must_use]
    pub fn and_order(mut self, live: &ObservedAssessment, key: &FingerprintKey) -> Self {
        let questions = live.questions.as_deref().unwrap_or_default();
        let order: Vec<&str> = questions
            .iter()
            .map(|question| question.id.as_str())
            .collect();
        self.parts
            .insert(ORDER.into(), key.of_text("order", &order.join("\n")));
        self
    }

    /// Of a live flow: its fields, and its steps by position.
    pub fn of_flow(live: &ObservedFlow, key: &FingerprintKey) -> Self {
        let steps = live.steps.as_deref().unwrap_or_default();
        let parts = steps
            .iter()
            .enumerate()
            .map(|(index, step)| {
                (
                    format!("step {}", index + 1),
                    key.of_text("step", &step_text(step)),
                )
            })
            .collect();
        Self {
            fields: field_prints(&live.fields, key),
            parts,
        }
    }

    /// Of a live Promptster assessment: its fields, and the candidate keys that would die with it.
    pub fn of_task(
        live: &promptster::ObservedAssessment,
        keys: &[&promptster::ObservedKey],
        key: &FingerprintKey,
    ) -> Self {
        let part = |candidate: &&promptster::ObservedKey| {
            let status = candidate.status.as_deref().unwrap_or_default();
            (
                format!("candidate key {}", candidate.id),
                key.of_text("status", status),
            )
        };
        Self {
            fields: field_prints(&live.fields, key),
            parts: keys.iter().map(part).collect(),
        }
    }

    /// Of the live branding.
    pub fn of_branding(live: &promptster::ObservedBranding, key: &FingerprintKey) -> Self {
        Self {
            fields: field_prints(&live.fields, key),
            parts: BTreeMap::new(),
        }
    }

    /// The parts that differ between this and a newer look, named for people.
    pub fn moved(&self, now: &Self) -> Vec<String> {
        let fields = self
            .fields
            .iter()
            .filter(|(name, then)| now.fields.get(*name).is_some_and(|now| now != *then))
            .map(|(name, _)| name.clone());
        let gone_or_changed = self
            .parts
            .iter()
            .filter(|(name, then)| now.parts.get(*name) != Some(then))
            .map(|(name, _)| name.clone());
        let new = now
            .parts
            .keys()
            .filter(|name| *name != ORDER && !self.parts.contains_key(*name))
            .map(|name| format!("{name} (new)"));
        fields.chain(gone_or_changed).chain(new).collect()
    }
}

fn field_prints<F: FieldKey>(
    fields: &Fields<F>,
    key: &FingerprintKey,
) -> BTreeMap<String, Fingerprint> {
    fields
        .iter()
        .map(|(field, value)| {
            (
                field.spec().name.to_owned(),
                key.of(field.spec().name, value),
            )
        })
        .collect()
}

fn step_text(step: &ObservedStep) -> String {
    // The assessment's title is not the flow's: renaming an assessment does not move its flows.
    let ObservedStep {
        assessment,
        pass_threshold,
        metadata: metadata_of,
        assessment_name: _,
    } = step;
    let threshold = pass_threshold.map(crate::model::Number::get);
    let metadata = StepField::ALL.iter().filter(|field| field.is_metadata());
    let metadata = metadata.map(|field| {
        // Absent apart from empty.
        let shown = metadata_of.get(field).map(|value| match value {
            FieldValue::Null => None,
            FieldValue::Text(text) => Some(text.clone()),
            other => Some(other.to_json().to_string()),
        });
        format!(" {shown:?}")
    });
    format!(
        "{assessment:?} {threshold:?}{}",
        metadata.collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::taptalent::FlowField;
    use crate::model::{FieldValue, FlowId, Number};

    const KEY: FingerprintKey = FingerprintKey::new([7; 32]);

    fn flow(name: &str, thresholds: &[u32]) -> Snapshot {
        let step = |&threshold: &u32| ObservedStep {
            pass_threshold: Some(Number::from(threshold)),
            ..ObservedStep::default()
        };
        let live = ObservedFlow {
            deleted: false,
            id: FlowId::new("1"),
            fields: [(FlowField::FlowName, FieldValue::Text(name.into()))].into(),
            company: None,
            candidate_count: None,
            steps: Some(thresholds.iter().map(step).collect()),
        };
        Snapshot::of_flow(&live, &KEY)
    }

    #[test]
    fn what_moved_is_named() {
        let then = flow("A", &[60]);
        assert_eq!(then.moved(&flow("A", &[60])), Vec::<String>::new());
        assert_eq!(then.moved(&flow("B", &[60])), ["flowName"]);
        assert_eq!(then.moved(&flow("A", &[70])), ["step 1"]);
        assert_eq!(then.moved(&flow("A", &[60, 70])), ["step 2 (new)"]);
        assert_eq!(then.moved(&flow("A", &[])), ["step 1"]);
    }
}
