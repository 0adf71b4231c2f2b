//! Fields that no read shows, or that a read shows as empty.

use super::fields::{buckets, causes, everything_declared};
use super::sketch::{assessment, number, text};
use super::world::World;
use crate::model::taptalent::AssessmentField;
use crate::model::{FieldKey, FieldValue};
use crate::plan::Cause;
use insta::assert_snapshot;

#[test]
fn a_field_that_no_read_shows_is_trusted_to_be_what_was_sent() {
    let mut world = everything_declared();
    world.api.hidden.extend(AssessmentField::ALL.iter().skip(1));
    assert_eq!(world.calls(), [""; 0]);
    world.edits("voice", AssessmentField::Duration, number(30));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        + duration: 30  (edited here)
        → PUT /assessment/a1
    ");
}

#[test]
fn a_field_that_no_read_shows_and_no_record_covers_is_sent_once_or_noted() {
    let mut world = everything_declared().without_state();
    world.api.hidden = [
        AssessmentField::Duration,
        AssessmentField::ShouldEvaluateCefr,
    ]
    .into();
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        + duration: 20  (cannot be verified)
        → PUT /assessment/a1

    i note taptalent/Assessment/voice
        `shouldEvaluateCEFR` is assumed to be as declared: it can be set only at creation and cannot be
          read [unverifiable]

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
}

#[test]
fn a_field_that_no_read_shows_and_that_is_declared_anew_is_edited() {
    let mut world = World::new().declares(assessment("voice")).applied();
    world.api.hidden = [AssessmentField::Duration].into();
    world.edits("voice", AssessmentField::Duration, number(30));
    assert_eq!(world.calls(), ["PUT /assessment/a1"]);
    assert_eq!(causes(&world), [Cause::Edited]);
}

#[test]
fn an_edit_of_a_create_only_field_that_no_read_shows_is_blocked_all_the_same() {
    let mut world = everything_declared();
    world.api.hidden = [AssessmentField::Buckets].into();
    world.edits("voice", AssessmentField::Buckets, buckets(&["Strong"]));
    assert_snapshot!(world.shown(), @r#"
    ✗ blocked taptalent/Assessment/voice
        `buckets` can be set only at creation; live: another value, manifest:
          [{"name":"Strong","status":"pass"}] [create-only-field]
        help: revert the manifest; or change it in the web app; or give the manifest a new
          `metadata.name` and `title` to create a new assessment
    "#);
}

#[test]
fn a_live_null_is_known_to_be_empty_and_a_missing_field_is_not() {
    let declared = assessment("voice").with(AssessmentField::JobId, text(""));
    let mut world = World::new().declares(declared).applied();
    world.someone_sets("voice", AssessmentField::JobId, FieldValue::Null);
    assert_eq!(world.calls(), [""; 0]);
    world.edits("voice", AssessmentField::JobId, text("7"));
    assert_eq!(world.plan().blocked.len(), 1);
    let mut world = world.without_state();
    world.api.hidden = [AssessmentField::JobId].into();
    assert_eq!(world.plan().blocked, []);
}
