//! Each code about doubt, mail and adoption, as a script meets it: in what `plan --format json` says at the command line.

use serde_json::Value;
use vetform::sandbox::{AssessmentChange, Fault};

use super::creates::{KEYS, STEP, VOICE, flow, pipeline, roster, task};
use super::fault_rules::{on_writes_to, status};
use super::person::Person;

type Scene = fn(&Person);

/// What leads to each code.
const SCENES: [(&str, Scene); 17] = [
    ("adopted", |person| {
        applied(person, VOICE);
        person.lose_state();
    }),
    ("recreated", |person| {
        applied(person, &task("Task", "Build an endpoint."));
        person.some_time_passes();
        let live = person.live();
        let id = live["promptster"]["assessments"][0]["id"].as_str().unwrap();
        let app = person.system().web_app();
        app.promptster().delete_assessment(id).unwrap();
    }),
    ("looks-alike", |person| {
        applied(person, VOICE);
        person.lose_state();
        person.write(
            "all.yaml",
            &VOICE.replace("Voice interview", "VOICE interview"),
        );
    }),
    ("live-twice", |person| {
        applied(person, &format!("{VOICE}{}", other("Other interview")));
        retitle(person, "Other interview", "Voice interview");
        person.write("all.yaml", VOICE);
        person.does("state rm taptalent/Assessment/other");
    }),
    ("ambiguous-match", |person| {
        applied(person, &format!("{VOICE}{}", other("Other interview")));
        retitle(person, "Other interview", "Voice interview");
        person.write("all.yaml", VOICE);
        person.lose_state();
    }),
    ("shared-natural-key", |person| {
        person.write("all.yaml", &format!("{VOICE}{}", other("Voice interview")));
    }),
    ("unknown-pin", |person| {
        person.write("all.yaml", &pinned(VOICE, "voice", "nobody"));
    }),
    ("claimed-twice", |person| {
        applied(person, VOICE);
        let live = person.live();
        let id = live["assessments"][0]["assessmentId"].as_str().unwrap();
        let twin = pinned(&other("Other interview"), "other", id);
        person.write("all.yaml", &format!("{VOICE}{twin}"));
    }),
    ("unverifiable", |person| {
        applied(person, &asking("What does a zebra eat?"));
        person.lose_state();
    }),
    ("field-at-risk", |person| {
        applied(person, &asking("What does a zebra eat?"));
        person.lose_state();
        person.write("all.yaml", &asking("What does a zebra eat all day?"));
    }),
    ("create-in-doubt", |person| {
        person.write("all.yaml", VOICE);
        fails(person, "audio-interviews");
    }),
    ("invite-in-doubt", |person| {
        person.write("all.yaml", &pipeline("interviewSet: talk", ""));
        fails(person, "/invite/v1");
    }),
    ("invite-again", |person| {
        applied(person, VOICE);
        person.write(
            "all.yaml",
            &format!("{VOICE}{}", roster("assessment: voice")),
        );
        person.play(&[on_writes_to("/invite", Fault::Hang { millis: 600_000 })]);
        let mut child = person.starts("apply --auto-approve --send-invites");
        person.waits_for_a_fault();
        child.kill().unwrap();
        child.wait().unwrap();
        person.play(&[]);
    }),
    ("key-revoked", |person| {
        let keys = format!("{}{KEYS}", task("Task", "Build an endpoint."));
        let revoked = keys.replace("zebra@example.com", "zebra@example.com, revoked: true");
        applied(person, &keys);
        applied(person, &revoked);
        person.some_time_passes();
        person.write("all.yaml", &keys);
    }),
    ("duplicate-person", |person| {
        let spring = roster("assessment: voice");
        let autumn = spring.replace("spring", "autumn");
        person.write("all.yaml", &format!("{VOICE}{spring}{autumn}"));
    }),
    ("unknown-submissions", |person| {
        applied(person, &pipeline("interviewSet: talk", ""));
        person.lose_state();
    }),
    ("old-version", |person| {
        let versions = |steps: &str| flow("Screen", steps, "onImmutableChange: newVersion");
        let (second, roster) = (other("Other interview"), roster("flow: screen"));
        applied(
            person,
            &format!("{VOICE}{second}{}{roster}", versions(STEP)),
        );
        let steps = STEP.replace("voice", "other");
        applied(
            person,
            &format!("{VOICE}{second}{}{roster}", versions(&steps)),
        );
    }),
];

fn other(title: &str) -> String {
    VOICE
        .replace("name: voice", "name: other")
        .replace("Voice interview", title)
}

fn asking(text: &str) -> String {
    format!("{VOICE}  questions: [{{ name: zebra, question: {text}, idealAnswer: Grass. }}]\n")
}

fn pinned(manifest: &str, name: &str, id: &str) -> String {
    manifest.replace(
        &format!("name: {name} "),
        &format!("name: {name}, id: {id} "),
    )
}

#[track_caller]
fn applied(person: &Person, manifests: &str) {
    person.write("all.yaml", manifests);
    person.does("apply --auto-approve --send-invites");
}

/// An apply of which the system answers nothing but failures to such writes.
fn fails(person: &Person, path: &str) {
    person.play(&[on_writes_to(path, status(500))]);
    person.ends("apply --auto-approve --send-invites", 1);
    person.play(&[]);
}

fn retitle(person: &Person, from: &str, to: &str) {
    let live = person.live();
    let mut all = live["assessments"].as_array().unwrap().iter();
    let one = all.find(|one| one["title"] == from).unwrap();
    let change = AssessmentChange {
        title: Some(to.into()),
        ..AssessmentChange::default()
    };
    let app = person.system().web_app();
    app.set_assessment(one["assessmentId"].as_str().unwrap(), &change)
        .unwrap();
}

/// The codes of a plan's notes and of what is blocked.
fn codes(person: &Person) -> Vec<String> {
    let plan = person.runs("plan --format json");
    let json: Value = serde_json::from_str(&plan.stdout).unwrap_or_else(|_| panic!("{plan}"));
    let all = ["notes", "blocked"].map(|name| json[name].as_array().cloned().unwrap_or_default());
    let code = |one: &Value| one["code"].as_str().unwrap().to_owned();
    all.iter().flatten().map(code).collect()
}

#[test]
fn every_code_of_doubt_mail_and_adoption_is_met_at_the_command_line() {
    let mut wrong = Vec::new();
    for (code, scene) in SCENES {
        let person = Person::new().at_all_systems();
        let app = person.system().web_app();
        app.flowmingo().create_interview_set("Talk").unwrap();
        let stages = ["Applied", "Screening", "Final"].map(str::to_owned);
        app.flowmingo()
            .create_project("Backend", &stages, &["Engineer".to_owned()])
            .unwrap();
        scene(&person);
        let codes = codes(&person);
        if !codes.iter().any(|met| met == code) {
            wrong.push(format!("{code}: {codes:?}"));
        }
        // Each has a page.
        person.does(&format!("explain {code}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
