//! `generate`: questions that the system thinks up, in the manifest, asked for once.

use super::person::Person;

const ADDRESS: &str = "taptalent/Assessment/voice";

const MANIFEST: &str = "\
# kept by the platform team
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: Voice # shown to candidates
  hiringForRole: Engineer
  purposeOfInterview: Evaluate technical depth.
  generate: # five of them
    jobDescription: We look for somebody who builds and runs services in Rust, end to end.
    questionCount: 2
    skills: [Rust, SQL]
  # how long
  duration: 20
";

/// A project in a sandbox whose questions come as the seed says.
fn at_a_sandbox(generation: &str, manifest: &str) -> Person {
    let person = Person::new().with_manifests(manifest);
    person.write(
        "vetform.yaml",
        "apiVersion: vetform/v1\nkind: Config\nmanifests: [all.yaml]\nworkspaces:\n  lab:\n    sandbox: { seed: seed.yml }\n",
    );
    let seed = format!("taptalent:\n  generation: {generation}\n  jobs: [{{ title: Backend }}]\n");
    person.write("seed.yml", &seed);
    person
}

/// How often questions were asked for.
fn asked(stderr: &str) -> usize {
    stderr.matches("generate-questions →").count() + stderr.matches("auto-generate →").count()
}

fn has_nothing_to_do(person: &Person) {
    person.does("plan --detailed-exitcode");
}

#[test]
fn questions_that_apply_asked_for_are_waited_for_and_written() {
    let person = at_a_sandbox("{ reads: 3 }", MANIFEST);
    person.does("apply --auto-approve");
    let generated = person.runs(&format!("generate {ADDRESS} -v")).exits(0);
    assert_eq!(asked(&generated.stderr), 0, "{generated}");
    insta::assert_snapshot!(generated.stdout, @"taptalent/Assessment/voice: 2 questions written to all.yaml");
    insta::assert_snapshot!(person.read("all.yaml"), @r#"
    # kept by the platform team
    apiVersion: taptalent/v1
    kind: Assessment
    metadata: { name: voice }
    spec:
      title: Voice # shown to candidates
      hiringForRole: Engineer
      purposeOfInterview: Evaluate technical depth.
      questions:
        - name: question-1-medium-rust
          question: "Question 1 (medium): tell us of a time when Rust decided how it went."
          # systemInstruction, idealAnswer: unknown, because they cannot be read back
        - name: question-2-medium-sql
          question: "Question 2 (medium): tell us of a time when SQL decided how it went."
          # systemInstruction, idealAnswer: unknown, because they cannot be read back
      # how long
      duration: 20
    "#);
    has_nothing_to_do(&person);
}

#[test]
fn a_live_assessment_is_asked_for_questions_once() {
    let person = at_a_sandbox("{ millis: 0 }", "");
    let (before, rest) = MANIFEST.split_once("  generate:").unwrap();
    let (_, after) = rest.split_once("SQL]\n").unwrap();
    person.write("all.yaml", &format!("{before}{after}"));
    assert_eq!(person.runs("apply --auto-approve").code, Some(0));
    let refused = person.runs(&format!("generate {ADDRESS}")).exits(3);
    insta::assert_snapshot!(refused.stderr, @"
    error: taptalent/Assessment/voice: its manifest has no `generate:`
    help: nothing was requested; add `generate: { jobDescription: … }` to its spec; or, if it is not live yet, let the system create all of it with `vetform generate taptalent/Assessment/voice --auto`
    ");

    person.write("all.yaml", MANIFEST);
    let generated = person.runs(&format!("generate {ADDRESS} -v")).exits(0);
    assert_eq!(asked(&generated.stderr), 1, "{generated}");
    has_nothing_to_do(&person);
    let again = person.runs(&format!("generate {ADDRESS}")).exits(3);
    insta::assert_snapshot!(again.stderr, @"
    error: taptalent/Assessment/voice: the manifest already has questions
    help: nothing was requested; to get others, replace `questions:` with `generate:`
    ");
}

#[test]
fn when_the_time_runs_out_nothing_is_asked_twice() {
    let person = at_a_sandbox("{ millis: 100000 }", MANIFEST);
    assert_eq!(person.runs("apply --auto-approve").code, Some(0));
    for _ in 0..2 {
        let late = person
            .runs(&format!("generate {ADDRESS} --timeout 0.5 -v"))
            .exits(1);
        assert_eq!(asked(&late.stderr), 0, "{late}");
    }
    let late = person.runs(&format!("generate {ADDRESS} --timeout 0.2"));
    insta::assert_snapshot!(late.stderr, @"
    waiting up to 0 s for the questions of taptalent/Assessment/voice
    error: taptalent/Assessment/voice: the questions did not arrive in time
    help: they were requested and are not requested twice: `vetform generate taptalent/Assessment/voice` waits longer; `--timeout SECONDS` sets how long
    ");
    assert_eq!(person.read("all.yaml"), MANIFEST);
}

#[test]
fn in_doubt_it_asks_again_only_on_somebodys_word() {
    let person = at_a_sandbox("{ millis: 0 }", "");
    let (before, rest) = MANIFEST.split_once("  generate:").unwrap();
    let (_, after) = rest.split_once("SQL]\n").unwrap();
    person.write("all.yaml", &format!("{before}{after}"));
    assert_eq!(person.runs("apply --auto-approve").code, Some(0));
    // What a run leaves that was killed between the intent and the answer.
    let state = person.read("vetform.state/lab.json");
    let mut state: serde_json::Value = serde_json::from_str(&state).unwrap();
    state["pending"] = serde_json::json!({
        "taptalent/Assessment/voice#generate": { "since": "2026-01-01T00:00:00Z", "fields": {} }
    });
    person.write("vetform.state/lab.json", &state.to_string());
    person.write("all.yaml", MANIFEST);

    let doubt = person.runs(&format!("generate {ADDRESS} --timeout 0.2 -v"));
    assert_eq!((doubt.code, asked(&doubt.stderr)), (Some(1), 0), "{doubt}");
    doubt.tells("`--again` to ask once more");
    let again = person.runs(&format!("generate {ADDRESS} --again -v"));
    assert_eq!((again.code, asked(&again.stderr)), (Some(0), 1), "{again}");
    has_nothing_to_do(&person);
}

#[test]
fn what_is_not_live_is_made_by_the_system_only_with_auto() {
    let person = at_a_sandbox("{ millis: 300 }", MANIFEST);
    let refused = person.runs(&format!("generate {ADDRESS}")).exits(1);
    insta::assert_snapshot!(refused.stderr, @"
    error: taptalent/Assessment/voice is not live
    help: run `vetform apply --target taptalent/Assessment/voice` first, which creates it and requests its questions; or use `--auto` to let the system create all of it
    ");

    let late = person.runs(&format!("generate {ADDRESS} --auto --timeout 0 -v"));
    assert_eq!((late.code, asked(&late.stderr)), (Some(1), 1), "{late}");
    let made = person.runs(&format!("generate {ADDRESS} --auto -v"));
    assert_eq!((made.code, asked(&made.stderr)), (Some(0), 0), "{made}");
    assert!(
        person
            .read("all.yaml")
            .contains("  questions:\n    - name: ")
    );
    let plan = person.runs("plan");
    insta::assert_snapshot!(plan.stdout, @"
    ~ update taptalent/Assessment/voice ([id])
        ~ title: [-Engineer - -]Voice[- Interview-]  (edited here)
        → PUT /assessment/[id]

    Plan for workspace lab: 1 to update.
    1 call: 1 × PUT /assessment/:id.
    ");
}
