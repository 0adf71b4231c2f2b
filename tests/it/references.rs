//! Kinds that only must exist in a system: looked up by title or id, compared, never written.

use super::person::Person;

const SET: &str = manifest!("sales-assessment");

fn applied() -> Person {
    let person = Person::new().at_all_systems();
    let app = person.system().web_app();
    app.flowmingo()
        .create_interview_set("Sales Assessment")
        .unwrap();
    let person = person.with_manifests(SET);
    person.does("apply --auto-approve");
    person
}

#[test]
fn a_manifest_that_was_renamed_is_moved_and_not_removed() {
    let person = applied();
    person.changes("name: sales", "name: sales-emea, previousNames: [sales]");
    let plan = person.runs("plan").exits(0);
    insta::assert_snapshot!(plan.stdout, @"Nothing to do in workspace lab: 1 resource is as declared.");
}
