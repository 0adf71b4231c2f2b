//! The plain fields of an assessment: who moved, what can be sent, what only creation accepts.

use super::sketch::{assessment, flow, list, number, text};
use super::world::World;
use crate::model::taptalent::AssessmentField;
use crate::model::{Bucket, BucketStatus, FieldKey, FieldValue, Mutability};
use crate::plan::Cause;
use insta::assert_snapshot;

/// Two values of every field, both allowed at creation.
pub(super) fn values(field: AssessmentField) -> (FieldValue, FieldValue) {
    use AssessmentField as F;
    match field {
        F::Title => (text("Voice"), text("Phone screen")),
        F::HiringForRole => (text("Engineer"), text("Designer")),
        F::PurposeOfInterview => (text("See how they think."), text("See how they talk.")),
        F::JobId => (text("1"), text("2")),
        F::IsEmailVerificationRequired => (FieldValue::Bool(true), FieldValue::Bool(false)),
        F::ShouldEvaluateCefr => (FieldValue::Bool(false), FieldValue::Bool(true)),
        F::Status => (text("ACTIVE"), text("INACTIVE")),
        F::Duration => (number(20), number(45)),
        F::AiLanguage => (text("english"), text("hindi")),
        F::Skills => (list(&["Rust", "SQL"]), list(&["Rust"])),
        F::Buckets => (buckets(&["Strong", "Weak"]), buckets(&["Strong"])),
    }
}

pub(super) fn buckets(names: &[&str]) -> FieldValue {
    let bucket = |&name: &&str| Bucket {
        name: name.to_owned(),
        description: None,
        status: Some(BucketStatus::Pass),
    };
    FieldValue::Buckets(names.iter().map(bucket).collect())
}

/// `voice`, with the first value of every field, live and recorded.
pub(super) fn everything_declared() -> World {
    let mut world = World::new();
    world.api.job("1", "Backend");
    world.api.job("2", "Design");
    let declared = AssessmentField::ALL
        .iter()
        .fold(assessment("voice"), |voice, &field| {
            voice.with(field, values(field).0)
        });
    world.declares(declared).applied()
}

pub(super) fn causes(world: &World) -> Vec<Cause> {
    let plan = world.plan();
    let fields = plan.changes.iter().flat_map(|change| &change.fields);
    fields.map(|field| field.cause).collect()
}

pub(super) fn updatable() -> impl Iterator<Item = AssessmentField> {
    let all = AssessmentField::ALL.iter().copied();
    all.filter(|field| field.spec().mutability == Mutability::Updatable)
}

pub(super) fn create_only() -> impl Iterator<Item = AssessmentField> {
    let all = AssessmentField::ALL.iter().copied();
    all.filter(|field| field.spec().mutability == Mutability::CreateOnly)
}

#[test]
fn every_field_at_creation() {
    let mut world = everything_declared();
    world.api.assessments.clear();
    world.lose_state();
    assert_snapshot!(world.shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        + jobId: 1
        + isEmailVerificationRequired: true
        + status: ACTIVE
        + duration: 20
        + aiLanguage: english
        + skills: [Rust, SQL]
        + buckets: Strong (pass), Weak (pass)
        + shouldEvaluateCEFR: false
        → POST /assessment/audio-interviews
    ");
}

/// Moves each updatable field: it takes one PUT, and the plan knows who moved it.
fn each_takes_one_put(moves: impl Fn(&mut World, &str, AssessmentField, FieldValue), cause: Cause) {
    for field in updatable() {
        let mut world = everything_declared();
        moves(&mut world, "voice", field, values(field).1);
        assert_eq!(world.calls(), ["PUT /assessment/a1"], "{field:?}");
        assert_eq!(causes(&world), [cause], "{field:?}");
    }
}

#[test]
fn an_edit_of_any_updatable_field_is_one_put() {
    each_takes_one_put(World::edits, Cause::Edited);
}

#[test]
fn a_drift_of_any_updatable_field_is_put_back() {
    each_takes_one_put(World::someone_sets, Cause::Drifted);
}

#[test]
fn edited_here_and_changed_there_is_a_conflict_and_the_manifest_wins() {
    let mut world = everything_declared();
    world.edits("voice", AssessmentField::Duration, number(30));
    world.someone_sets("voice", AssessmentField::Duration, number(60));
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ duration: 60 → 30  (edited here and changed in the web app)
        → PUT /assessment/a1

    ! warning taptalent/Assessment/voice
        edited here and changed in the web app since the last apply: `duration`. Apply
          refuses to overwrite it: take the web app's with `vetform pull --write --take-live
          taptalent/Assessment/voice`, or the manifest's with `vetform apply --overwrite-conflicts`
          [conflict]
    ");
}

#[test]
fn edited_here_and_there_to_the_same_value_is_nothing_to_do() {
    let mut world = everything_declared();
    world.edits("voice", AssessmentField::Duration, number(30));
    world.someone_sets("voice", AssessmentField::Duration, number(30));
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn without_a_record_a_difference_has_nobody_to_blame() {
    let mut world = everything_declared().without_state();
    for field in updatable().filter(|field| *field != AssessmentField::Title) {
        world.edits("voice", field, values(field).1);
    }
    assert_snapshot!(world.shown(), @"
    = adopt taptalent/Assessment/voice (a1)
        ~ purposeOfInterview: See how they think. → See how they talk.  (no record of a last apply)
        ~ duration: 20 → 45  (no record of a last apply)
        ~ aiLanguage: english → hindi  (no record of a last apply)
        ~ skills: [Rust, SQL] → [Rust]  (no record of a last apply)
        → PUT /assessment/a1

    i note taptalent/Assessment/voice
        the live object a1 is adopted by its name [adopted]
    ");
}

#[test]
fn a_long_text_is_shown_word_by_word() {
    let mut world = everything_declared();
    world.edits(
        "voice",
        AssessmentField::PurposeOfInterview,
        text("See how they think.\nThen see how they explain it to somebody else.\n"),
    );
    assert_snapshot!(world.shown(), @"
    ~ update taptalent/Assessment/voice (a1)
        ~ purposeOfInterview: See how they think.{+
          Then see how they explain it to somebody else.+}  (edited here)
        → PUT /assessment/a1
    ");
}

#[test]
fn an_edit_of_any_create_only_field_is_blocked() {
    for field in create_only() {
        let mut world = everything_declared();
        world.edits("voice", field, values(field).1);
        assert_eq!(world.obstacles(), ["create-only-field"], "{field:?}");
        assert!(!world.plan().has_pending_changes(), "{field:?}");
    }
}

#[test]
fn a_blocked_field_is_shown_with_the_ways_out_and_the_flows_that_stay_behind() {
    let mut world = everything_declared()
        .declares_flow(flow("screen").takes("voice", 60))
        .applied();
    world.edits("voice", AssessmentField::HiringForRole, text("Designer"));
    world.edits("voice", AssessmentField::Duration, number(30));
    assert_snapshot!(world.shown(), @r#"
    ✗ blocked taptalent/Assessment/voice
        `hiringForRole` can be set only at creation; live: "Engineer", manifest: "Designer"
          [create-only-field]
        help: revert the manifest; or change it in the web app; or give the manifest a new
          `metadata.name` and `title` to create a new assessment, but the steps of flow “Screen” would
          still refer to the old one
    "#);
}

#[test]
fn whoever_changed_a_blocked_field_in_the_web_app_is_not_told_to_revert_the_manifest() {
    for field in create_only() {
        let mut world = everything_declared();
        world.someone_sets("voice", field, values(field).1);
        let blocked = &world.plan().blocked;
        assert_eq!(blocked.len(), 1, "{field:?}");
        assert!(
            blocked[0].help.starts_with(
                "take in what was changed in the web app with `vetform pull --write`;"
            ),
            "{field:?}: {}",
            blocked[0].help
        );
    }
}

#[test]
fn more_than_120_minutes_take_a_second_call_after_creation() {
    let long = assessment("voice").with(AssessmentField::Duration, number(150));
    assert_snapshot!(World::new().declares(long).shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        + duration: 150
        → POST /assessment/audio-interviews
        → PUT /assessment/{taptalent/Assessment/voice}
    ");
}

#[test]
fn skills_in_another_order_are_the_same() {
    let mut world = everything_declared();
    world.edits("voice", AssessmentField::Skills, list(&["SQL", "Rust"]));
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn a_trailing_newline_is_no_difference() {
    let mut world = everything_declared();
    world.edits("voice", AssessmentField::Title, text("Voice\n"));
    world.someone_sets(
        "voice",
        AssessmentField::PurposeOfInterview,
        text("See how they think.\r\n"),
    );
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn a_field_that_is_not_declared_is_not_managed() {
    let mut world = World::new().declares(assessment("voice")).applied();
    world.someone_sets("voice", AssessmentField::Duration, number(5));
    assert_eq!(world.calls(), [""; 0]);
}

#[test]
fn a_job_is_found_by_its_title() {
    let mut world = World::new().declares(assessment("voice").for_job_titled("Backend"));
    world.api.job("1", "Backend");
    world.api.job("2", "Design");
    assert_snapshot!(world.shown(), @"
    + create taptalent/Assessment/voice
        + title: Voice
        + hiringForRole: Engineer
        + purposeOfInterview: See how they think.
        + jobId: 1
        → POST /assessment/audio-interviews
    ");
}

#[test]
fn a_job_title_that_nothing_or_several_things_have_is_blocked() {
    let mut world = World::new()
        .declares(assessment("voice").for_job_titled("Sales"))
        .declares(assessment("written").for_job_titled("Design"));
    world.api.job("2", "Design");
    world.api.job("3", "Design");
    assert_snapshot!(world.shown(), @r#"
    ✗ blocked taptalent/Assessment/voice
        `job` is “Sales”, but no live job has this title [unresolved-job]
        help: fix the title, or use `jobId: "<id>"` instead of `job`

    ✗ blocked taptalent/Assessment/written
        `job` is “Design”, but the live jobs `2`, `3` all have this title [unresolved-job]
        help: fix the title, or use `jobId: "<id>"` instead of `job`
    "#);
}

#[test]
fn a_job_that_cannot_be_found_does_not_hide_another_obstacle() {
    let mut world = everything_declared();
    let voice = world.manifest("voice");
    voice.spec.fields.remove(&AssessmentField::JobId);
    voice.set(AssessmentField::Status, text("INACTIVE"));
    let voice = std::mem::replace(voice, assessment("voice")).for_job_titled("Sales");
    *world.manifest("voice") = voice;
    assert_eq!(world.obstacles(), ["unresolved-job", "create-only-field"]);
}

#[test]
fn a_title_in_another_unicode_form_is_the_same_assessment() {
    let mut world = everything_declared();
    world.edits(
        "voice",
        AssessmentField::Title,
        text("Cafe\u{301} Interview"),
    );
    world.someone_sets("voice", AssessmentField::Title, text("Caf\u{e9} Interview"));
    world.lose_state();
    let shown = world.shown();
    assert!(
        shown.contains("= adopt taptalent/Assessment/voice (a1)"),
        "{shown}"
    );
    assert!(
        world.calls().iter().all(|call| !call.starts_with("POST")),
        "{shown}"
    );
}
