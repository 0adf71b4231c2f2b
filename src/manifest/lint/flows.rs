//! Rules about flows.

use std::collections::BTreeSet;

use super::finding::{Findings, Spot};
use crate::manifest::check::{Body, Draft, DraftFlow, DraftTarget};
use crate::model::{Name, Pointer};

/// Thresholds of which none parts candidates.
pub(super) fn idle_thresholds(drafts: &[Draft], found: &mut Findings<'_>) {
    for (draft, flow) in flows(drafts) {
        let steps = flow.steps.iter().flatten();
        let mut thresholds = steps.map(|step| step.pass_threshold.get());
        if !flow.steps.is_empty() && thresholds.all(|value| value <= 0.0 || value >= 100.0) {
            found.report(
                spot(draft, Pointer::spec("steps")),
                "every `passThreshold` of the flow is 0 or 100",
                "everybody passes 0 and nobody 100: set thresholds that distinguish candidates",
            );
        }
    }
}

/// Steps that lead to an interview which asks nothing.
pub(super) fn no_questions(drafts: &[Draft], found: &mut Findings<'_>) {
    let empty: BTreeSet<&Name> = drafts.iter().filter_map(asks_nothing).collect();
    for (draft, flow) in flows(drafts) {
        for (index, step) in flow.steps.iter().enumerate() {
            let Some(DraftTarget::Manifest(name)) = step.as_ref().map(|step| &step.target) else {
                continue;
            };
            if empty.contains(name) {
                let pointer = Pointer::spec("steps").index(index).key("assessment");
                found.report(
                    spot(draft, pointer),
                    format!("the assessment `{name}` of this step has no questions"),
                    "declare its questions; or omit `questions` there if they are maintained in the web app",
                );
            }
        }
    }
}

/// `questions: []`. Without the key, questions are somebody else's.
fn asks_nothing(draft: &Draft) -> Option<&Name> {
    match &draft.body {
        Some(Body::Assessment(assessment)) => assessment
            .questions
            .as_ref()
            .filter(|questions| questions.is_empty())
            .and(draft.name.as_ref()),
        _ => None,
    }
}

fn flows(drafts: &[Draft]) -> impl Iterator<Item = (&Draft, &DraftFlow)> {
    drafts.iter().filter_map(|draft| match &draft.body {
        Some(Body::Flow(flow)) => Some((draft, flow)),
        _ => None,
    })
}

fn spot(draft: &Draft, pointer: Pointer) -> Spot {
    Spot::whole(draft.origin.at(pointer))
}
