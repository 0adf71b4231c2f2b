//! `plan --effects`: what past results say of a changed pass mark or question; how many pages that takes, said before.

use std::fmt::Write as _;

use serde_json::Value;
use vetform::sandbox::{Fault, FaultRule, Match};

use super::person::{Outcome, Person};

const MANIFESTS: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: quiz }
spec:
  title: Quiz
  hiringForRole: Engineer
  purposeOfInterview: Everything that a quiz is for.
  questions:
    - { name: debugging, question: How do you debug a production issue? }
    - { name: design, question: How do you design a system for growth? }
    - { name: team, question: How do you work in a team of engineers? }
lifecycle: { prune: all }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: quiz, passThreshold: 70, name: First talk }] }
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build something that receives webhooks. }
";

/// Scores that reach from 40 to 99, in no order; of the questions the first follows the whole, the second less, the third
/// not at all.
fn scores(number: usize) -> (f64, [f64; 3]) {
    let of = |value: usize| f64::from(u32::try_from(value).unwrap());
    let whole = 40 + number * 37 % 60;
    (
        of(whole),
        [
            of(whole),
            of(usize::midpoint(whole, number * 53 % 90)),
            of(number * 29 % 100),
        ],
    )
}

/// A quiz that so many people have taken and that is scored, and as many more who are not done.
fn seed(people: usize) -> String {
    let mut seed = String::from(
        "taptalent:\n  assessments:\n    - title: Quiz\n      hiringForRole: Engineer\n      \
         purposeOfInterview: Everything that a quiz is for.\n      questions:\n        \
         - { question: How do you debug a production issue? }\n        \
         - { question: How do you design a system for growth? }\n        \
         - { question: How do you work in a team of engineers? }\n      submissions:\n",
    );
    for number in 0..people {
        let (whole, of_questions) = scores(number);
        let _ = writeln!(
            seed,
            "        - {{ email: p{number}@secret.example, firstName: Zebulon, score: {whole}, scores: {of_questions:?} }}"
        );
        let _ = writeln!(
            seed,
            "        - {{ email: open{number}@secret.example, firstName: Zebulon, score: 68, evaluationStatus: pending }}"
        );
    }
    seed += "  flows:\n    - flowName: Screen\n      steps: [{ assessment: Quiz, passThreshold: 70, name: First talk }]\n";
    seed
}

/// Everything is live as declared, and nothing is left to do.
fn live(people: usize) -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("vetform.yaml", "apiVersion: vetform/v1\nkind: Config\nmanifests: [all.yaml]\ndefaultWorkspace: sandbox\nworkspaces:\n  spare: { sandbox: {} }\n");
    person.write("seed.yaml", &seed(people));
    let person = person.with_a_lab_added();
    person.does("apply --auto-approve");
    person.calls();
    person
}

fn results_read(person: &Person) -> usize {
    let calls = person.calls();
    assert!(
        calls.iter().all(|call| call.starts_with("GET ")),
        "{calls:?}"
    );
    calls
        .iter()
        .filter(|call| call.contains("/candidates"))
        .count()
}

/// The pages that stderr promises.
fn promised(outcome: &Outcome) -> usize {
    let promised = outcome.stderr.lines().filter_map(|line| {
        let (_, rest) = line.split_once("past results: ")?;
        let (count, _) = rest.split_once(" page")?;
        rest.contains(" to read")
            .then(|| count.parse::<usize>().unwrap())
    });
    promised.sum()
}

#[track_caller]
fn document(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap()
}

fn lower_the_mark(person: &Person) {
    person.changes("passThreshold: 70", "passThreshold: 65");
}

fn drop_and_change_questions(person: &Person) {
    person.changes(
        "    - { name: team, question: How do you work in a team of engineers? }\n",
        "",
    );
    person.changes(
        "debug a production issue?",
        "find the cause of a production issue?",
    );
}

#[test]
fn a_plan_says_who_would_have_passed_and_what_questions_were_worth() {
    let person = live(212);
    lower_the_mark(&person);
    drop_and_change_questions(&person);
    let all: Vec<f64> = (0..212).map(|number| scores(number).0).collect();
    let more = all
        .iter()
        .filter(|score| (65.0..70.0).contains(*score))
        .count();
    assert!(more >= 10, "{more}");
    let outcome = person.runs("plan --effects --summary").exits(0);
    let told = format!(
        "“Screen”, step 1 “First talk”: 70 → 65: of 212 scored, {more} more would have passed."
    );
    outcome.shows(&told);
    insta::assert_snapshot!(outcome.stdout.split_once("What past results say\n").unwrap().1, @"
    - “Quiz”, changed question “How do you debug a production issue?”: 212 answered it; it tells strong
      from weak candidates a little (item–rest correlation 0.23).
    - “Quiz”, deleted question “How do you work in a team of engineers?”: 212 answered it; it does not
      tell strong from weak candidates at all (item–rest correlation −0.02).
    - “Screen”, step 1 “First talk”: 70 → 65: of 212 scored, 18 more would have passed.

    Mail: nobody is mailed.
    Already begun: “Quiz” (424 candidates have taken it).
    Undo: by reverting this change, except: a deleted question is gone (“Quiz”).
    ");
    assert_eq!(promised(&outcome), results_read(&person));
    for format in ["text", "markdown", "html", "json"] {
        let outcome = person
            .runs(&format!("plan --effects --format {format}"))
            .exits(0);
        outcome.shows(&format!(
            "70 → 65: of 212 scored, {more} more would have passed"
        ));
        assert_eq!(promised(&outcome), 9, "{outcome}");
        assert_eq!(results_read(&person), 9);
        let all = outcome.to_string();
        assert!(
            !all.contains("secret.example")
                && !all.contains("Zebulon")
                && !all.contains("An answer of"),
            "{all}"
        );
    }
}

#[test]
fn nothing_of_the_results_reaches_the_disk() {
    let person = live(30);
    lower_the_mark(&person);
    person.does(
        "plan --effects --out change.plan --format json=plan.json --format markdown=plan.md -vv",
    );
    for (path, (bytes, _)) in person.files() {
        let name = path.to_string();
        if name.ends_with("seed.yaml") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("secret.example") && !text.contains("Zebulon"),
            "{name}"
        );
        assert!(!text.contains("An answer of"), "{name}");
    }
    assert!(!person.read("change.plan").contains("would have passed"));
    assert!(person.read("plan.md").contains("would have passed"));
}

#[test]
fn of_nine_people_nothing_is_told() {
    let person = live(9);
    lower_the_mark(&person);
    drop_and_change_questions(&person);
    let outcome = person.runs("plan --effects --summary").exits(0);
    insta::assert_snapshot!(outcome.stdout.split_once("What past results say\n").unwrap().1.split_once("\n\n").unwrap().0, @"
    - “Quiz”, changed question “How do you debug a production issue?”: fewer than ten are scored.
    - “Quiz”, deleted question “How do you work in a team of engineers?”: fewer than ten are scored.
    - “Screen”, step 1 “First talk”: 70 → 65: fewer than ten are scored.
    ");
    let document = document(&person.runs("plan --effects --format json").exits(0));
    for told in document["effects"]["told"].as_array().unwrap() {
        for figure in ["scored", "morePassed", "answered", "itemRest", "tellsApart"] {
            assert!(told[figure].is_null(), "{told:#}");
        }
    }
}

#[test]
fn results_that_cannot_be_read_leave_the_plan_whole_and_say_why() {
    let person = live(60);
    lower_the_mark(&person);
    let plain = person.runs("plan").exits(0);
    person.calls();
    let failing = |code| FaultRule {
        when: Match {
            path_contains: Some("/candidates".to_owned()),
            ..Match::default()
        },
        fault: Fault::Status {
            code,
            retry_after: (code == 429).then_some(0),
        },
    };
    for code in [400, 429, 500] {
        person.play(&[failing(code)]);
        let outcome = person.runs("plan --effects").exits(0);
        let (before, past) = outcome
            .stdout
            .split_once("What past results say\n")
            .unwrap();
        let (past, after) = past.split_once("\n\n").unwrap();
        assert_eq!(format!("{before}{after}"), plain.stdout, "{code}");
        assert!(
            past.contains("70 → 65: not known, because TapTalent "),
            "{code}: {past}"
        );
        outcome.tells("the plan itself is whole");
    }
}

#[test]
fn a_page_that_breaks_off_in_the_middle_gives_no_figure_of_the_rest() {
    let person = live(60);
    lower_the_mark(&person);
    person.play(&[FaultRule {
        when: Match {
            path_contains: Some("/candidates".to_owned()),
            nth: Some(2),
            times: Some(100),
            ..Match::default()
        },
        fault: Fault::Status {
            code: 400,
            retry_after: None,
        },
    }]);
    let outcome = person.runs("plan --effects --format json").exits(0);
    let told = &document(&outcome)["effects"]["told"][0];
    assert!(
        told["scored"].is_null() && told["missing"].is_string(),
        "{told:#}"
    );
}

#[test]
fn a_count_that_is_wrong_is_made_good_before_the_call() {
    for (count, promise) in [(10, 3), (400, 8)] {
        let person = live(60);
        lower_the_mark(&person);
        let id = person.assessment_id(0);
        let change =
            serde_json::from_value(serde_json::json!({ "submissionCount": count })).unwrap();
        person
            .system()
            .web_app()
            .set_assessment(&id, &change)
            .unwrap();
        person.calls();
        let outcome = person.runs("plan --effects").exits(0);
        outcome.shows("of 60 scored");
        assert_eq!(
            (promised(&outcome), results_read(&person)),
            (promise, 3),
            "{outcome}"
        );
        let fewer = outcome.stderr.contains("5 pages fewer were read");
        assert_eq!(fewer, promise > 3, "{outcome}");
    }
}

#[test]
fn without_the_option_nobody_is_read_and_without_a_change_neither() {
    let person = live(12);
    let outcome = person.runs("plan --effects").exits(0);
    outcome.tells(
        "past results: 0 pages to read, because the plan changes no pass mark and no live question",
    );
    outcome.shows("Nothing here changes a pass mark, or a question that is live.");
    assert_eq!(results_read(&person), 0);
    lower_the_mark(&person);
    let document = document(&person.runs("plan --format json").exits(0));
    assert!(document.get("effects").is_none());
    assert_eq!(results_read(&person), 0);
}

#[test]
fn what_has_no_results_of_this_sort_is_named() {
    let person = live(12);
    person.changes("title: Task,", "title: Another task,");
    person.lose_state();
    let outcome = person.runs("plan --effects --summary");
    outcome.shows("Of Promptster there is nothing to tell: its tasks have no pass mark");
}

#[test]
fn a_format_that_has_no_place_for_them_is_refused() {
    let person = live(1);
    let refused = person.runs("plan --effects --format sarif").exits(3);
    refused.tells("no format that was asked for shows them");
    assert!(person.calls().is_empty());
    person.does("plan --effects --format sarif=plan.sarif --format markdown=plan.md");
}
