//! What a recruiter asks of a pull request, answered at the head of its comment. The head is what a screen shows before
//! anything is unfolded: up to the details.

use serde_json::json;

use super::person::{Person, SOME_DAY};

/// `examples/acme`, live.
fn live() -> Person {
    let person = Person::with_example("acme").with_a_lab_added();
    person.does("apply --auto-approve --send-invites");
    person
}

/// What stands above the details.
#[track_caller]
fn head(person: &Person) -> String {
    let outcome = person.runs("plan --format markdown");
    let (head, _) = outcome.stdout.split_once("### Details").unwrap();
    head.to_owned()
}

#[track_caller]
fn assert_answers(head: &str, answers: &[&str]) {
    for answer in answers {
        assert!(head.contains(answer), "no {answer:?} in\n{head}");
    }
    for jargon in ["taptalent/Assessment/", "POST", "PUT /", "PATCH", "spec."] {
        let (story, _) = head.split_once("### Warnings").unwrap_or((head, ""));
        assert!(!story.contains(jargon), "{jargon} in\n{story}");
    }
}

#[test]
fn which_interviews_get_the_other_question_and_is_anybody_mailed() {
    let person = live();
    person.edit(
        "questions/incident-response.yaml",
        "Walk me through",
        "Please walk me through",
    );
    assert_answers(
        &head(&person),
        &[
            "<b>1 change, which candidates can notice.</b>",
            "- <b>Mail</b>: nobody is mailed.",
            "- <b>Undo</b>: all of it, by reverting this change.",
            "### What candidates notice\n\n- <b>“Acme · Senior Backend Engineer · Voice interview”</b>, <b>“Acme · Data Engineer · \
             Voice interview”</b> and <b>“Acme · Site Reliability Engineer · Voice interview”</b> ask a question in other words: ",
            "<ins>Please walk</ins>",
        ],
    );
}

#[test]
fn who_is_in_the_middle_of_a_flow_whose_pass_mark_changes() {
    let person = live();
    person.edit(
        "flows/engineering.yaml",
        "passThreshold: 60",
        "passThreshold: 65",
    );
    assert_answers(
        &head(&person),
        &[
            "<b>1 change, which candidates do not notice.</b>",
            "- <b>Already begun</b>: “Acme · Senior backend engineering” (5 candidates inside).",
            "### How answers are judged\n\n- <b>“Acme · Senior backend engineering”</b> (5 candidates inside) lets candidates pass \
             step 1 “Voice interview” at <ins>65</ins> instead of <del>60</del>.",
        ],
    );
}

#[test]
fn can_it_be_undone_and_what_is_lost() {
    let person = live();
    let file = "assessments/engineering/qa-engineer.yaml";
    let text = person.read(file);
    let (before, rest) = text.split_once("    - name: no-right-answer").unwrap();
    let (_, after) = rest.split_once("    - use: unfamiliar-codebase").unwrap();
    person.write(
        file,
        &format!("{before}    - use: unfamiliar-codebase{after}"),
    );
    assert_answers(
        &head(&person),
        &[
            "Not all of it can be undone.",
            "- <b>Undo</b>: by reverting this change, except: a deleted question is gone (“Acme · Quality Engineer · Voice \
             interview”).",
            "### Lost for good\n\n- <b>“Acme · Quality Engineer · Voice interview”</b> loses the question “Our arrival forecast",
        ],
    );
}

#[test]
fn a_merge_mails_nobody_and_says_who_waits() {
    let person = live();
    person.edit(
        "rosters/backend-may.csv",
        "grace.okafor",
        "mia.chen@example.com,Mia,Chen\ngrace.okafor",
    );
    let head = head(&person);
    assert_answers(
        &head,
        &[
            "- <b>Mail</b>: nobody is mailed by the merge; 1 person waits for <code>apply --send-invites</code>: “Acme · Senior \
             backend engineering”.",
            "### Held until `apply --send-invites`\n\n- <b>“Acme · Senior backend engineering”</b> invites 1 person by mail.",
        ],
    );
    assert!(
        !head.contains("cannot be undone") && !head.contains("mia"),
        "{head}"
    );
}

#[test]
fn what_the_web_app_would_lose_is_said_as_such() {
    let person = live();
    let id = person.live()["assessments"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["title"] == json!("Acme · Technical Recruiter · Voice interview"))
        .map(|one| one["assessmentId"].as_str().unwrap().to_owned())
        .unwrap();
    let change = vetform::sandbox::AssessmentChange {
        title: Some("Acme · Recruiter (2026)".to_owned()),
        last_updated_on: Some(SOME_DAY),
        ..Default::default()
    };
    person
        .system()
        .web_app()
        .set_assessment(&id, &change)
        .unwrap();
    assert_answers(
        &head(&person),
        &[
            "### Overwrites what was changed in the web app\n\n- <b>“Acme · Recruiter (2026)”</b> is renamed “Acme · Technical Recruiter \
             · Voice interview”; <i>the edit in the web app (3 May 2099) is lost</i>.",
        ],
    );
}

#[test]
fn the_summary_says_the_same_at_a_terminal() {
    let person = live();
    person.edit(
        "flows/engineering.yaml",
        "passThreshold: 60",
        "passThreshold: 65",
    );
    person.edit(
        "questions/unfamiliar-codebase.yaml",
        "question: >-\n    ",
        "question: >-\n    Please ",
    );
    insta::assert_snapshot!(person.runs("plan --summary"), @"
    exit 0
    ── stdout
    Plan for workspace lab: 2 changes; candidates can notice 1 of them. 1 warning to read.

    What candidates notice
    - “Acme · Senior Backend Engineer · Voice interview” and “Acme · Quality Engineer · Voice interview”
      ask a question in other words: “{+Please +}Think of the last time you…”.

    How answers are judged
    - “Acme · Senior backend engineering” (5 candidates inside) lets candidates pass step 1 “Voice
      interview” at 65 instead of 60.

    Mail: nobody is mailed.
    Already begun: “Acme · Senior backend engineering” (5 candidates inside).
    Undo: all of it, by reverting this change.
    ");
}

#[test]
fn what_can_only_follow_a_mail_is_held_with_it() {
    let person = Person::with_example("acme").with_a_lab_added();
    person.does("apply --auto-approve");
    let head = head(&person);
    assert!(
        head.contains("nobody is mailed by the merge; 10 people wait for"),
        "{head}"
    );
    assert!(
        head.contains("### Held until") && !head.contains("### People"),
        "{head}"
    );
}
