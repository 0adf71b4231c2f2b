//! What is remembered and no longer declared: reported and forgotten, for nothing of it can be deleted.

use super::sketch::{assessment, assessment_address, flow, name};
use super::world::World;
use crate::diagnostic::Code;
use crate::model::Resource;
use crate::model::taptalent::Assessment;
use insta::assert_snapshot;

#[test]
fn a_resource_without_a_manifest_is_reported_and_forgotten_and_stays_live() {
    let mut world = World::new()
        .declares(assessment("voice"))
        .declares(assessment("kept"))
        .declares(assessment("other"))
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.desired.taptalent.flows.clear();
    let is_kept = |one: &Resource<Assessment>| one.address != assessment_address("voice");
    world.desired.taptalent.assessments.retain(is_kept);
    assert_snapshot!(world.shown(), @"
    ! warning taptalent/Assessment/voice
        it no longer has a manifest; apply removes it from the state, and the live object a3 is
          unchanged (if the manifest was renamed, list the old name under `metadata.previousNames`)
          [forgotten]

    ! warning taptalent/Flow/screen
        it no longer has a manifest; apply removes it from the state, and the live object 4 is unchanged
          (if the manifest was renamed, list the old name under `metadata.previousNames`) [forgotten]

    Nothing to do in workspace test: 2 resources are as declared.
    ");
    world.apply();
    assert_eq!(world.recorded.resources.len(), 2);
    assert_eq!((world.api.assessments.len(), world.api.flows.len()), (3, 1));
}

#[test]
fn a_name_that_a_renamed_manifest_had_is_not_forgotten_but_moved() {
    let mut world = World::new().declares(assessment("voice")).applied();
    world.manifest("voice").previous_names = vec![name("voice")];
    world.manifest("voice").address = assessment_address("speech");
    assert_eq!(world.plan().notes, []);
}

#[test]
fn a_renamed_manifest_whose_live_object_is_gone_leaves_no_record_behind() {
    let mut world = World::new().declares(assessment("voice")).applied();
    world.manifest("voice").previous_names = vec![name("voice")];
    world.manifest("voice").address = assessment_address("speech");
    world.api.assessments.clear();
    world.apply();
    let known: Vec<_> = world
        .recorded
        .resources
        .keys()
        .map(ToString::to_string)
        .collect();
    assert_eq!(known, ["taptalent/Assessment/speech"]);
}

/// Applied, and then only `left` of `all` manifests are found.
fn found_again(all: usize, left: usize) -> World {
    let names: Vec<String> = (0..all).map(|number| format!("a{number}")).collect();
    let mut world = World::new();
    for name in &names {
        world = world.declares(assessment(name));
    }
    let mut world = world.applied();
    world.desired.taptalent.assessments.truncate(left);
    world
}

#[test]
fn manifests_that_are_not_found_at_all_remove_nothing_from_the_state() {
    for all in [1, 2, 5] {
        let plan = found_again(all, 0).plan();
        let codes: Vec<Code> = plan.blocked.iter().map(|one| one.code).collect();
        assert_eq!(codes, vec![Code::TooManyRemoved; all]);
        assert_eq!((plan.records, plan.changes), (vec![], vec![]));
    }
    // A new project: nothing is known, and nothing found.
    assert_eq!(World::new().plan().blocked, []);
}

#[test]
fn three_entries_or_a_tenth_of_the_state_may_go_at_once() {
    let blocked = |all, left| found_again(all, left).plan().blocked.len();
    assert_eq!((blocked(8, 5), blocked(8, 4)), (0, 4));
    assert_eq!((blocked(40, 36), blocked(40, 35)), (0, 5));
}
