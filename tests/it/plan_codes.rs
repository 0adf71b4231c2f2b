//! A scene for each code of a plan that no other test shows from outside.

use serde_json::{Value, json};
use vetform::sandbox::{Person as Candidate, QuestionContent};

use super::binary::{SCREEN, applied, planned};
use super::person::Person;
use super::proxy::{Answer, Proxy};

const PEOPLE: &str = concat!("---\n", manifest!("spring-of-screen"));

const TASK: &str = manifest!("idempotent-task");

const KEYS: &str = concat!(
    "---\n",
    manifest!("keys-of-task"),
    "  candidates: [{ email: sam@example.com, name: Sam }]\n",
);

const SALES: &str = concat!(
    manifest!("sales"),
    "\
---
apiVersion: flowmingo/v1
kind: Project
metadata: { name: backend }
spec: { title: Backend, stages: [Applied, Screening] }
---
",
    manifest!("april-of-sales"),
    "  candidates:
    - { email: kim@example.com, firstname: Kim, lastname: Lee }
",
);

/// The plan says it with this code, blocked or as a note, and nothing is sent.
#[track_caller]
fn tells(person: &Person, code: &str) -> String {
    let said = person.runs("plan");
    assert!(said.stdout.contains(&format!("[{code}]")), "{code}: {said}");
    assert!(!said.stdout.contains("@example.com"), "{said}");
    said.stdout
}

/// The plan is blocked by it, and so is an apply.
#[track_caller]
fn blocks(person: &Person, code: &str) {
    let _ = person.calls();
    let _ = tells(person, code);
    person.ends("apply --auto-approve --send-invites", 4);
    assert_eq!(person.writes(), Vec::<String>::new(), "{code}");
}

/// `person`'s TapTalent, with its answers changed so.
fn behind(person: &Person, rule: impl FnMut(&mut Answer<'_>) + Send + 'static) {
    let proxy = Proxy::before(&person.system().taptalent_url());
    proxy.answers(rule);
    person.configure(&proxy.url(), "");
}

/// Every object below that has this field.
fn each(json: &mut Value, field: &str, edit: &dyn Fn(&mut serde_json::Map<String, Value>)) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(|one| each(one, field, edit)),
        Value::Object(object) => {
            object.values_mut().for_each(|one| each(one, field, edit));
            if object.contains_key(field) {
                edit(object);
            }
        }
        _ => {}
    }
}

#[test]
fn an_object_that_the_key_may_not_see_blocks() {
    let person = applied();
    person.edit("all.yaml", "Backend interview", "Backend talk");
    behind(&person, |answer| {
        let is_single = answer.path.contains("/assessment/") && !answer.path.contains("audio");
        if answer.method == "GET" && is_single {
            answer.status = 403;
            answer.body = json!({ "success": false, "error": { "code": "ACCESS_DENIED", "message": "Not yours" } }).to_string();
        }
    });
    blocks(&person, "access-denied");
}

#[test]
fn people_without_an_address_block_whoever_is_to_be_invited() {
    let person = planned();
    person.ends("apply --auto-approve", 0);
    let flow = person.live()["flows"][0]["id"].as_i64().unwrap();
    let app = person.system().web_app();
    let candidate = Candidate {
        email: "sam@example.com".to_owned(),
        ..Candidate::default()
    };
    app.add_flow_candidate(flow, &candidate).unwrap();
    person.write("all.yaml", &format!("{SCREEN}{PEOPLE}"));
    behind(&person, |answer| {
        if answer.reads("/candidates") {
            answer.edit(|json| each(json, "email", &|one| _ = one.remove("email")));
        }
    });
    blocks(&person, "unreadable-people");
}

#[test]
fn steps_that_a_read_shows_in_part_block_an_update_or_are_taken_as_declared() {
    let person = applied();
    person.lose_state();
    person.edit("all.yaml", "passThreshold: 60", "passThreshold: 70");
    behind(&person, |answer| {
        if answer.method == "GET" && answer.path.contains("/assessment-flows") {
            answer.edit(|json| each(json, "passThreshold", &|one| _ = one.remove("assessmentId")));
        }
    });
    blocks(&person, "unreadable-steps");
    let person = applied();
    person.lose_state();
    behind(&person, |answer| {
        if answer.method == "GET" && answer.path.contains("/assessment-flows") {
            answer.edit(|json| each(json, "passThreshold", &|one| _ = one.remove("name")));
        }
    });
    let _ = tells(&person, "unverified-step");
}

#[test]
fn a_job_that_is_not_live_blocks() {
    let person = planned();
    person.edit(
        "all.yaml",
        "  hiringForRole:",
        "  job: { title: Senior Backend Engineer }\n  hiringForRole:",
    );
    blocks(&person, "unresolved-job");
}

#[test]
fn the_order_of_questions_and_a_new_version_are_said() {
    let person = applied();
    let debug = "    - { name: debug,";
    let first = "    - { name: why, question: Why did you leave?, idealAnswer: Honestly. }\n";
    person.edit("all.yaml", debug, &format!("{first}{debug}"));
    let _ = tells(&person, "question-order");
    let person = applied();
    person.edit("all.yaml", "name: Technical }", "name: Talk }");
    let text = person.read("all.yaml");
    person.write(
        "all.yaml",
        &format!("{text}lifecycle: {{ onImmutableChange: newVersion }}\n"),
    );
    let _ = tells(&person, "new-version");
}

#[test]
fn what_promptster_cannot_do_or_a_guard_keeps_blocks() {
    let person = Person::new()
        .at_all_systems()
        .with_manifests(&format!("{TASK}{KEYS}"));
    person.ends("apply --auto-approve --send-invites", 0);
    person.edit("all.yaml", "title: Task", "title: Job");
    blocks(&person, "cannot-update");
    let changed = person.read("all.yaml");
    let with = |lifecycle: &str| {
        let line = format!(
            "idempotent., repoUrl: 'https://github.com/a/b' }}\nlifecycle: {{ {lifecycle} }}\n"
        );
        person.write(
            "all.yaml",
            &changed.replace("idempotent., repoUrl: 'https://github.com/a/b' }\n", &line),
        );
    };
    with("preventDestroy: true");
    blocks(&person, "prevent-destroy");
    with("replace: true");
    let told = tells(&person, "keys-die");
    assert!(told.contains("s…m@e….com"), "{told}");
    person.write("all.yaml", SCREEN);
    person.some_time_passes();
    blocks(&person, "max-destroy");
}

#[test]
fn what_flowmingo_does_not_have_blocks_and_whom_it_does_not_tell_is_said() {
    let person = Person::new().at_all_systems().with_manifests(SALES);
    blocks(&person, "not-live");
    let app = person.system().web_app();
    app.flowmingo().create_interview_set("Sales").unwrap();
    app.flowmingo()
        .create_project("Backend", &["Applied".to_owned(), "Final".to_owned()], &[])
        .unwrap();
    blocks(&person, "stages-differ");
    person.edit("all.yaml", "[Applied, Screening]", "[Applied, Final]");
    person.edit(
        "all.yaml",
        "lastname: Lee }",
        "lastname: Lee, stage: Final }",
    );
    let _ = tells(&person, "stage-ignored");
    person.edit(
        "all.yaml",
        "lastname: Lee, stage: Final }",
        "rejected: true }",
    );
    person.edit("all.yaml", "interviewSet: sales", "project: backend");
    let _ = tells(&person, "unknown-person");
}

#[test]
fn questions_that_were_asked_for_are_waited_for() {
    let person = planned();
    let asked = "  generate: { jobDescription: We build systems that take a million calls a day and never stop., skills: [Go], questionCount: 3, difficulty: medium }\n";
    let text = person.read("all.yaml");
    let (head, rest) = text.split_once("  questions:").unwrap();
    let (_, flow) = rest.split_once("---\n").unwrap();
    person.write("all.yaml", &format!("{head}{asked}---\n{flow}"));
    behind(&person, |answer| {
        if answer.method == "GET" && answer.path.contains("/assessment") {
            answer.edit(|json| {
                each(json, "questions", &|one| {
                    one.insert("questions".to_owned(), json!([]));
                    one.remove("questionCount");
                });
            });
        }
    });
    let _ = person.runs("apply --auto-approve");
    let _ = tells(&person, "generation-pending");
}

#[test]
fn a_note_names_as_many_live_questions_as_somebody_reads() {
    let person = applied();
    let live = person.live();
    let assessment = live["assessments"][0]["assessmentId"].as_str().unwrap();
    for number in 0..25 {
        let question = QuestionContent::new(format!("What is the answer to number {number}?"));
        let app = person.system().web_app();
        app.add_question(assessment, &question).unwrap();
    }
    let told = tells(&person, "unmanaged-question");
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("number 19?”), and 5 more; declare them"),
        "{told}"
    );
}
