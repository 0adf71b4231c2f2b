//! A pull records which set and project a manifest stands for: another title, here or live, makes no second one.

use super::person::Person;

const REFERENCES: &str = "\
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: sales }
spec: { title: Sales Assessment } # ours
---
apiVersion: flowmingo/v1
kind: Project
metadata: { name: backend }
spec: { title: Backend Engineer, stages: [Applied, Final] }
";

/// A set and a project that were looked up once.
fn looked_up() -> Person {
    let person = Person::new().at_all_systems();
    let app = person.system().web_app();
    app.flowmingo()
        .create_interview_set("Sales Assessment")
        .unwrap();
    app.flowmingo()
        .create_project(
            "Backend Engineer",
            &["Applied", "Final"].map(str::to_owned),
            &[],
        )
        .unwrap();
    let person = person.with_manifests(REFERENCES);
    person.does("pull --write flowmingo");
    assert_eq!(person.read("all.yaml"), REFERENCES);
    person
}

fn flowmingo_id(person: &Person, of: &str) -> String {
    let live = person.live();
    let id = &live["flowmingo"][of][0]["id"];
    id.as_str()
        .unwrap_or_else(|| panic!("{}", live["flowmingo"]))
        .to_owned()
}

#[test]
fn a_set_and_a_project_that_were_renamed_after_a_pull_keep_their_manifests() {
    let person = looked_up();
    let (set, project) = (
        flowmingo_id(&person, "interviewSets"),
        flowmingo_id(&person, "projects"),
    );
    let app = person.system().web_app();
    app.flowmingo()
        .rename_interview_set(&set, "Sales 2026")
        .unwrap();
    app.flowmingo()
        .rename_project(&project, "Platform Engineer")
        .unwrap();
    let plan = person.runs("plan").exits(4);
    plan.shows("it was renamed to “Sales 2026”");
    person.does("pull --write flowmingo");
    assert_eq!(
        person.read("all.yaml"),
        REFERENCES
            .replace("Sales Assessment", "Sales 2026")
            .replace("Backend Engineer", "Platform Engineer")
    );
    person.does("plan");
    assert_eq!(person.runs("pull flowmingo").exits(0).stdout, "");
}

#[test]
fn a_title_that_was_edited_to_mean_another_set_stays() {
    let person = looked_up();
    let app = person.system().web_app();
    app.flowmingo()
        .create_interview_set("Support Assessment")
        .unwrap();
    person.changes("Sales Assessment", "Support Assessment");
    let edited = person.read("all.yaml");
    person.does("pull --write flowmingo/InterviewSet/sales");
    assert_eq!(person.read("all.yaml"), edited);
    person.does("plan");
}
