//! `results ADDRESS --questions`: what came of each question of an assessment; nobody is shown, and nothing of few.

use std::fmt::Write as _;

use serde_json::Value;

use super::person::{Outcome, Person};

const TEXTS: [&str; 4] = [
    "How do you debug a production issue that nobody else on the team has been able to reproduce at all?",
    "How do you design a system for growth?",
    "How do you work in a team of engineers?",
    "=HYPERLINK(1), “quoted”?",
];

const QUIZ: &str = "taptalent/Assessment/quiz";

fn manifests() -> String {
    let mut quiz = String::from(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: quiz }\nspec:\n  title: Quiz\n  \
         hiringForRole: Engineer\n  purposeOfInterview: Everything that a quiz is for.\n  questions:\n",
    );
    for (name, text) in ["debugging", "design", "team", "formula"].iter().zip(TEXTS) {
        let _ = writeln!(quiz, "    - {{ name: {name}, question: '{text}' }}");
    }
    quiz + "\
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: bare }
spec: { title: Bare, hiringForRole: Engineer, purposeOfInterview: Everything that is asked elsewhere. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: quiz, passThreshold: 70 }] }
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { assessment: quiz, candidates: [{ email: p1@secret.example, firstName: Zebulon, lastName: Doe }] }
---
apiVersion: flowmingo/v1
kind: InterviewSet
metadata: { name: sales }
spec: { title: Sales }
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build something that receives webhooks. }
"
}

fn float(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap())
}

/// Of 212 people five stop after the first question, 57 after the second, and six have all four. The first has no score for
/// one in four; the third has nothing to do with the rest.
fn scores(number: usize) -> Vec<Option<f64>> {
    let whole = 40 + number * 37 % 60;
    let all = [
        (!number.is_multiple_of(4)).then(|| float(whole)),
        Some(float(usize::midpoint(whole, number * 53 % 90))),
        Some(float(number * 29 % 100)),
        Some(50.0),
    ];
    let count = match number {
        0..5 => 1,
        5..62 => 2,
        62..206 => 3,
        _ => 4,
    };
    all[..count].to_vec()
}

fn seed(people: usize) -> String {
    let mut seed = String::from(
        "flowmingo:\n  interviewSets: [{ title: Sales }]\ntaptalent:\n  assessments:\n    - title: Bare\n      \
         hiringForRole: Engineer\n      purposeOfInterview: Everything that is asked elsewhere.\n      submissions:\n",
    );
    for number in 0..people {
        let _ = writeln!(
            seed,
            "        - {{ email: p{number}@secret.example, score: 50 }}"
        );
    }
    seed += "    - title: Quiz\n      hiringForRole: Engineer\n      \
             purposeOfInterview: Everything that a quiz is for.\n      questions:\n";
    for text in TEXTS {
        let _ = writeln!(seed, "        - {{ question: '{text}' }}");
    }
    seed += "      submissions:\n";
    for number in 0..people {
        let scores = scores(number);
        let scores: Vec<String> = scores
            .iter()
            .map(|score| score.map_or_else(|| "null".to_owned(), |score| score.to_string()))
            .collect();
        let scores = scores.join(", ");
        let _ = writeln!(
            seed,
            "        - {{ email: p{number}@secret.example, firstName: Zebulon, score: 60, scores: [{scores}] }}\n        \
             - {{ email: open{number}@secret.example, score: 68, evaluationStatus: pending, scores: [1, 1, 1, 1] }}"
        );
    }
    seed
}

/// Everything is live as declared.
fn live(people: usize) -> Person {
    let person = Person::new().with_manifests(&manifests());
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nmanifests: [all.yaml]\ndefaultWorkspace: sandbox\nworkspaces:\n  \
         spare: { sandbox: {} }\n",
    );
    person.write("seed.yaml", &seed(people));
    let person = person.with_a_lab_added();
    person.does("apply --auto-approve");
    person.calls();
    person
}

#[track_caller]
fn document(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap()
}

#[track_caller]
fn names_nobody(outcome: &Outcome) {
    let all = outcome.to_string();
    for secret in ["secret.example", "s…", "Zebulon", "Z…", "An answer of"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
}

/// The mean and the correlation with the rest, by the textbook's formula of sums.
fn recount(people: usize, at: usize) -> (f64, f64) {
    let (mut every, mut own, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..people {
        let all = scores(number);
        let others = all.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<f64> = others.filter_map(|(_, score)| *score).collect();
        let Some(Some(score)) = all.get(at) else {
            continue;
        };
        every.push(*score);
        if !others.is_empty() {
            own.push(*score);
            rest.push(others.iter().sum::<f64>() / float(others.len()));
        }
    }
    let n = float(own.len());
    let sum = |all: &[f64]| all.iter().sum::<f64>();
    let product =
        |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
    let of = |one: &[f64], other: &[f64]| n * product(one, other) - sum(one) * sum(other);
    (
        sum(&every) / float(every.len()),
        of(&own, &rest) / (of(&own, &own) * of(&rest, &rest)).sqrt(),
    )
}

#[test]
fn a_table_shows_what_came_of_each_question_in_its_order() {
    let person = live(212);
    let outcome = person.runs(&format!("results {QUIZ} --questions")).exits(0);
    insta::assert_snapshot!(outcome, @"
    exit 0
    ── stdout
    taptalent/Assessment/quiz ([id]): 212 scored

    QUESTION                                                  ANSWERED   MEAN  TELLS STRONG FROM WEAK
    How do you debug a production issue that nobody else…          212  69.55  a little (0.25)
    How do you design a system for growth?                 all but <10  56.88  a little (0.12)
    How do you work in a team of engineers?                        150  49.17  not at all (−0.06)
    =HYPERLINK(1), “quoted”?                                       <10      –  not known: fewer than ten
    ── stderr
    past results: 9 pages to read, of 1 interview (GET /assessment/:id/candidates)
    ");
    names_nobody(&outcome);
    let calls = person.calls();
    assert!(
        calls.iter().all(|call| call.starts_with("GET ")),
        "{calls:?}"
    );
    let pages = calls.iter().filter(|call| call.contains("/candidates"));
    assert_eq!(pages.count(), 9, "{calls:?}");
}

#[test]
fn a_spreadsheet_gets_the_same_and_no_formula() {
    let person = live(212);
    let outcome = person
        .runs(&format!("results {QUIZ} --questions --format csv"))
        .exits(0);
    insta::assert_snapshot!(outcome.stdout, @r#"
    id,name,question,answered,mean,itemRest,tellsApart
    [id],debugging,How do you debug a production issue that nobody else on the team has been able to reproduce at all?,212,69.55,0.25,a little
    [id],design,How do you design a system for growth?,,56.88,0.12,a little
    [id],team,How do you work in a team of engineers?,150,49.17,-0.06,not at all
    [id],formula,"'=HYPERLINK(1), “quoted”?",,,,
    "#);
    names_nobody(&outcome);
}

#[test]
fn figures_equal_a_recount_and_neither_few_nor_all_but_few_are_counted() {
    let person = live(212);
    let outcome = person
        .runs(&format!("results {QUIZ} --questions --format json"))
        .exits(0);
    names_nobody(&outcome);
    let document = document(&outcome);
    assert_eq!(document["scored"], 212);
    assert!(document["missing"].is_null());
    let questions = document["questions"].as_array().unwrap();
    let names: Vec<&str> = questions
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["debugging", "design", "team", "formula"]);
    let answered: Vec<&Value> = questions.iter().map(|one| &one["answered"]).collect();
    assert_eq!(
        answered,
        [&Value::from(212), &Value::Null, &150.into(), &Value::Null]
    );
    for (at, question) in questions.iter().enumerate().take(3) {
        assert_eq!(question["question"], TEXTS[at]);
        let (mean, apart) = recount(212, at);
        for (told, counted) in [("mean", mean), ("itemRest", apart)] {
            let told = question[told].as_f64().unwrap();
            assert!(
                (told - counted).abs() <= 0.005_001,
                "{question:#} {counted}"
            );
        }
    }
    for figure in ["mean", "itemRest", "tellsApart"] {
        assert!(questions[3][figure].is_null(), "{document:#}");
    }
}

#[test]
fn of_nine_people_one_line_says_that_nothing_is_told() {
    let person = live(9);
    let outcome = person
        .runs(&format!("results {QUIZ} --questions -q"))
        .exits(0);
    insta::assert_snapshot!(outcome.stdout, @"taptalent/Assessment/quiz ([id]): fewer than ten people are scored, so nothing is told of its questions");
    let line = format!("results {QUIZ} --questions --format");
    let told = document(&person.runs(&format!("{line} json")).exits(0));
    assert!(told["scored"].is_null(), "{told:#}");
    assert_eq!(told["questions"], Value::Array(Vec::new()));
    assert_eq!(
        told["missing"],
        "fewer than ten people are scored, so nothing is told of its questions"
    );
    let csv = person.runs(&format!("{line} csv")).exits(0);
    assert_eq!(csv.stdout.lines().count(), 1, "{csv}");
    csv.tells("fewer than ten people are scored");
}

#[test]
fn an_assessment_without_questions_says_so() {
    let outcome = live(12)
        .runs("results taptalent/Assessment/bare --questions")
        .exits(0);
    outcome.shows("it has no questions");
}

#[test]
fn whatever_has_no_scores_of_questions_is_refused_with_the_reason() {
    let person = live(1);
    for (address, why) in [
        (
            "taptalent/Flow/screen",
            "a flow has its questions in its assessments",
        ),
        (
            "taptalent/Roster/spring",
            "its people are a part of those of an interview, and few of them could be found by subtracting",
        ),
        (
            "flowmingo/InterviewSet/sales",
            "Flowmingo's results have no score for a question",
        ),
        (
            "promptster/Assessment/task",
            "Promptster's results have no score for a question",
        ),
    ] {
        let refused = person
            .runs(&format!("results {address} --questions"))
            .exits(3);
        refused.tells(&format!(
            "error: {address} has no scores for each question: {why}"
        ));
        assert!(refused.stdout.is_empty(), "{refused}");
    }
    for other in ["--status finished", "--show-candidates"] {
        person
            .runs(&format!("results {QUIZ} --questions {other}"))
            .exits(3)
            .tells("cannot be used with");
    }
    assert!(person.calls().is_empty());
}
