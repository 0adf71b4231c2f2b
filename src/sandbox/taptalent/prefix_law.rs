//! What a PATCH may do to the steps of a flow: "restricts changing or removing existing stages; you may
//! adjust thresholds and append new stages" (api-reference/assessment-flows).
//!
//! Which field counts as a change, and how steps are matched, is unsaid. Here they match by index, and
//! everything but the threshold is bound.

use serde_json::{Map, Value};

use super::flow::FlowStep;

/// What breaks the law, by step; empty if nothing does.
pub(super) fn broken(existing: &[FlowStep], wanted: &[FlowStep]) -> Map<String, Value> {
    let problem = |(index, stored): (usize, &FlowStep)| {
        let text = match wanted.get(index) {
            None => Some("an existing step must be restated, it cannot be removed".to_owned()),
            Some(step) => stored
                .first_change(step)
                .map(|field| format!("{field} of an existing step cannot be changed")),
        };
        text.map(|text| (format!("steps[{index}]"), Value::String(text)))
    };
    existing.iter().enumerate().filter_map(problem).collect()
}

/// The steps as they are to be stored: a type that was left out of an existing step stays what it was,
/// also when the assessment's has changed since.
pub(super) fn merged(existing: &[FlowStep], wanted: Vec<FlowStep>) -> Vec<FlowStep> {
    let mut steps = wanted;
    for (step, stored) in steps.iter_mut().zip(existing) {
        step.assessment_type.clone_from(&stored.assessment_type);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(assessment: &str, threshold: f64) -> FlowStep {
        let mut step = FlowStep::new(assessment, threshold);
        step.assessment_type = Some("QUIZ".to_owned());
        step
    }

    #[test]
    fn thresholds_and_appended_steps_are_lawful() {
        let existing = [stored("a", 60.0), stored("b", 70.0)];
        let wanted = [("a", 65.0), ("b", 70.0), ("c", 80.0)].map(|(id, t)| FlowStep::new(id, t));
        assert!(broken(&existing, &wanted).is_empty());
        assert_eq!(
            merged(&existing, wanted.to_vec())[0]
                .assessment_type
                .as_deref(),
            Some("QUIZ")
        );
    }

    #[test]
    fn every_step_that_is_touched_is_named() {
        let existing = [stored("a", 60.0), stored("b", 70.0), stored("c", 80.0)];
        let mut renamed = FlowStep::new("a", 60.0);
        renamed.name = Some("Quiz".to_owned());
        let broken = broken(&existing, &[renamed, FlowStep::new("x", 70.0)]);
        let told: Vec<String> = broken
            .iter()
            .map(|(at, text)| format!("{at}: {text}"))
            .collect();
        assert_eq!(
            told,
            [
                r#"steps[0]: "name of an existing step cannot be changed""#,
                r#"steps[1]: "assessmentId of an existing step cannot be changed""#,
                r#"steps[2]: "an existing step must be restated, it cannot be removed""#,
            ]
        );
    }
}
