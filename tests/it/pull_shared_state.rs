//! A state that branches share, in a bucket: what a pull takes in on one of them changes nothing for the others until its
//! manifests are there.

use proptest::prelude::*;
use vetform::sandbox::{AssessmentChange, QuestionContent};

use super::bucket::Bucket;
use super::person::Person;
use super::pull::has_nothing_to_do;
use super::pull_laws::{drifting, text, work_in_the_web_app};

/// What `drifting` gives, with its state in a bucket.
fn sharing(bucket: &Bucket) -> Person {
    let person = drifting(false).with_bucket(bucket);
    person.does("state migrate vetform.state/lab.json s3://states/team");
    let config = person.read("vetform.yaml");
    person.write(
        "vetform.yaml",
        &format!("{config}    state: s3://states/team\n"),
    );
    person.lose_state();
    person
}

fn retitle(person: &Person, title: &str) {
    let change = AssessmentChange {
        title: Some(title.into()),
        ..AssessmentChange::default()
    };
    let live = person.live();
    let all = live["assessments"].as_array().unwrap();
    let one = all.iter().find(|one| {
        one["questions"]
            .as_array()
            .is_some_and(|all| !all.is_empty())
    });
    let id = one.unwrap()["assessmentId"].as_str().unwrap();
    let app = person.system().web_app();
    app.set_assessment(id, &change).unwrap();
}

fn reword(person: &Person, text: &str) {
    let live = person.live();
    let all = live["assessments"].as_array().unwrap();
    let mut questions = all
        .iter()
        .flat_map(|one| one["questions"].as_array().unwrap());
    let id = questions.next().unwrap()["id"].as_str().unwrap().to_owned();
    let app = person.system().web_app();
    app.set_question(&id, &QuestionContent::new(text)).unwrap();
}

fn causes(person: &Person) -> Vec<String> {
    let plan = person.runs("plan --format json");
    let plan: serde_json::Value = serde_json::from_str(&plan.stdout).unwrap();
    let changes = plan["changes"].as_array().unwrap().clone();
    let fields = changes
        .iter()
        .flat_map(|change| change["fields"].as_array().unwrap().clone());
    let told =
        |field: serde_json::Value| format!("{} {}", field["path"], field["cause"]).replace('"', "");
    fields.map(told).collect()
}

#[test]
fn what_a_branch_takes_in_stays_drift_on_the_others_until_it_is_merged() {
    let bucket = Bucket::new();
    let person = sharing(&bucket);
    let main = person.read("all.yaml");
    retitle(&person, "One (2026)");
    reword(&person, "Which outage taught you most?");
    let before = person.runs("drift --format json").stdout;
    person.does("pull --write");
    let branch = person.read("all.yaml");
    assert!(branch.contains("One (2026)"), "{branch}");
    has_nothing_to_do(&person);

    person.write("all.yaml", &main);
    assert_eq!(
        causes(&person),
        ["spec.title drifted", "spec.questions[debug] drifted"]
    );
    assert_eq!(person.runs("drift --format json").stdout, before);

    // Edited there too, without having seen it.
    person.changes("title: 'One'", "title: 'First'");
    assert!(causes(&person).contains(&"spec.title conflict".to_owned()));

    // Merged: from the next apply on it is what was applied.
    person.write("all.yaml", &branch);
    let _ = person.calls();
    person.does("apply --auto-approve");
    assert_eq!(person.writes(), Vec::<String>::new());
    person.changes("One (2026)", "One (2027)");
    assert_eq!(causes(&person), ["spec.title edited"]);
    person.write("all.yaml", &main);
    assert_eq!(
        causes(&person),
        ["spec.title edited", "spec.questions[debug] edited"]
    );
}

#[test]
fn what_moves_again_after_a_branch_took_it_in_is_drift_there() {
    let bucket = Bucket::new();
    let person = sharing(&bucket);
    retitle(&person, "One (2026)");
    person.does("pull --write");
    retitle(&person, "One (2027)");
    assert_eq!(causes(&person), ["spec.title drifted"]);
    person.does("pull --write");
    has_nothing_to_do(&person);
}

#[test]
fn what_a_branch_adopts_is_found_again_after_a_rename_and_is_not_forgotten_by_the_others() {
    let bucket = Bucket::new();
    let person = sharing(&bucket);
    let main = person.read("all.yaml");
    let text = main.split("---\n").nth(1).unwrap().to_owned();
    let without = main.replacen(&format!("---\n{text}"), "", 1);
    let without = without.replace(
        "    - { assessment: two, passThreshold: 70, name: Again }\n",
        "",
    );
    assert!(!without.contains("name: two"), "{without}");
    // As if it had been made in the web app only.
    person.does("state rm taptalent/Assessment/two");
    person.does("pull --write");
    person.does("state show taptalent/Assessment/one");
    person.write("all.yaml", &without);
    let plan = person.runs("plan");
    assert!(
        !plan.stdout.contains("Assessment/two") && !plan.stderr.contains("Assessment/two"),
        "{plan}"
    );
    let _ = person.runs("apply --auto-approve");
    let live = person.live();
    let all = live["assessments"].as_array().unwrap();
    let two = all.iter().find(|one| one["title"] == "Two").unwrap();
    let change = AssessmentChange {
        title: Some("Second".into()),
        ..AssessmentChange::default()
    };
    let id = two["assessmentId"].as_str().unwrap();
    person
        .system()
        .web_app()
        .set_assessment(id, &change)
        .unwrap();
    person.write("all.yaml", &main);
    assert_eq!(causes(&person), ["spec.title drifted"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_pull_on_a_branch_changes_nothing_for_the_others(
        edits in proptest::collection::vec((0usize..18, text(), any::<u32>()), 1..6),
    ) {
        let bucket = Bucket::new();
        let person = sharing(&bucket);
        let main = person.read("all.yaml");
        for (edit, text, number) in &edits {
            work_in_the_web_app(&person, *edit, text, *number);
        }
        let plan = person.runs("plan --format json");
        let drift = person.runs("drift --format json");
        let pulled = person.runs("pull --write");
        prop_assert_eq!(pulled.code, Some(0), "{}", pulled);
        has_nothing_to_do(&person);
        let branch = person.read("all.yaml");

        person.write("all.yaml", &main);
        prop_assert_eq!(person.runs("drift --format json").stdout, drift.stdout);
        prop_assert_eq!(person.runs("plan --format json").stdout, plan.stdout);

        person.write("all.yaml", &branch);
        has_nothing_to_do(&person);
        let _ = person.calls();
        person.does("apply --auto-approve");
        prop_assert_eq!(person.writes(), Vec::<String>::new());
        has_nothing_to_do(&person);
    }
}
