//! Where new manifests go, and how they are written.

use super::person::Person;
use super::pull::{at_a_sandbox, has_nothing_to_do};

const SEED: &str = "\
taptalent:
  assessments:
    - { title: Büroleitung Köln, hiringForRole: Office, purposeOfInterview: See who keeps an office running., status: INACTIVE, duration: 20 }
  flows:
    - { flowName: Office, steps: [{ assessment: Büroleitung Köln, passThreshold: 55 }] }
flowmingo:
  interviewSets: [{ title: Sales }]
";

fn at_one_that_reads(manifests: &str) -> Person {
    let person = at_a_sandbox(SEED);
    let line = format!("manifests: [{manifests}]\n");
    let config = person
        .read("vetform.yaml")
        .replace("manifests: [live]\n", &line);
    person.write("vetform.yaml", &config);
    person
}

#[test]
fn in_a_project_that_has_none_they_go_where_init_would_have_them() {
    let person = at_one_that_reads("");
    insta::assert_snapshot!(person.runs("pull --write").exits(0).stdout, @"
    assessments/bueroleitung-koeln.yaml
    flows/office.yaml
    flowmingo/sales.yaml
    promptster/org.yaml
    ");
    has_nothing_to_do(&person);
}

#[test]
fn a_folder_of_the_kind_that_the_configuration_reads_is_that_of_the_kind() {
    let person = at_one_that_reads("flows, assessments");
    person.write("flows/.keep", "");
    person.write("assessments/.keep", "");
    insta::assert_snapshot!(person.runs("pull --write").exits(0).stdout, @"
    assessments/bueroleitung-koeln.yaml
    flows/office.yaml
    flows/flowmingo/sales.yaml
    flows/promptster/org.yaml
    ");
    has_nothing_to_do(&person);
}

#[test]
fn they_go_to_the_folder_that_all_others_of_their_kind_are_in() {
    let person = at_one_that_reads("");
    let one = |name: &str| {
        format!(
            "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: {name} }}\nspec: {{ title: {name}, hiringForRole: \
             Engineer, purposeOfInterview: See who tests., questions: [] }}\n"
        )
    };
    person.write("hiring/interviews/tech/one.yaml", &one("one"));
    person.write("hiring/interviews/sales/two.yaml", &one("two"));
    person.does("apply --auto-approve");
    insta::assert_snapshot!(person.runs("pull --write").exits(0).stdout, @"
    hiring/interviews/bueroleitung-koeln.yaml
    flows/office.yaml
    flowmingo/sales.yaml
    promptster/org.yaml
    ");
    has_nothing_to_do(&person);
}

#[test]
fn what_the_system_takes_by_itself_is_left_out_and_a_long_text_is_folded() {
    let long =
        "We look for somebody who keeps an office running, who is calm and clear: with everybody. "
            .repeat(2);
    let person = at_a_sandbox(&SEED.replace(
        "See who keeps an office running.",
        &format!("{:?}", long.trim_end()),
    ));
    person.does("pull --write");
    insta::assert_snapshot!(person.read("live/assessments/bueroleitung-koeln.yaml"), @"
    # yaml-language-server: $schema=../../.vetform/schema/taptalent.assessment.schema.json
    apiVersion: taptalent/v1
    kind: Assessment
    metadata:
      name: bueroleitung-koeln
    spec:
      title: Büroleitung Köln
      hiringForRole: Office
      purposeOfInterview: >-
        We look for somebody who keeps an office running, who is calm and clear: with everybody.
        We look for somebody who keeps an office running, who is calm and clear: with everybody.
      status: INACTIVE
    ");
    has_nothing_to_do(&person);
}
