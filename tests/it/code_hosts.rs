//! What is wrong, blocked or drifted, as GitLab, Jenkins and other code hosts read it: Code Quality and JUnit reports, and
//! SARIF of a run that failed.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

use super::binary::{SCREEN, applied, planned};
use super::person::Person;

const ERRORS: [&str; 2] = ["titel: Backend interview", "idealAnswr: With a method."];

/// Two errors in one file, a warning in another, and a third file with nothing to say.
fn wrong() -> Person {
    let person = Person::new().at_all_systems().with_manifests(
        &SCREEN
            .replace("title: Backend interview", ERRORS[0])
            .replace("idealAnswer: With a method.", ERRORS[1]),
    );
    person.write(
        "questions/unused.yaml",
        "apiVersion: taptalent/v1\nkind: Question\nmetadata: { name: unused }\nspec: { question: \"Why <so> & not \\\"else\\\"?\" }\n",
    );
    person.write(
        "fine.yaml",
        "apiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: sales }\nspec: { title: Sales }\n",
    );
    person
}

/// The findings, each of which has all that GitLab asks for.
fn findings(report: &str) -> Vec<Value> {
    let findings: Vec<Value> = serde_json::from_str(report).unwrap();
    let mut fingerprints = BTreeSet::new();
    for finding in &findings {
        for text in ["description", "check_name", "fingerprint"] {
            assert!(!finding[text].as_str().unwrap().is_empty(), "{finding:#}");
        }
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&finding["severity"].as_str().unwrap()));
        let path = finding["location"]["path"].as_str().unwrap();
        assert!(!path.starts_with(['.', '/']), "{finding:#}");
        assert!(finding["location"]["lines"]["begin"].as_u64().unwrap() > 0);
        assert!(
            fingerprints.insert(finding["fingerprint"].to_string()),
            "{report}"
        );
    }
    findings
}

/// The names of the test cases, and of those that failed or could not be carried out; the counts fit them.
fn cases(report: &str) -> (Vec<String>, Vec<String>) {
    let mut reader = Reader::from_str(report);
    let (mut cases, mut failed, mut counts) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attribute = |name: &str| {
                    let value = tag.try_get_attribute(name).unwrap();
                    value.map(|value| {
                        value
                            .normalized_value(XmlVersion::Explicit1_0)
                            .unwrap()
                            .into_owned()
                    })
                };
                match tag.name().as_ref() {
                    b"testcase" => cases.push(attribute("name").unwrap()),
                    b"failure" | b"error" => {
                        failed.push(cases.last().unwrap().clone());
                        assert!(attribute("message").is_some_and(|message| !message.is_empty()));
                    }
                    b"testsuite" => {
                        let number = |name| attribute(name).unwrap().parse::<usize>().unwrap();
                        counts.push((number("tests"), number("failures") + number("errors")));
                    }
                    _ => {}
                }
            }
            Event::Text(text) => drop(text.decode().unwrap()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(counts, [(cases.len(), failed.len())]);
    (cases, failed)
}

#[test]
fn every_problem_of_the_manifests_is_a_finding_of_code_quality() {
    let person = wrong();
    let report = person.runs("validate --format gitlab").exits(3).stdout;
    insta::assert_snapshot!(report, @r#"
    [
      {
        "description": "`spec` has no `title` – add `title: …`: Title of the assessment. Without a recorded or pinned id, the live assessment is found by it.",
        "check_name": "missing-field",
        "fingerprint": "8b9c63c39eab36ea8eee6224a1c265ef",
        "severity": "critical",
        "location": {
          "path": "all.yaml",
          "lines": {
            "begin": 4
          }
        }
      },
      {
        "description": "`spec` has no field `titel` – did you mean `title`?",
        "check_name": "unknown-field",
        "fingerprint": "8e7300538f15be9517c7463527db9785",
        "severity": "critical",
        "location": {
          "path": "all.yaml",
          "lines": {
            "begin": 5
          }
        }
      },
      {
        "description": "an item of `questions` has no field `idealAnswr` – did you mean `idealAnswer`?",
        "check_name": "unknown-field",
        "fingerprint": "06ce720c4eb198de50fe31485e010512",
        "severity": "critical",
        "location": {
          "path": "all.yaml",
          "lines": {
            "begin": 9
          }
        }
      },
      {
        "description": "no assessment uses the question `unused` – add `- use: unused` to the `questions` of an assessment, or delete the manifest",
        "check_name": "unused-question",
        "fingerprint": "87bbc2fbd7ac4cee76bc62c2855a3e8a",
        "severity": "minor",
        "location": {
          "path": "questions/unused.yaml",
          "lines": {
            "begin": 3
          }
        }
      },
      {
        "description": "the question has no `idealAnswer` – describe a good answer: without it, nobody has reviewed what the score is based on",
        "check_name": "no-ideal-answer",
        "fingerprint": "8177b0f3c0e54581bee7e6813e0137d4",
        "severity": "minor",
        "location": {
          "path": "questions/unused.yaml",
          "lines": {
            "begin": 4
          }
        }
      }
    ]
    "#);
    assert_eq!(findings(&report).len(), 5);
}

#[test]
fn every_file_is_a_test_case_and_fails_with_its_errors() {
    let person = wrong();
    let report = person.runs("validate --format junit").exits(3).stdout;
    insta::assert_snapshot!(report, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="vetform validate" tests="3" failures="1" errors="0">
      <testsuite name="vetform validate" tests="3" failures="1" errors="0" skipped="0">
        <testcase classname="vetform validate" name="all.yaml" file="all.yaml">
          <failure type="missing-field" message="`spec` has no `title` (and 2 more)">all.yaml:4:1: error[missing-field]: `spec` has no `title`&#10;  help: add `title: …`: Title of the assessment. Without a recorded or pinned id, the live assessment is found by it.&#10;all.yaml:5:3: error[unknown-field]: `spec` has no field `titel`&#10;  help: did you mean `title`?&#10;all.yaml:9:70: error[unknown-field]: an item of `questions` has no field `idealAnswr`&#10;  help: did you mean `idealAnswer`?&#10;</failure>
        </testcase>
        <testcase classname="vetform validate" name="fine.yaml" file="fine.yaml"/>
        <testcase classname="vetform validate" name="questions/unused.yaml" file="questions/unused.yaml">
          <system-out>questions/unused.yaml:3:13: warning[unused-question]: no assessment uses the question `unused`&#10;  help: add `- use: unused` to the `questions` of an assessment, or delete the manifest&#10;questions/unused.yaml:4:9: warning[no-ideal-answer]: the question has no `idealAnswer`&#10;  help: describe a good answer: without it, nobody has reviewed what the score is based on&#10;</system-out>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    let (names, failed) = cases(&report);
    assert_eq!(names, ["all.yaml", "fine.yaml", "questions/unused.yaml"]);
    assert_eq!(failed, ["all.yaml"]);
    // What was asked for, and no other file.
    let report = person
        .runs("validate --format junit fine.yaml")
        .exits(0)
        .stdout;
    assert_eq!(cases(&report), (vec!["fine.yaml".to_owned()], Vec::new()));
}

#[test]
fn a_plan_of_wrong_manifests_tells_their_problems_in_its_place() {
    let person = planned();
    person.changes("title: Backend interview", ERRORS[0]);
    for format in ["gitlab", "junit", "sarif"] {
        let planned = person.runs(&format!("plan --format {format}")).exits(3);
        let validated = person.runs(&format!("validate --format {format}")).exits(3);
        let called = |text: &str| text.replace("vetform plan", "vetform validate");
        assert_eq!(called(&planned.stdout), validated.stdout);
    }
}

/// A field that can only be set at creation was edited here, and the title in the web app.
fn blocked_and_drifted() -> Person {
    let person = applied();
    person.changes(
        "hiringForRole: Backend Engineer",
        "hiringForRole: Somebody else",
    );
    person.retitles_live("Renamed live");
    person
}

#[test]
fn a_blocked_resource_is_a_finding_and_a_failed_test_case() {
    let person = blocked_and_drifted();
    let report = person.runs("plan --format gitlab").exits(4).stdout;
    let blocked = &findings(&report)[0];
    assert_eq!(blocked["check_name"], "create-only-field");
    assert_eq!(blocked["severity"], "critical");
    assert_eq!(blocked["location"]["path"], "all.yaml");
    assert_eq!(blocked["location"]["lines"]["begin"], 6);
    let (names, failed) = cases(&person.runs("plan --format junit").exits(4).stdout);
    assert_eq!(
        names,
        ["taptalent/Assessment/backend", "taptalent/Flow/screen"]
    );
    assert_eq!(failed, ["taptalent/Assessment/backend"]);
}

#[test]
fn what_has_drifted_is_a_finding_and_a_failed_test_case_whatever_the_exit_code() {
    let person = blocked_and_drifted();
    let report = person.runs("drift --format gitlab").exits(0).stdout;
    let found = findings(&report);
    assert_eq!(found.len(), 1, "{report}");
    assert_eq!(found[0]["check_name"], "changed-live");
    let report = person.runs("drift --format junit").exits(0).stdout;
    assert!(
        report.contains("<testsuite name=\"vetform drift\""),
        "{report}"
    );
    let (names, failed) = cases(&report);
    assert_eq!(
        names,
        ["taptalent/Assessment/backend", "taptalent/Flow/screen"]
    );
    assert_eq!(failed, ["taptalent/Assessment/backend"]);
    let person = applied();
    let report = person.runs("drift --format gitlab").exits(0).stdout;
    assert_eq!(report, "[]\n");
    let (names, failed) = cases(&person.runs("drift --format junit").exits(0).stdout);
    assert_eq!((names.len(), failed.len()), (2, 0));
}

#[test]
fn a_run_that_failed_is_never_a_report_without_findings() {
    let person = planned();
    person.configure("http://127.0.0.1:1/v1/partner", "");
    person.ends(
        "plan --format gitlab=code.json --format junit=tests.xml --format sarif=code.sarif",
        1,
    );
    let found = findings(&person.read("code.json"));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["severity"], "blocker");
    let words = found[0]["description"].as_str().unwrap();
    assert!(words.starts_with("vetform plan failed: "), "{words}");
    let (names, failed) = cases(&person.read("tests.xml"));
    assert_eq!(names, ["vetform plan"]);
    assert_eq!(failed, names);
    let log: Value = serde_json::from_str(&person.read("code.sarif")).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false, "{log:#}");
    assert_eq!(invocation["exitCode"], 1);
    // Without a result, code scanning would take every earlier one for fixed.
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "run-failed");
    super::review::assert_is_sarif(&log);
    // A command line that is not understood has no place to tell it in but stdout.
    let said = person
        .runs("plan --format gitlab --no-such-option")
        .exits(3);
    assert_eq!(findings(&said.stdout).len(), 1, "{said}");
    let said = person.runs("plan --format junit --no-such-option").exits(3);
    assert_eq!(cases(&said.stdout).1.len(), 1, "{said}");
}

#[test]
fn a_report_replaces_an_earlier_one_and_nothing_else() {
    let person = applied();
    for _ in 0..2 {
        person.does("validate --format gitlab=v.json --format junit=v.xml");
        person.does("drift --format gitlab=d.json --format junit=d.xml");
        person.does("plan --format gitlab=p.json --format junit=p.xml");
    }
    person.write("mine.json", "[{\"mine\": 1}]");
    person.write("mine.xml", "<?xml version=\"1.0\"?>\n<project/>\n");
    for (format, file) in [("gitlab", "mine.json"), ("junit", "mine.xml")] {
        let before = person.read(file);
        person.ends(&format!("plan --format {format}={file}"), 3);
        assert_eq!(person.read(file), before);
    }
    let said = person.runs("plan --out tests.xml").exits(3);
    said.tells("`--format junit --output tests.xml`");
}
