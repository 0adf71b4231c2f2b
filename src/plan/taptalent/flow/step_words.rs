//! What people call steps, and what they did to them.

use super::step_plan::{StepPlan, WantedStep};
use crate::model::taptalent::ObservedStep;
use crate::model::{AssessmentId, Number, Target};

/// Says what a person did, where the rows alone do not: an insertion or another order shifts every row after it.
pub(super) fn explain_moves(plan: &mut StepPlan, wanted: &[WantedStep<'_>], live: &[ObservedStep]) {
    let live_ids: Vec<Option<&AssessmentId>> =
        live.iter().map(|step| step.assessment.as_ref()).collect();
    let wanted_ids: Vec<Option<&AssessmentId>> = wanted
        .iter()
        .map(|want| match &want.target {
            Target::Id(id) => Some(id),
            Target::Created(_) => None,
        })
        .collect();
    let first = plan.obstacles.first().map(|(index, _)| *index);
    let Some(first) = first else { return };
    let rest = live_ids.get(first..).unwrap_or_default();
    if !rest.is_empty()
        && wanted_ids
            .get(first + 1..)
            .is_some_and(|tail| tail.starts_with(rest))
    {
        let label = &wanted[first].label;
        plan.obstacles = vec![(
            first,
            format!(
                "{label} is inserted as step {}, before live steps; a new step can only be appended at the end",
                first + 1
            ),
        )];
        return;
    }
    let prefix = &wanted_ids[..live_ids.len().min(wanted_ids.len())];
    let (mut sorted_prefix, mut sorted_live) = (prefix.to_vec(), live_ids.clone());
    sorted_prefix.sort_unstable();
    sorted_live.sort_unstable();
    if prefix != live_ids && sorted_prefix == sorted_live {
        let order: Vec<String> = live.iter().map(|step| live_label(step, wanted)).collect();
        plan.obstacles = vec![(
            first,
            format!(
                "the steps are in another order than live ({}), and live steps cannot be reordered",
                order.join(", ")
            ),
        )];
    }
}

/// What people call a live step: its title with the manifest's name of its assessment, or with its id.
pub(super) fn live_label(have: &ObservedStep, wanted: &[WantedStep<'_>]) -> String {
    let by_manifest = have.assessment.as_ref().and_then(|id| {
        wanted
            .iter()
            .find(|want| want.target == Target::Id(id.clone()))
            .map(|want| want.label.clone())
    });
    by_manifest.unwrap_or_else(|| have_label(have))
}

pub(super) fn have_label(have: &ObservedStep) -> String {
    match (&have.assessment_name, &have.assessment) {
        (Some(title), Some(id)) => format!("“{title}” ({id})"),
        (Some(title), None) => format!("“{title}”"),
        (None, Some(id)) => id.to_string(),
        (None, None) => "an unnamed assessment".to_owned(),
    }
}

pub(super) fn wanted_label(want: &WantedStep<'_>) -> String {
    format!(
        "{}{}",
        want.label,
        threshold_words(Some(want.step.pass_threshold))
    )
}

pub(super) fn threshold_words(threshold: Option<Number>) -> String {
    threshold.map_or_else(String::new, |threshold| format!(", pass at {threshold}"))
}
