//! The words of each sort of sentence.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::advice::advice;
use super::words::sentence;
use crate::diagnostic::Code;
use crate::model::{Email, Kind};
use crate::plan::{DriftPart, DriftSentence, DriftTime, DriftWhat};
use crate::render::sample::address;

fn changed(part: DriftPart, from: Value, to: Value) -> DriftSentence {
    DriftSentence {
        address: address(Kind::TapTalentAssessment, "backend"),
        title: Some("Backend interview".to_owned()),
        id: None,
        what: DriftWhat::Changed,
        part,
        path: "spec.title".to_owned(),
        when: None,
        from: Some(from).filter(|from| !from.is_null()),
        to: Some(to).filter(|to| !to.is_null()),
        declared: None,
        source: None,
    }
}

fn field(name: &str) -> DriftPart {
    DriftPart::Field(name.to_owned())
}

fn question(is_managed: bool) -> DriftPart {
    DriftPart::Question {
        label: "debug".to_owned(),
        is_managed,
    }
}

fn who() -> Email {
    Email::parse("alex@example.com").unwrap()
}

fn told(sentences: &[DriftSentence]) -> String {
    let now: Option<Timestamp> = Some("2026-11-30T00:00:00Z".parse().unwrap());
    let told: Vec<String> = sentences.iter().map(|one| sentence(one, now)).collect();
    told.join("\n")
}

fn on_3_may(is_of_the_last: bool) -> DriftTime {
    let at = "2026-05-03T10:00:00Z".parse().unwrap();
    DriftTime { at, is_of_the_last }
}

#[test]
fn what_was_done_is_told_in_the_past_and_in_the_direction_it_was_done() {
    let timed = |is_of_the_last| DriftSentence {
        when: Some(on_3_may(is_of_the_last)),
        ..changed(field("title"), json!("Backend"), json!("Backend (2026)"))
    };
    insta::assert_snapshot!(
        told(&[
            timed(false),
            timed(true),
            changed(field("title"), json!("Backend (2026)"), json!("Backend")),
            changed(field("title"), json!("Backend"), json!("Frontend")),
            changed(field("duration"), json!(20), json!(40)),
            changed(field("description"), json!("Quiz"), Value::Null),
            changed(field("skills"), json!(["Go", "SQL"]), json!(["SQL", "Rust"])),
            changed(field("skills"), json!(["Go"]), json!(["Go", "Rust"])),
            changed(field("stages"), json!(["A", "B"]), json!(["B", "A"])),
            changed(DriftPart::StepField { step: 2, field: "passThreshold".into() }, json!(60), json!(70)),
            changed(field("retentionDays"), json!(30), json!(60)),
        ]),
        @"
        changed in the web app on 3 May: “(2026)” was added to the title
        changed in the web app, last on 3 May: “(2026)” was added to the title
        changed in the web app: “(2026)” was removed from the title
        changed in the web app: the title was changed from “Backend” to “Frontend”
        changed in the web app: the duration was changed from 20 to 40
        changed in the web app: the description was removed (“Quiz”)
        changed in the web app: “Go” was removed from the skills, and “Rust” was added
        changed in the web app: “Rust” was added to the skills
        changed in the web app: the order of the stages is now “B”, “A”
        changed in the web app: the pass threshold of step 2 was changed from 60 to 70
        changed in the web app: `retentionDays` was changed from 30 to 60
        "
    );
}

#[test]
fn long_texts_are_laid_over_one_another() {
    let (before, after) = (
        format!("Describe {}a time.", "at length ".repeat(12)),
        format!("Describe {}an occasion.", "at length ".repeat(12)),
    );
    insta::assert_snapshot!(
        told(&[changed(question(true), json!(before), json!(after))]),
        @"changed in the web app: question `debug` was changed: …at length at length at length [-a time.-]{+an occasion.+}"
    );
}

#[test]
fn parts_come_and_go() {
    let with = |what, sentence| DriftSentence { what, ..sentence };
    let (added, deleted) = (DriftWhat::Added, DriftWhat::Deleted);
    let step = json!({ "assessment": "voice", "passThreshold": 60 });
    let entered = DriftPart::Person(who());
    insta::assert_snapshot!(
        told(&[
            with(added.clone(), changed(question(false), Value::Null, json!("Why?"))),
            with(deleted.clone(), changed(question(true), json!("Why?"), Value::Null)),
            with(added, changed(DriftPart::Step(2), Value::Null, json!("`voice`"))),
            with(deleted.clone(), changed(DriftPart::Step(2), step, Value::Null)),
            with(deleted.clone(), changed(DriftPart::Object, Value::Null, Value::Null)),
            with(deleted, changed(entered, json!("Screening"), Value::Null)),
            changed(DriftPart::Stage(who()), json!("Applied"), json!("Final")),
        ]),
        @"
        added in the web app: question “Why?” (debug)
        deleted in the web app: question `debug` (“Why?”)
        added in the web app: step 2 (`voice`)
        deleted in the web app: step 2 (`voice`, pass at 60)
        deleted in the web app: the assessment is no longer there
        deleted in the web app: the application of a…x@e….com, who was in stage “Screening”
        changed in the web app: a…x@e….com was moved from stage “Applied” to stage “Final”
        "
    );
}

#[test]
fn what_was_edited_on_both_sides_says_both() {
    let both = |sentence| DriftSentence {
        declared: Some(json!("Here")),
        ..sentence
    };
    insta::assert_snapshot!(
        told(&[
            both(changed(field("title"), Value::Null, json!("There"))),
            both(DriftSentence {
                what: DriftWhat::Deleted,
                ..changed(question(true), Value::Null, Value::Null)
            }),
        ]),
        @"
        changed in the web app: the title is now “There”; the manifest was edited as well, and says “Here”
        deleted in the web app: question `debug`; the manifest still has it, and was edited as well
        "
    );
}

#[test]
fn the_advice_is_to_take_it_in_and_never_to_put_it_back() {
    let title = changed(field("title"), json!("A"), json!("B"));
    let both = DriftSentence {
        declared: Some(json!("C")),
        ..title.clone()
    };
    let gone = DriftSentence {
        what: DriftWhat::Deleted,
        ..changed(DriftPart::Object, Value::Null, Value::Null)
    };
    let moved = changed(DriftPart::Stage(who()), json!("Applied"), json!("Final"));
    let told = |code| DriftSentence {
        what: DriftWhat::Told {
            code,
            message: String::new(),
            help: None,
        },
        ..title.clone()
    };
    let words = |sentences: &[DriftSentence]| advice(sentences).join("\n");
    insta::assert_snapshot!(words(std::slice::from_ref(&title)), @"`vetform pull --write` copies the change into the manifests.");
    let all = [
        title.clone(),
        title.clone(),
        both,
        gone,
        moved,
        told(Code::PersonGone),
        told(Code::LiveTwice),
    ];
    insta::assert_snapshot!(words(&all), @"
    `vetform pull --write` copies the changes into the manifests.
    What was edited in the manifests as well stays as they say: `vetform pull --write --take-live` takes what is live.
    What is to stay deleted needs no manifest: delete that of taptalent/Assessment/backend, or the next apply creates it again.
    `pull` writes no people into rosters: where they are to stay, say so in the roster, or the next apply moves them back.
    Nobody is entered a second time: remove the people who are gone from their rosters, or see `vetform explain person-gone`.
    `vetform explain live-twice` says what to do about the rest.
    ");
}

#[test]
fn nothing_of_a_foreign_text_steers_the_terminal() {
    let steered = changed(field("title"), json!("Backend"), json!("Back\u{1b}[31mend"));
    assert!(!told(&[steered]).contains('\u{1b}'));
}
