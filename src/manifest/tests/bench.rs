//! The cost of large ordinary files. Run with `cargo test --release --lib manifest::tests::bench -- --ignored --nocapture`.

use std::fmt::Write as _;
use std::time::Instant;

use super::world::World;

/// About five megabytes: a thousand assessments with twelve questions each.
fn large() -> String {
    let mut text = String::new();
    for i in 0..1000 {
        let _ = write!(
            text,
            "---\napiVersion: taptalent/v1\nkind: Assessment\nmetadata: {{ name: voice-{i} }}\nspec:\n  title: Voice {i}\n  hiringForRole: Engineer\n  purposeOfInterview: Evaluate technical depth and communication.\n  duration: 20\n  skills: [Rust, \"Systems\", APIs]\n  questions:\n"
        );
        for question in 0..12 {
            let _ = write!(
                text,
                "    - name: question-{question}\n      question: |\n        Describe a time when you had to debug a critical production issue, number {question}.\n        What was your approach, and what did you learn (in words) from it?\n      systemInstruction: Look for structured problem-solving, communication and evidence of ownership.\n      idealAnswer: Reproduction, root cause, fix, prevention; then a word on what the team changed.\n"
            );
        }
    }
    text
}

#[test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::print_stderr, reason = "a measurement is for the terminal")]
fn five_megabytes_of_assessments() {
    let text = large();
    let megabytes = text.len() / 1_000_000;
    let slow = format!(
        "{text}---\n{}",
        super::world::assessment("last", "jobId: &a 007")
    );
    for (name, text) in [
        ("quick", text.clone()),
        ("tree", slow),
        (
            "tree with an error",
            text.replace("duration: 20", "duration: 999"),
        ),
    ] {
        let world = World::new().file("a.yaml", text);
        let start = Instant::now();
        let loaded = world.load();
        let loading = start.elapsed();
        let start = Instant::now();
        let shown =
            crate::render::diagnostics::human(&loaded.problems, &loaded.sources, 100, false);
        eprintln!(
            "{megabytes} MB, {name}: {} resources, {} problems in {loading:?}; shown in {:?} ({} bytes)",
            loaded.resources,
            loaded.problems.len(),
            start.elapsed(),
            shown.len(),
        );
    }
}

#[test]
#[ignore = "a measurement, not a check"]
#[expect(clippy::print_stderr, reason = "a measurement is for the terminal")]
fn a_hundred_thousand_people() {
    let roster = "apiVersion: flowmingo/v1\nkind: Roster\nmetadata: { name: all }\nspec: { interviewSet: set, sendInvite: false, from: all.csv }\n---\napiVersion: flowmingo/v1\nkind: InterviewSet\nmetadata: { name: set }\nspec: { title: Set }\n";
    let mut cohort = "email,firstname,lastname,atsCandidateId\n".to_owned();
    for i in 0..100_000 {
        let _ = writeln!(cohort, "person.{i}@example.com,\"First {i}\",Last,ats-{i}");
    }
    let world = World::new().file("a.yaml", roster).file("all.csv", &cohort);
    let start = Instant::now();
    let loaded = world.load();
    let loading = start.elapsed();
    let people = loaded.desired.unwrap().flowmingo.rosters[0]
        .spec
        .candidates
        .len();
    eprintln!("{people} people in {loading:?}");
}
