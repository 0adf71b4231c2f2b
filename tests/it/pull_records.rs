//! What `pull --write` takes in is known from then on, whatever is renamed or reworded in the web apps before an apply.

use vetform::sandbox::{AssessmentChange, Fault, QuestionContent};

use super::binary::{SCREEN, applied, planned};
use super::fault_rules::{on_write, on_writes, status};
use super::person::{Outcome, Person};
use super::pull::{has_nothing_to_do, texts};

const STATE: &str = "vetform.state/lab.json";

/// `SCREEN` is live, made by somebody else; there is neither a manifest nor a state.
fn in_the_web_app() -> Person {
    let person = applied();
    person.lose_state();
    std::fs::remove_file(person.path("all.yaml")).unwrap();
    person
}

fn assessment(person: &Person) -> String {
    let id = &person.live()["assessments"][0]["assessmentId"];
    id.as_str().unwrap().to_owned()
}

fn rename(person: &Person, title: &str) {
    let change = AssessmentChange {
        title: Some(title.into()),
        ..AssessmentChange::default()
    };
    let app = person.system().web_app();
    app.set_assessment(&assessment(person), &change).unwrap();
}

fn reword(person: &Person, text: &str) {
    let live = person.live();
    let question = live["assessments"][0]["questions"][0]["id"]
        .as_str()
        .unwrap();
    let content: QuestionContent =
        serde_json::from_value(serde_json::json!({ "question": text })).unwrap();
    let app = person.system().web_app();
    app.set_question(question, &content).unwrap();
}

fn rename_flow(person: &Person, name: &str) {
    let flow = person.live()["flows"][0]["id"].as_i64();
    let flow = flow.unwrap_or_else(|| panic!("{}", person.live()["flows"]));
    person.renames_flow(flow, name);
}

#[test]
fn what_was_renamed_and_reworded_after_a_pull_and_before_any_apply_is_no_second_one() {
    let person = in_the_web_app();
    person.does("pull --write");
    rename(&person, "Backend talk");
    rename_flow(&person, "The screen");
    reword(&person, "Which outage taught you most?");
    let plan = person.runs("plan").exits(0);
    assert!(!plan.stdout.contains("create"), "{plan}");
    let drift = person.runs("drift").exits(0);
    assert!(
        drift.stdout.contains("Backend talk") && drift.stdout.contains("The screen"),
        "{drift}"
    );
    let pulled = person.runs("pull --write").exits(0);
    let manifests = texts(&person);
    assert_eq!(
        manifests.matches("kind: Assessment").count(),
        1,
        "{manifests}"
    );
    assert_eq!(manifests.matches("kind: Flow").count(), 1, "{manifests}");
    assert_eq!(manifests.matches("question: ").count(), 1, "{manifests}");
    assert!(
        manifests.contains("Which outage taught you most?") && !pulled.stderr.contains("conflict"),
        "{pulled}"
    );
    has_nothing_to_do(&person);
    person.does("apply --auto-approve");
    assert_eq!(person.writes(), Vec::<String>::new());
}

#[test]
fn a_hand_written_manifest_is_recorded_by_a_pull_that_has_no_file_to_write() {
    let person = applied();
    person.lose_state();
    let before = person.read("all.yaml");
    person.does("pull --write");
    assert_eq!(person.read("all.yaml"), before);
    rename(&person, "Backend talk");
    let plan = person.runs("plan").exits(0);
    assert!(!plan.stdout.contains("create taptalent"), "{plan}");
}

#[test]
fn what_drifts_again_after_a_pull_is_no_conflict() {
    let person = applied();
    for (title, question) in [("First", "What is first?"), ("Second", "And what is next?")] {
        rename(&person, title);
        rename_flow(&person, title);
        reword(&person, question);
        person.some_time_passes();
        let pulled = person.runs("pull --write").exits(0);
        assert_eq!(pulled.stderr, "", "{pulled}");
        let text = person.read("all.yaml");
        assert!(
            text.contains(&format!("title: {title}"))
                && text.contains(&format!("flowName: {title}"))
                && text.contains(question),
            "{text}"
        );
        has_nothing_to_do(&person);
    }
}

#[test]
fn an_edit_that_no_apply_has_made_is_not_recorded_as_made() {
    let person = applied();
    person.changes("Backend interview", "Backend talk");
    person.changes("With a method.", "With notes.");
    person.changes("passThreshold: 60", "passThreshold: 70");
    let before = person.runs("plan --format json").exits(0);
    rename_flow(&person, "The screen");
    person.some_time_passes();
    person.does("pull --write");
    let after = person.runs("plan --format json").exits(0);
    let fields = |outcome: &Outcome| {
        let plan: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
        let changes = plan["changes"].as_array().unwrap().clone();
        let fields = changes
            .iter()
            .flat_map(|change| change["fields"].as_array().unwrap().clone());
        let told = |field: serde_json::Value| format!("{} {}", field["path"], field["cause"]);
        fields.map(told).collect::<Vec<_>>()
    };
    assert_eq!(fields(&after), fields(&before));
    assert_eq!(
        fields(&after),
        [
            r#""spec.title" "edited""#,
            r#""spec.questions[debug]" "edited""#,
            r#""spec.steps[0].passThreshold" "edited""#
        ]
    );
    // And the name that was taken in is: what is renamed once more is drift.
    rename_flow(&person, "The other screen");
    let drift = person.runs("drift --format json").exits(0);
    assert!(!drift.stdout.contains("conflict"), "{drift}");
    drift.shows("The other screen");
}

#[test]
fn a_value_that_no_read_shows_is_still_sent_once_after_a_pull() {
    let person = applied();
    person.lose_state();
    person.does("pull --write");
    let plan = person.runs("plan --format json").exits(0);
    plan.shows("\"cause\": \"unverifiable\"");
    let _ = person.calls();
    person.does("apply --auto-approve");
    assert_eq!(person.writes().len(), 1);
    has_nothing_to_do(&person);
}

#[test]
fn a_question_that_was_taken_in_and_dropped_from_the_manifest_is_not_brought_back() {
    let person = in_the_web_app();
    person.does("pull --write");
    let files = person.files();
    let is_it = |path: &&camino::Utf8PathBuf| path.as_str().contains("assessments/");
    let path = files.keys().find(is_it).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let dropped = format!(
        "{}  questions: []\n",
        text.split("  questions:").next().unwrap()
    );
    std::fs::write(path, &dropped).unwrap();
    for _ in 0..2 {
        person.does("pull --write");
        assert_eq!(std::fs::read_to_string(path).unwrap(), dropped);
    }
}

#[test]
fn without_write_nothing_is_written() {
    let person = in_the_web_app();
    let before = person.files();
    person.does("pull");
    assert_eq!(person.files(), before);
    assert!(!person.path(STATE).exists());
}

#[test]
fn a_locked_state_is_6_before_any_file_is_written() {
    let person = planned();
    person.play(&[on_write(1, Fault::Hang { millis: 600_000 })]);
    let mut first = person.starts("apply --auto-approve");
    person.waits_for_a_fault();
    std::fs::remove_file(person.path("all.yaml")).unwrap();
    let pulled = person.runs("pull --write").exits(6);
    assert_eq!(pulled.stdout, "");
    assert_eq!(
        texts(&person).matches("kind: ").count(),
        1,
        "only the configuration"
    );
    person.does("pull");
    first.kill().unwrap();
    first.wait().unwrap();
}

#[test]
fn a_journal_that_a_killed_run_left_is_taken_up_and_a_damaged_one_stops_before_any_file() {
    let person = applied();
    rename(&person, "Backend talk");
    person.some_time_passes();
    let before = person.read("all.yaml");
    person.write("vetform.state/lab.journal", "{}\n{}\n");
    let refused = person.runs("pull --write").exits(1);
    refused.tells("is damaged");
    assert_eq!(person.read("all.yaml"), before);
    let state: serde_json::Value = serde_json::from_str(&person.read(STATE)).unwrap();
    let begin = serde_json::json!({"begin": {
        "lineage": state["lineage"], "serial": state["serial"], "run": "r",
    }});
    person.write("vetform.state/lab.journal", &format!("{begin}\n"));
    person.does("pull --write");
    assert!(person.read("all.yaml").contains("title: Backend talk"));
    assert!(!person.path("vetform.state/lab.journal").exists());
    has_nothing_to_do(&person);
}

#[test]
fn a_local_state_in_a_ci_job_is_warned_of_and_written() {
    let person = in_the_web_app().with_env("CI", "true");
    let pulled = person.runs("pull --write").exits(0);
    pulled.tells("warning[local-state-in-ci]");
    assert!(person.path(STATE).exists());
    assert_eq!(
        person
            .runs("pull")
            .exits(0)
            .stderr
            .matches("warning")
            .count(),
        0
    );
}

#[test]
fn the_key_of_another_company_is_refused_before_any_file_is_written() {
    let person = applied();
    rename(&person, "Backend talk");
    let text = person.read(STATE);
    let mut state: serde_json::Value = serde_json::from_str(&text).unwrap();
    state["companies"]["taptalent"] = "another".into();
    person.write(STATE, &serde_json::to_string_pretty(&state).unwrap());
    let before = person.files();
    let pulled = person.runs("pull --write").exits(4);
    pulled.tells("other-company");
    let unlocked = |files: std::collections::BTreeMap<camino::Utf8PathBuf, _>| {
        let mut files: Vec<_> = files.into_iter().collect();
        files.retain(|(path, _)| path.extension() != Some("lock"));
        files
    };
    assert_eq!(unlocked(person.files()), unlocked(before));
}

#[test]
fn a_reworded_question_whose_update_fails_is_not_added_a_second_time() {
    let person = applied();
    person.lose_state();
    // Adopted by likeness, and updated; the update fails.
    person.changes(
        "debug a production issue?",
        "debug a grave production issue?",
    );
    person.play(&[on_writes(status(403))]);
    person.ends("apply --auto-approve", 1);
    person.play(&[]);
    let _ = person.calls();
    person.does("apply --auto-approve");
    assert!(
        person.writes().iter().all(|call| call.starts_with("PUT ")),
        "{:?}",
        person.writes()
    );
    let live = person.live();
    assert_eq!(
        live["assessments"][0]["questions"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn a_crash_between_manifests_and_state_loses_nothing() {
    let person = in_the_web_app();
    // The state's folder cannot be made, which shows after the lock is asked for; so nothing is written at all.
    person.write("vetform.state", "");
    let refused = person.runs("pull --write").exits(1);
    assert_eq!(refused.stdout, "", "{refused}");
    std::fs::remove_file(person.path("vetform.state")).unwrap();
    person.does("pull --write");
    // As after a crash right before the state was saved.
    person.lose_state();
    has_adoptions_only(&person);
    person.does("pull --write");
    assert!(person.path(STATE).exists());
    has_nothing_to_do(&person);
}

#[track_caller]
fn has_adoptions_only(person: &Person) {
    let plan = person.runs("plan --detailed-exitcode").exits(0);
    assert!(
        plan.stdout.contains("adopt") || plan.stdout.contains("othing to do"),
        "{plan}"
    );
}

#[test]
fn a_promptster_assessment_and_the_branding_are_recorded_too() {
    let person = Person::new().at_all_systems().with_manifests(&format!(
        "{SCREEN}---\napiVersion: promptster/v1\nkind: Assessment\nmetadata: {{ name: webhooks }}\nspec: {{ title: Webhooks, role: \
         Engineer, taskBrief: Build an endpoint that takes in webhooks., timeLimitMinutes: 90 }}\n"
    ));
    person.does("apply --auto-approve");
    person.lose_state();
    person.does("pull --write promptster");
    let listed = person.runs("state list").exits(0);
    assert!(
        listed.stdout.contains("promptster/Assessment/webhooks")
            && listed.stdout.contains("promptster/Branding/org")
            && !listed.stdout.contains("taptalent"),
        "{listed}"
    );
}
