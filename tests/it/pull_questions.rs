//! Questions that were taken in: one that several assessments have is written once, and what no read shows is no warning.

use super::person::Person;
use super::pull::{at_a_sandbox, has_nothing_to_do, texts};

const SEED: &str = "\
taptalent:
  assessments:
    - title: One
      hiringForRole: Engineer
      purposeOfInterview: See who tests.
      questions: [{ question: Why do you like to write Rust? }, { question: Which outage taught you most? }]
    - title: Two
      hiringForRole: Engineer
      purposeOfInterview: See who tests.
      questions: [{ question: Which outage taught you most? }, { question: Which outage taught you most? }]
    - title: Three
      hiringForRole: Engineer
      purposeOfInterview: See who tests.
      questions: [{ question: 'Which outage taught you most, and why?' }]
";

fn lines(person: &Person, file: &str) -> String {
    let text = person.read(file);
    let from = text.find("spec:").unwrap();
    text[from..].to_owned()
}

#[test]
fn what_several_assessments_ask_is_one_manifest_and_what_differs_is_none() {
    let person = at_a_sandbox(SEED);
    person.does("pull --write");
    insta::assert_snapshot!(lines(&person, "live/assessments/one.yaml"), @"
    spec:
      title: One
      hiringForRole: Engineer
      purposeOfInterview: See who tests.
      # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
      questions:
        - name: like-write-rust
          question: Why do you like to write Rust?
        - use: outage-taught-most
    ");
    insta::assert_snapshot!(lines(&person, "live/assessments/two.yaml"), @"
    spec:
      title: Two
      hiringForRole: Engineer
      purposeOfInterview: See who tests.
      # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
      questions:
        - use: outage-taught-most
        - name: outage-taught-most-2
          question: Which outage taught you most?
    ");
    insta::assert_snapshot!(lines(&person, "live/questions/outage-taught-most.yaml"), @"
    spec:
      # vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back
      question: Which outage taught you most?
    ");
    assert!(!lines(&person, "live/assessments/three.yaml").contains("use:"));
    has_nothing_to_do(&person);
    let checked = person.runs("validate").exits(0);
    assert!(
        !checked.stdout.contains("warning[no-ideal-answer]"),
        "{checked}"
    );
    person.does("apply --auto-approve");
    has_nothing_to_do(&person);
}

#[test]
fn what_has_a_manifest_already_is_used_and_without_sharing_each_has_its_own() {
    let person = at_a_sandbox(SEED);
    person.does("pull --write");
    std::fs::remove_file(person.path("live/assessments/one.yaml")).unwrap();
    person.does("pull --write");
    assert!(lines(&person, "live/assessments/one.yaml").contains("- use: outage-taught-most\n"));
    assert_eq!(texts(&person).matches("kind: Question").count(), 1);
    has_nothing_to_do(&person);

    let person = at_a_sandbox(SEED);
    person.does("pull --write --no-share");
    let all = texts(&person);
    assert!(
        !all.contains("use:") && !all.contains("kind: Question"),
        "{all}"
    );
    has_nothing_to_do(&person);
}
