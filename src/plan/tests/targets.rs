//! `--target`: some resources, and what they need.

use super::sketch::{assessment, assessment_address, flow, flow_address, text};
use super::world::{World, shown};
use crate::model::Address;
use crate::model::taptalent::AssessmentField;
use crate::plan::Selection;
use insta::assert_snapshot;

/// Two flows that share nothing, one blocked assessment beside them.
fn world() -> World {
    fitting().declares(assessment("blocked").pinned("a99"))
}

fn fitting() -> World {
    World::new()
        .declares(assessment("quiz"))
        .declares(assessment("voice"))
        .declares(assessment("written"))
        .declares_flow(flow("other").takes("written", 50))
        .declares_flow(flow("screen").takes("quiz", 60).takes("voice", 70))
}

fn addresses(plan: &crate::plan::Plan) -> Vec<String> {
    let changes = plan.changes.iter();
    changes
        .map(|change| change.address.name().to_string())
        .collect()
}

#[test]
fn a_target_comes_with_what_it_requires_and_nothing_else() {
    let plan = world()
        .plan()
        .narrowed_to(&Selection::of([flow_address("screen")]));
    assert_eq!(addresses(&plan), ["quiz", "voice", "screen"]);
    assert_eq!(plan.blocked, []);
    world().execute(&plan, super::world::Kill::No);
}

#[test]
fn a_target_that_is_blocked_stays_blocked() {
    let plan = world()
        .plan()
        .narrowed_to(&Selection::of([assessment_address("blocked")]));
    assert_snapshot!(shown(&plan), @"
    ✗ blocked taptalent/Assessment/blocked
        `metadata.id` is `a99`, but no live Assessment has this id [unknown-pin]
        help: look up the id in the web app, or remove `id`: then taptalent/Assessment/blocked is found
          by its name or created
    ");
}

#[test]
fn what_is_live_already_does_not_come_along() {
    let mut world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.edits("voice", AssessmentField::Title, text("Phone screen"));
    world.flow_manifest("screen").spec.steps[0].pass_threshold = 65.into();
    let plan = world
        .plan()
        .narrowed_to(&Selection::of([flow_address("screen")]));
    assert_eq!(addresses(&plan), ["screen"]);
}

#[test]
fn several_targets_that_share_a_need_bring_it_once() {
    let world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("other").takes("voice", 50))
        .declares_flow(flow("screen").takes("voice", 60));
    let targets = [flow_address("other"), flow_address("screen")];
    assert_eq!(
        addresses(&world.plan().narrowed_to(&Selection::of(targets))),
        ["voice", "other", "screen"]
    );
}

/// Every choice of some of these.
fn choices(all: &[Address]) -> impl Iterator<Item = Selection> + '_ {
    let all_of = move |bits: usize| {
        let chosen = all.iter().enumerate();
        let chosen = chosen.filter(move |(i, _)| bits & (1 << i) != 0);
        Selection::of(chosen.map(|(_, address)| address.clone()))
    };
    (1..1 << all.len()).map(all_of)
}

#[test]
fn what_is_planned_of_some_resources_is_what_is_planned_of_them_among_all() {
    let mut edited = fitting().applied();
    edited.edits("voice", AssessmentField::Title, text("Phone screen"));
    edited.flow_manifest("screen").spec.steps[0].pass_threshold = 65.into();
    let mut swapped = fitting().applied();
    swapped.edits("quiz", AssessmentField::Title, text("Voice"));
    swapped.edits("voice", AssessmentField::Title, text("Quiz"));
    let twins = World::new()
        .declares(assessment("one").with(AssessmentField::Title, text("Same")))
        .declares(assessment("two").with(AssessmentField::Title, text("Same")));
    let mut taken = fitting().applied();
    taken.edits("voice", AssessmentField::Title, text("Phone screen"));
    let taken = taken.declares(assessment("late").with(AssessmentField::Title, text("Voice")));
    let mut adopted = world();
    adopted.someone_makes("Quiz");
    for world in [
        world(),
        fitting().applied(),
        edited.clone(),
        edited.without_state(),
        swapped.clone(),
        swapped.without_state(),
        taken,
        adopted,
        twins,
    ] {
        let all: Vec<Address> = world.desired.addresses().cloned().collect();
        let whole = world.plan();
        for selection in choices(&all) {
            let part = world.plan_of(&selection);
            let among_all = whole.clone().narrowed_to(&selection);
            assert_eq!(shown(&part), shown(&among_all), "{selection:?}");
        }
    }
}
