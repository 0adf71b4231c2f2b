//! `pull` and placeholders: one that still stands for what is live stays, and one that does not is changed where its value stands,
//! or said.

use vetform::sandbox::AssessmentChange;

use super::person::Person;

const MANIFEST: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: { template: \"Interview at ${brand}\" }   # per brand
  hiringForRole: { value: role }
  purposeOfInterview: { file: purpose.md }
  duration: { value: minutes }
  skills: [{ value: language }, SQL]
";

/// Applied in the workspace `lab`, whose own values are `own`; `shared` are those of all.
fn applied(shared: &str, own: &str) -> Person {
    let settings = format!("    values:   # of the lab\n{own}");
    let person = Person::new().at_a_system().with_settings(&settings);
    let config = person.read("vetform.yaml");
    let with_shared = config.replace(
        "workspaces:",
        &format!("values: {{ {shared} }}\nworkspaces:"),
    );
    person.write("vetform.yaml", &with_shared);
    person.write("purpose.md", "See how the candidate finds causes.\n");
    let person = person.with_manifests(MANIFEST);
    person.does("apply --auto-approve");
    person.does("plan --detailed-exitcode");
    person
}

const OWN: &str = "      role: Engineer   # ours\n      minutes: 30\n      language: Rust\n";

#[test]
fn what_still_stands_for_what_is_live_stays_and_an_own_value_that_does_not_is_changed() {
    let person = applied("brand: Acme", OWN);
    person.changes_live(&AssessmentChange {
        hiring_for_role: Some("Lead".into()),
        duration: Some(45.0),
        ..AssessmentChange::default()
    });
    insta::assert_snapshot!(person.runs("pull").exits(0), @"
    exit 0
    ── stdout
    --- a/vetform.yaml
    +++ b/vetform.yaml
    @@ -7,6 +7,6 @@
           baseUrl: http://127.0.0.1:[port]/taptalent/v1/partner
           apiKey: { env: LAB_KEY }
         values:   # of the lab
    -      role: Engineer   # ours
    -      minutes: 30
    +      role: Lead   # ours
    +      minutes: 45
           language: Rust
    ");
    person.does("pull --write");
    assert_eq!(person.read("all.yaml"), MANIFEST);
    person.does("plan --detailed-exitcode");
    assert_eq!(person.runs("pull").exits(0).stdout, "");
}

#[test]
fn a_value_that_others_may_use_stays_and_is_said() {
    let person = applied(
        "brand: Acme, role: Engineer, minutes: 30",
        "      language: Rust\n",
    );
    let before = person.read("vetform.yaml");
    person.changes_live(&AssessmentChange {
        title: Some("Interview at Globex".into()),
        hiring_for_role: Some("Lead".into()),
        purpose_of_interview: Some("See who finds them first.".into()),
        skills: Some(vec!["Go".into(), "SQL".into()]),
        ..AssessmentChange::default()
    });
    let said = person.runs("pull --write");
    insta::assert_snapshot!(said, @"
    exit 1
    ── stderr
    taptalent/Assessment/voice (all.yaml:5): edit it by hand: set `spec.title` to Interview at Globex: a template stands there; change it or its values in vetform.yaml, or write the live text in its place
    taptalent/Assessment/voice (all.yaml:6): edit it by hand: set `spec.hiringForRole` to Lead: the value `role` stands there (vetform.yaml:3), which other places or workspaces may use; change it in vetform.yaml, or write the live value in its place
    taptalent/Assessment/voice (all.yaml:7): edit it by hand: set `spec.purposeOfInterview` to See who finds them first.: the file purpose.md stands there; change it, or write the live text in its place
    taptalent/Assessment/voice (all.yaml:9): edit it by hand: remove `spec.skills[0]`: the value `language` stands there (vetform.yaml:10), which other places or workspaces may use; change it in vetform.yaml, or write the live value in its place
    taptalent/Assessment/voice (all.yaml:9): edit it by hand: add Go to `spec.skills`: another item of the list is a placeholder that stays
    nothing else to pull
    ");
    assert_eq!(person.read("vetform.yaml"), before);
    insta::assert_snapshot!(person.read("all.yaml"), @r#"
    apiVersion: taptalent/v1
    kind: Assessment
    metadata: { name: voice }
    spec:
      title: { template: "Interview at ${brand}" }   # per brand
      hiringForRole: { value: role }
      purposeOfInterview: { file: purpose.md }
      duration: { value: minutes }
      skills: [{ value: language }, SQL]
    "#);
}

#[test]
fn a_value_that_stands_in_two_places_is_changed_in_none() {
    let person = applied("brand: Acme", OWN);
    person.changes(
        "SQL]",
        "SQL]\n---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: other }\nspec:\n  title: Other\n  hiringForRole: { value: \
         role }\n  purposeOfInterview: See how they work.\n  duration: { value: minutes }\n",
    );
    person.does("apply --auto-approve");
    person.changes_live(&AssessmentChange {
        duration: Some(45.0),
        ..AssessmentChange::default()
    });
    let (config, manifest) = (person.read("vetform.yaml"), person.read("all.yaml"));
    let said = person.runs("pull --write").to_string();
    assert!(said.contains("the value `minutes` stands there"), "{said}");
    assert_eq!(person.read("vetform.yaml"), config);
    assert_eq!(person.read("all.yaml"), manifest);
}
