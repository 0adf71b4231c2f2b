//! What is remembered and no longer declared: reported and forgotten, for nothing of it can be deleted.

use super::sketch::{assessment, assessment_address, flow, name};
use super::world::World;
use insta::assert_snapshot;

#[test]
fn a_resource_without_a_manifest_is_reported_and_forgotten_and_stays_live() {
    let mut world = World::new()
        .declares(assessment("voice"))
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.desired.flows.clear();
    world.desired.assessments.clear();
    assert_snapshot!(world.shown(), @"
    ! warning taptalent/Assessment/voice
        no manifest describes it any more; the live object a1 stays as it is, and apply forgets it (if
          it was renamed, list the old name under `metadata.previousNames`) [forgotten]

    ! warning taptalent/Flow/screen
        no manifest describes it any more; the live object 2 stays as it is, and apply forgets it (if it
          was renamed, list the old name under `metadata.previousNames`) [forgotten]

    Nothing to do in workspace test: 0 resources are as declared.
    ");
    world.apply();
    assert!(world.recorded.resources.is_empty());
    assert_eq!((world.api.assessments.len(), world.api.flows.len()), (1, 1));
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
