//! `pull` where a manifest is for several workspaces: what was changed in one is not made so in the others without a word.

use vetform::sandbox::AssessmentChange;

use super::person::Person;

const MANIFEST: &str = manifest!("backend");

/// Two live workspaces, both at one system and each with a state of its own; `lab` has applied the manifest.
fn of_two(manifest: &str) -> Person {
    let person = Person::new().at_a_system();
    let url = person.system().taptalent_url();
    let more = format!(
        "    values: {{ role: Backend Engineer }}\n  other:\n    values: {{ role: Engineer }}\n    taptalent:\n      baseUrl: \
         {url}\n      apiKey: {{ env: LAB_KEY }}\ndefaultWorkspace: lab\n"
    );
    let person = person.with_settings(&more).with_manifests(manifest);
    person.does("apply --auto-approve");
    person
}

#[test]
fn what_was_changed_in_one_workspace_is_not_written_for_the_others_unless_they_are_meant() {
    let person = of_two(MANIFEST);
    person.retitles_live("Backend interview (2026)");
    let left = person.runs("pull --write").exits(1);
    insta::assert_snapshot!(left, @r#"
    exit 1
    ── stderr
    taptalent/Assessment/backend (all.yaml:5): edit it by hand: set `spec.title` to "Backend interview (2026)": `other` has this manifest, too, and would be changed with it
    help: to have it in all workspaces, `vetform pull --write --everywhere`; to have it in lab alone, write `title: { value: NAME }` there, and in vetform.yaml NAME under `values:` of lab with the live value, and under `values:` at the top with what the others keep
    nothing else to pull
    "#);
    assert_eq!(person.read("all.yaml"), MANIFEST);
    let said = person.runs("pull --format json").exits(1).stdout;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["left"][0]["byHand"], true);
    assert_eq!(said["drifted"].as_array().unwrap().len(), 0);
    person.does("pull --write --everywhere");
    assert!(person.read("all.yaml").contains("Backend interview (2026)"));
    person.does("plan --detailed-exitcode");
}

#[test]
fn a_manifest_of_this_workspace_and_a_value_of_its_own_are_nobody_elses() {
    let own = MANIFEST.replace("name: backend", "name: backend, workspaces: [lab]");
    let person = of_two(&own);
    person.retitles_live("Backend interview (2026)");
    person.does("pull --write");
    assert!(person.read("all.yaml").contains("(2026)"));

    let with_value = MANIFEST.replace(
        "hiringForRole: Backend Engineer",
        "hiringForRole: { value: role }",
    );
    let person = of_two(&with_value);
    person.changes_live(&AssessmentChange {
        hiring_for_role: Some("Lead".into()),
        ..AssessmentChange::default()
    });
    person.does("pull --write");
    assert_eq!(person.read("all.yaml"), with_value);
    assert!(
        person
            .read("vetform.yaml")
            .contains("values: { role: Lead }\n  other")
    );
    person.does("plan --detailed-exitcode");
}

#[test]
fn an_object_of_one_workspace_gets_a_manifest_for_that_one() {
    let person = of_two(MANIFEST);
    person.write("all.yaml", "");
    person.lose_state();
    let told = person.runs("pull --write").exits(0);
    insta::assert_snapshot!(told, @"
    exit 0
    ── stdout
    assessments/backend-interview.yaml
    ── stderr
    new manifests are for workspace lab alone (`metadata.workspaces`); where others are to have it, too, add them there, or remove the line
    ");
    let text = person.read("assessments/backend-interview.yaml");
    assert!(text.contains("  workspaces: [lab]\n"), "{text}");
    person.does("validate -w lab");
    person.does("plan -w lab --detailed-exitcode");
    assert!(!person.runs("plan -w other").stdout.contains("backend"));
}

#[test]
fn an_embedded_sandbox_beside_is_no_reason_to_ask() {
    let person = Person::new()
        .at_a_system()
        .with_settings("  tryout:\n    sandbox: {}\ndefaultWorkspace: lab\n")
        .with_manifests(MANIFEST);
    person.does("apply --auto-approve");
    person.retitles_live("Backend interview (2026)");
    person.does("pull --write");
    assert!(person.read("all.yaml").contains("(2026)"));
}
