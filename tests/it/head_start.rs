//! Reads that begin while the manifests are still being read: nobody notices them but by the clock.

use super::binary::{SCREEN, applied, planned};
use super::person::{Person, errors_of};

/// Manifests enough that many are read before the last; `z.yaml` has what a test wants.
fn with_many(person: &Person, last: &str) {
    let many = (0..200).map(|i| {
        format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: more-{i} }}\nspec:\n  title: More {i}\n  \
             hiringForRole: Engineer\n  purposeOfInterview: See how it goes.\n---\n"
        )
    });
    for (i, text) in many.enumerate() {
        person.write(&format!("more/{i}.yaml"), &text);
    }
    person.write("z.yaml", last);
}

fn sorted(mut calls: Vec<String>) -> Vec<String> {
    calls.sort();
    calls
}

/// A command with a target reads manifests and systems one after the other.
const IN_TURN: &str = "plan --target *";

#[test]
fn a_problem_in_the_last_manifest_is_all_that_is_told() {
    let person = applied();
    with_many(&person, &SCREEN.replace("60", "160"));
    let in_turn = person.runs(IN_TURN).exits(3);
    assert_eq!(person.calls(), Vec::<String>::new());
    for command in ["plan", "drift", "plan --out saved.plan"] {
        assert_eq!(person.runs(command), in_turn);
        let calls = person.calls();
        assert!(
            calls.iter().all(|call| call.starts_with("GET ")),
            "{calls:?}"
        );
    }
    assert!(!person.path("saved.plan").exists());
    let validated = person.runs("validate").exits(3).stdout;
    assert_eq!(errors_of(&validated), in_turn.stderr);
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_problem_in_a_small_project_asks_nobody() {
    let person = applied();
    person.changes("60", "160");
    person.ends("plan", 3);
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_problem_is_told_at_once_although_the_system_does_not_answer() {
    let person = planned();
    with_many(&person, &SCREEN.replace("60", "160"));
    let in_turn = person.runs(IN_TURN).exits(3);
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    person.configure(&format!("http://127.0.0.1:{port}/v1/partner"), "");
    let begun = std::time::Instant::now();
    assert_eq!(person.runs("plan"), in_turn);
    assert!(begun.elapsed().as_secs() < 15, "it waited for the system");
}

#[test]
fn nothing_is_asked_that_is_not_asked_in_turn_and_nothing_twice() {
    let person = applied();
    person.write(
        "more.yaml",
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: more }\nspec:\n  title: More\n  \
         hiringForRole: Engineer\n  purposeOfInterview: See how it goes.\n",
    );
    person.does("apply --auto-approve");
    person.write("more.yaml", "");
    with_many(&person, "");
    let _ = person.calls();
    person.does(IN_TURN);
    let in_turn = sorted(person.calls());
    assert_eq!(in_turn.len(), 4, "two lists, two single reads: {in_turn:?}");
    for command in ["plan", "drift", "plan --out saved.plan"] {
        person.does(command);
        assert_eq!(sorted(person.calls()), in_turn);
    }
}

#[test]
fn every_call_is_told_once_to_whoever_asks_for_calls() {
    let person = applied();
    with_many(&person, "");
    let told = person.runs("plan -v").exits(0).stderr;
    let told = told
        .lines()
        .filter_map(|line| line.split_once(" → ")?.0.strip_prefix("GET "));
    let mut told: Vec<&str> = told
        .map(|path| path.split('?').next().unwrap_or(path))
        .collect();
    told.sort_unstable();
    let received = sorted(person.calls());
    let received: Vec<&str> = received
        .iter()
        .filter_map(|call| call.strip_prefix("GET "))
        .map(|path| path.strip_prefix("/taptalent/v1/partner").unwrap_or(path))
        .collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told.len(), received.len(), "{told:?} {received:?}");
}

#[test]
fn manifests_without_a_live_object_ask_nobody() {
    let person = Person::new().at_a_system().with_manifests(
        "apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: why }\nspec: { question: Why do you ask? }\n",
    );
    person.does("plan");
    assert_eq!(person.calls(), Vec::<String>::new());
}

#[test]
fn a_wrong_key_and_a_missing_one_are_told_as_ever() {
    let person = applied().with_env("LAB_KEY", "wrong");
    with_many(&person, "");
    // Everything known is asked at once; which of the answers comes first is chance.
    let told = |line: &str| {
        let stderr = person.runs(line).exits(1).stderr;
        let (before, after) = stderr.split_once("GET ").unwrap();
        let (_, after) = after.split_once(": ").unwrap();
        format!("{before}{after}")
    };
    assert_eq!(told("plan"), told(IN_TURN));
    let person = person.with_env("LAB_KEY", "");
    let in_turn = person.runs(IN_TURN).exits(1);
    assert_eq!(person.runs("plan"), in_turn);
}
