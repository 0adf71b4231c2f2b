//! What a plan was computed from, of TapTalent's live objects.

use crate::model::taptalent::{ObservedAssessment, ObservedFlow, ObservedStep, StepField};
use crate::model::{FieldKey as _, FieldValue};
use crate::plan::snapshot::Snapshot;
use crate::state::FingerprintKey;

impl Snapshot {
    /// Of a live assessment: its fields, and its questions by id.
    pub fn of_assessment(live: &ObservedAssessment, key: &FingerprintKey) -> Self {
        let questions = live.questions.iter().flatten();
        let parts = questions.map(|question| {
            (
                format!("question {}", question.id),
                key.of_text("question", &question.text),
            )
        });
        Self::new(&live.fields, parts, key)
    }

    /// And of the order of its questions. Only for what was computed from it: the documents promise no order of a read.
    #[must_use]
    pub fn and_order(self, live: &ObservedAssessment, key: &FingerprintKey) -> Self {
        let questions = live.questions.as_deref().unwrap_or_default();
        let order: Vec<&str> = questions
            .iter()
            .map(|question| question.id.as_str())
            .collect();
        self.with_order(key.of_text("order", &order.join("\n")))
    }

    /// Of a live flow: its fields, and its steps by position.
    pub fn of_flow(live: &ObservedFlow, key: &FingerprintKey) -> Self {
        let steps = live.steps.as_deref().unwrap_or_default();
        let parts = steps.iter().enumerate().map(|(index, step)| {
            (
                format!("step {}", index + 1),
                key.of_text("step", &step_text(step)),
            )
        });
        Self::new(&live.fields, parts, key)
    }
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
