//! The first ten minutes with the program: `examples/quickstart` against the embedded systems.

use serde_json::Value;

use super::person::Person;

fn schema(name: &str) -> jsonschema::Validator {
    let path = format!("{}/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn assert_valid(name: &str, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap();
    let problems: Vec<String> = schema(name)
        .iter_errors(&document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    document
}

#[test]
fn validate_says_how_much_it_has_looked_at() {
    let person = Person::with_example("quickstart");
    insta::assert_snapshot!(person.runs("validate"), @"
    exit 0
    ── stdout
    4 resources in 4 files: no problems
    ");
    insta::assert_snapshot!(person.runs("validate --format json"), @r#"
    exit 0
    ── stdout
    {
      "formatVersion": 1,
      "files": 4,
      "resources": 4,
      "problems": []
    }
    "#);
}

#[test]
fn the_first_plan_shows_everything_that_will_be_created() {
    let person = Person::with_example("quickstart");
    insta::assert_snapshot!(person.runs("plan"), @r#"
    exit 0
    ── stdout
    + create taptalent/Assessment/backend-voice
        + title: Backend Engineer Voice Interview
        + hiringForRole: Backend Engineer
        + purposeOfInterview: Find out how the candidate looks for causes, designs an interface that
          others depend on, and behaves when production is on fire.
        + duration: 25
        + aiLanguage: english
        + skills: [Debugging, API design, Incident response]
        + buckets: Strong fit (pass: Invite to the system design interview today), Worth a second look
          (pass: A person listens before we decide), Not a fit (fail)
        + questions[hard-bug]
            question: Tell me about the bug that took you longest to find in the last two years. What
              did you believe at first, and what made you give that up?
            systemInstruction: Listen for a search with a method: a hypothesis, an observation that
              could refute it, a smaller search space. Tools matter less than why they were chosen.
            idealAnswer: A wrong first belief, stated openly; the observation that refuted it; a cause
              that explains every symptom; and something that makes this kind of bug easier to find
              next time.
        + questions[breaking-change]
            question: You own an HTTP endpoint that forty customers call. One of its fields has the
              wrong unit and must change. How do you get from today to the corrected field without
              breaking anyone?
            systemInstruction: Any workable route counts: a new field beside the old, a version, a
              header. Ask how they would know that nobody uses the old field any more.
            idealAnswer: Add before removing, measure who still reads the old field, tell those
              customers with a date, and remove it when the measurement says so, not when the calendar
              does.
        + questions[incident-response]
            question: Think of a production incident in which you took the lead. What did you know in
              the first ten minutes, what did you do with it, and what was different in the system a
              month later?
            systemInstruction: Reward a clear line between what was known and what was guessed, and
              mitigation before diagnosis. Ask once for the follow-up work if it is missing. Do not
              reward a dramatic outage over a small one.
            idealAnswer: - Says who was affected, and told them early.
              - Stopped the damage first (rollback, flag, capacity), then looked for the cause.
              - Names a change that outlived the incident: a test, an alert, a limit, a decision.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/backend-voice}/questions × 3

    + create taptalent/Assessment/system-design
        + title: Backend Engineer System Design Interview
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See whether the candidate turns a vague need into a design with known
          limits.
        + duration: 40
        + aiLanguage: english
        + skills: [System design, Capacity planning, Trade-offs]
        + questions[notification-service]
            question: We send parcel notifications by mail and SMS: 200 a second on most days, 5000
              a second before Christmas. Nobody may get the same message twice, and a late one is
              worthless after an hour. What do you build, and which of these promises is the hardest
              to keep?
            systemInstruction: Give more numbers when asked; asking is a good sign. Push on the promise
              they call hardest. A simple design with honest limits is better than a large one without.
            idealAnswer: - A queue with expiry, workers that scale on its age, and an idempotency key
              for each message.
              - Says that "never twice" cannot be had from a provider that may lose its answer, and picks
              the lesser evil.
              - Does the arithmetic for the peak.
        + questions[first-thing-to-break]
            question: Stay with your design. Traffic is now ten times what you planned for. What breaks
              first, how do you notice, and what is the cheapest thing that buys you a month?
            systemInstruction: They should name one concrete part and a measurement. Do not accept "it
              scales horizontally" without asking what is shared between the instances.
            idealAnswer: One named bottleneck with a reason, the metric that shows it before customers
              do, and a modest measure such as batching, shedding low-value messages, or a larger
              machine.
        → POST /assessment/audio-interviews
        → POST /assessment/{taptalent/Assessment/system-design}/questions × 2

    + create taptalent/Flow/engineering-screen
        + flowName: Engineering screen
        + description: A voice interview on daily work, then system design for those who pass.
        + steps[0]
            assessment: backend-voice
            passThreshold: 60
            name: Voice interview
            instructions: About 25 minutes. Think of two or three situations from your own work
              beforehand.
        + steps[1]
            assessment: system-design
            passThreshold: 70
            name: System design
            instructions: About 40 minutes. Have paper at hand; you will want to do some arithmetic.
        → POST /assessment-flows

    Plan for workspace sandbox: 3 to create.
    8 calls: 1 × POST /assessment-flows, 2 × POST /assessment/audio-interviews, 5 × POST
      /assessment/:id/questions.
    "#);
}

#[test]
fn a_plan_with_changes_exits_2_only_when_asked_for() {
    let person = Person::with_example("quickstart");
    let plain = person.runs("plan").exits(0);
    let detailed = person.runs("plan --detailed-exitcode").exits(2);
    assert_eq!(
        (plain.stdout, plain.stderr),
        (detailed.stdout, detailed.stderr)
    );
}

#[test]
fn apply_makes_what_the_plan_showed_and_afterwards_there_is_nothing_to_do() {
    let person = Person::with_example("quickstart");
    let planned = person.runs("plan").exits(0).stdout;
    let applied = person.runs("apply --auto-approve").exits(0);
    let report = applied.stdout.strip_prefix(&planned).unwrap();
    insta::assert_snapshot!(report, @"
    ✓ created taptalent/Assessment/backend-voice ([id]) 4 calls
    ✓ created taptalent/Assessment/system-design ([id]) 3 calls
    ✓ created taptalent/Flow/engineering-screen ([id]) 1 call
    Applied: 3 done, 0 failed, 0 skipped; read back and as declared.
    ");
    insta::assert_snapshot!(applied.stderr, @"
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/backend-voice (4 calls) …
      create taptalent/Assessment/system-design (3 calls) …
      create taptalent/Flow/engineering-screen (1 call) …
    ");
    insta::assert_snapshot!(person.runs("plan --detailed-exitcode"), @"
    exit 0
    ── stdout
    Nothing to do in workspace sandbox: 3 resources are as declared.
    ");
    insta::assert_snapshot!(person.runs("apply --auto-approve"), @"
    exit 0
    ── stdout
    Nothing to do in workspace sandbox: 3 resources are as declared.
    ");
}

#[test]
fn the_plan_as_json_fits_its_schema_before_and_after_the_apply() {
    let person = Person::with_example("quickstart");
    let before = assert_valid("plan", &person.runs("plan --format json").exits(0).stdout);
    assert_eq!(before["calls"]["total"], 8);
    person.does("apply --auto-approve");
    let after = person.runs("plan --format json").exits(0);
    assert_eq!(after.stderr, "");
    let mut after = assert_valid("plan", &after.stdout);
    after["manifestsDigest"] = "[digest]".into();
    insta::assert_snapshot!(format!("{after:#}"), @r#"
    {
      "formatVersion": 1,
      "workspace": "sandbox",
      "manifestsDigest": "[digest]",
      "summary": {
        "create": 0,
        "update": 0,
        "delete": 0,
        "replace": 0,
        "adopt": 0,
        "invite": 0,
        "move": 0,
        "blocked": 0,
        "unchanged": 3
      },
      "calls": {
        "total": 0,
        "byEndpoint": {}
      },
      "changes": [],
      "blocked": [],
      "notes": [],
      "held": []
    }
    "#);
}

#[test]
fn the_report_of_an_apply_fits_its_schema() {
    let person = Person::with_example("quickstart");
    person.does("apply --auto-approve --report report.json");
    insta::assert_snapshot!(format!("{:#}", assert_valid("report", &person.read("report.json"))), @r#"
    {
      "formatVersion": 1,
      "workspace": "sandbox",
      "outcome": "complete",
      "done": [
        {
          "address": "taptalent/Assessment/backend-voice",
          "action": "create",
          "id": "[id]",
          "calls": 4,
          "people": 0
        },
        {
          "address": "taptalent/Assessment/system-design",
          "action": "create",
          "id": "[id]",
          "calls": 3,
          "people": 0
        },
        {
          "address": "taptalent/Flow/engineering-screen",
          "action": "create",
          "id": "1",
          "calls": 1,
          "people": 0
        }
      ],
      "failed": [],
      "skipped": [],
      "held": [],
      "verified": true,
      "unverifiedBecause": [],
      "rewritten": [],
      "sent": 8,
      "repeated": []
    }
    "#);
    person.does("apply --auto-approve --report report.json");
    insta::assert_snapshot!(format!("{:#}", assert_valid("report", &person.read("report.json"))), @r#"
    {
      "formatVersion": 1,
      "workspace": "sandbox",
      "outcome": "complete",
      "done": [],
      "failed": [],
      "skipped": [],
      "held": [],
      "verified": true,
      "unverifiedBecause": [],
      "rewritten": [],
      "sent": 0,
      "repeated": []
    }
    "#);
}

#[test]
fn the_state_lists_and_shows_what_was_applied() {
    let person = Person::with_example("quickstart");
    insta::assert_snapshot!(person.runs("state list"), @"exit 0");
    person.does("apply --auto-approve");
    insta::assert_snapshot!(person.runs("state list"), @"
    exit 0
    ── stdout
    taptalent/Assessment/backend-voice	[id]
    taptalent/Assessment/system-design	[id]
    taptalent/Flow/engineering-screen	1
    ");
    let shown = person
        .runs("state show taptalent/Flow/engineering-screen")
        .exits(0);
    let record: Value = serde_json::from_str(&shown.stdout).unwrap();
    assert_eq!(
        (&record["id"], shown.stderr.as_str()),
        (&Value::from("1"), "")
    );
    insta::assert_snapshot!(person.runs("state show taptalent/Flow/engineering-scren"), @"
    exit 3
    ── stderr
    error: taptalent/Flow/engineering-scren is not in the state
    help: did you mean taptalent/Flow/engineering-screen?
    ");
}

#[test]
fn a_plan_writes_nothing() {
    let person = Person::with_example("quickstart").at_a_system();
    let untouched = person.files();
    person.does("plan");
    assert_eq!(person.files(), untouched);
    person.does("apply --auto-approve");
    let applied = person.files();
    for line in ["plan", "plan --format json", "validate", "state list"] {
        person.does(line);
        assert_eq!(person.files(), applied, "{line}");
    }
}

#[test]
fn a_plan_writes_only_the_files_that_it_is_told_to() {
    let person = Person::with_example("quickstart").at_a_system();
    let untouched = person.files();
    insta::assert_snapshot!(person.runs("plan --format json --output plan.json --out saved.plan"), @"
    exit 0
    ── stderr
    saved: apply exactly this with `vetform apply saved.plan`
    ");
    let mut files = person.files();
    for name in ["plan.json", "saved.plan"] {
        assert!(files.remove(&person.path(name)).is_some(), "{name}");
    }
    assert_eq!(files, untouched);
    assert_valid("plan", &person.read("plan.json"));
}
