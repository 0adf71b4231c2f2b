//! One run in many workspaces: `-w GLOB`, several `-w`, `--all-workspaces`, `--shard`; one report, and nobody waits for another.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

use serde_json::{Value, json};

use super::bucket::Bucket;
use super::person::{Outcome, Person, send, wait_until};

const CONFIG: &str = "\
apiVersion: vetform/v1
kind: Config
values: { brand: Acme }
workspaces:
  staging:
    sandbox: { store: .vetform/staging.db }
    values: { brand: Acme (staging) }
  client-1:
    sandbox: { store: .vetform/1.db }
  client-2:
    sandbox: { store: .vetform/2.db }
  locked-out:
    taptalent: { apiKey: { env: NO_SUCH_KEY } }
";

const MANIFEST: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: { template: \"Interview at ${brand}\" }
  hiringForRole: Backend Engineer
  purposeOfInterview: See how the candidate finds causes.
";

pub(crate) fn person() -> Person {
    let person = Person::new().with_manifests(MANIFEST);
    person.write("vetform.yaml", CONFIG);
    person
}

/// Who ends first is chance.
fn in_order(mut said: Outcome) -> Outcome {
    let mut lines: Vec<&str> = said.stderr.lines().collect();
    lines.sort_unstable();
    said.stderr = lines.join("\n");
    said
}

/// The document, which is as its schema says.
pub(crate) fn document(said: &Outcome) -> Value {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string("schema/fleet.schema.json").unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
    document
}

pub(crate) fn exits(document: &Value) -> Vec<(&str, u64)> {
    let workspaces = document["workspaces"].as_array().unwrap().iter();
    let exit = |one: &'_ Value| one["exitCode"].as_u64().unwrap();
    workspaces
        .map(|one| (one["workspace"].as_str().unwrap(), exit(one)))
        .collect()
}

#[test]
fn every_workspace_is_applied_to_and_one_that_fails_stops_no_other() {
    let person = person();
    let said = in_order(person.runs("apply --all-workspaces --auto-approve"));
    insta::assert_snapshot!(said, @"
    exit 1
    ── stdout
    Workspace staging

    + create taptalent/Assessment/voice
        + title: Interview at Acme (staging)
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See how the candidate finds causes.
        → POST /assessment/audio-interviews

    Plan for workspace staging: 1 to create.
    1 call: 1 × POST /assessment/audio-interviews.
    ✓ created taptalent/Assessment/voice ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.

    Workspace client-1

    + create taptalent/Assessment/voice
        + title: Interview at Acme
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See how the candidate finds causes.
        → POST /assessment/audio-interviews

    Plan for workspace client-1: 1 to create.
    1 call: 1 × POST /assessment/audio-interviews.
    ✓ created taptalent/Assessment/voice ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.

    Workspace client-2

    + create taptalent/Assessment/voice
        + title: Interview at Acme
        + hiringForRole: Backend Engineer
        + purposeOfInterview: See how the candidate finds causes.
        → POST /assessment/audio-interviews

    Plan for workspace client-2: 1 to create.
    1 call: 1 × POST /assessment/audio-interviews.
    ✓ created taptalent/Assessment/voice ([id]) 1 call
    Applied: 1 done, 0 failed, 0 skipped; read back and as declared.

    staging     Applied: 1 done, 0 failed, 0 skipped
    client-1    Applied: 1 done, 0 failed, 0 skipped
    client-2    Applied: 1 done, 0 failed, 0 skipped
    locked-out  error: there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)

    4 workspaces: 1 failed, 3 ok.
    ── stderr
    client-1: Applied: 1 done, 0 failed, 0 skipped
    client-2: Applied: 1 done, 0 failed, 0 skipped
    locked-out: error: there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)
    locked-out: help: set NO_SUCH_KEY where this command runs: `export NO_SUCH_KEY=…`, or in a CI job from its secret (`env:`); `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent
    staging: Applied: 1 done, 0 failed, 0 skipped
    ");
    insta::assert_snapshot!(in_order(person.runs("plan -w client-* -w staging --detailed-exitcode")), @"
    exit 0
    ── stdout
    staging   Nothing to do: 1 unchanged
    client-1  Nothing to do: 1 unchanged
    client-2  Nothing to do: 1 unchanged

    3 workspaces: 3 ok.
    ── stderr
    client-1: Nothing to do: 1 unchanged
    client-2: Nothing to do: 1 unchanged
    staging: Nothing to do: 1 unchanged
    ");
}

#[test]
fn the_document_has_the_result_or_the_error_of_each_in_the_order_of_the_configuration() {
    let person = person();
    person.does("apply -w client-1 --auto-approve");
    let said = person
        .runs("plan --all-workspaces --detailed-exitcode --format json")
        .exits(1);
    let plans = document(&said);
    assert_eq!(
        exits(&plans),
        [
            ("staging", 2),
            ("client-1", 0),
            ("client-2", 2),
            ("locked-out", 1)
        ]
    );
    let plan = &plans["workspaces"][0]["plan"];
    assert_eq!(
        (&plan["workspace"], &plan["summary"]["create"]),
        (&json!("staging"), &json!(1))
    );
    assert_eq!(plans["workspaces"][3]["plan"], Value::Null);
    insta::assert_json_snapshot!(plans["workspaces"][3]["error"], @r#"
    {
      "message": "there is no key of taptalent for workspace locked-out: the environment variable NO_SUCH_KEY is not set (yours to fix)",
      "help": "set NO_SUCH_KEY where this command runs: `export NO_SUCH_KEY=…`, or in a CI job from its secret (`env:`); `taptalent.apiKey` in vetform.yaml says where the key comes from; nothing was sent",
      "exitCode": 1
    }
    "#);
    let said = person
        .runs("apply -w staging -w locked-out --auto-approve --format json")
        .exits(1);
    let reports = document(&said);
    assert_eq!(reports["workspaces"][0]["report"]["outcome"], "complete");
    for command in ["drift", "doctor", "pull"] {
        let said = person
            .runs(&format!("{command} -w client-1 -w staging --format json"))
            .exits(0);
        assert_eq!(
            exits(&document(&said)),
            [("staging", 0), ("client-1", 0)],
            "{said}"
        );
    }
}

#[test]
fn the_worst_end_is_the_exit_code() {
    let person = person();
    person.ends("plan -w client-*", 0);
    person.ends("plan -w client-* --detailed-exitcode", 2);
    person.ends("plan --all-workspaces --detailed-exitcode", 1);
    person.edit(
        "vetform.yaml",
        "  client-1:\n",
        "  client-1:\n    values: { brand: [a, b] }\n",
    );
    person.ends("plan -w client-* --detailed-exitcode", 3);
}

#[test]
fn what_all_share_is_shown_once() {
    let person = person();
    person.changes("hiringForRole", "hiringForRolle");
    let said = person.runs("plan --all-workspaces").exits(3);
    assert_eq!(
        said.stderr.matches("has no field `hiringForRolle`").count(),
        1,
        "{said}"
    );
    assert_eq!(
        said.stderr.matches("the same errors as above").count(),
        3,
        "{said}"
    );
}

/// A system that answers nothing before it is told to, and then says no.
fn silent() -> (String, mpsc::Sender<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        let mut held = Vec::new();
        let mut is_told = false;
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            if !is_told {
                let _ = told.recv();
                is_told = true;
            }
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let no =
                "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
            let _ = stream.write_all(no.as_bytes());
            held.push(stream);
        }
    });
    (url, tell)
}

#[test]
fn nobody_waits_for_a_system_that_does_not_answer() {
    let (url, tell) = silent();
    let person = person().with_env("SLOW_KEY", "k");
    let slow = format!("taptalent: {{ baseUrl: \"{url}\", apiKey: {{ env: SLOW_KEY }} }}");
    person.edit(
        "vetform.yaml",
        "taptalent: { apiKey: { env: NO_SUCH_KEY } }",
        &slow,
    );
    let mut run = person.starts("apply --all-workspaces --auto-approve");
    let mut stderr = BufReader::new(run.stderr.take().unwrap());
    let mut ended = Vec::new();
    while ended.len() < 3 {
        let mut line = String::new();
        assert!(
            stderr.read_line(&mut line).unwrap() > 0,
            "it ended: {ended:?}"
        );
        if line.contains("Applied: 1 done") {
            ended.push(line);
        }
    }
    assert!(run.try_wait().unwrap().is_none());
    tell.send(()).unwrap();
    assert_eq!(run.wait().unwrap().code(), Some(1));
}

/// Twenty workspaces at a system that does not answer.
fn at_a_silent_system(settings: &str) -> (Person, mpsc::Sender<()>) {
    let (url, tell) = silent();
    let slow = (0..20).map(|number| {
        format!(
            "  slow-{number:02}:\n    taptalent: {{ baseUrl: \"{url}\", apiKey: {{ env: SLOW_KEY }} }}\n    values: {{ brand: Acme }}\n{settings}"
        )
    });
    let head = "apiVersion: vetform/v1\nkind: Config\nproject: fleet\nworkspaces:\n";
    let config = format!("{head}{}", slow.collect::<String>());
    let person = person().with_env("SLOW_KEY", "k");
    person.write("vetform.yaml", &config);
    (person, tell)
}

#[test]
fn who_interrupts_does_not_wait_for_the_states_of_those_that_were_not_begun() {
    let bucket = Bucket::new();
    let (person, _tell) = at_a_silent_system("    state: s3://states/team\n");
    let person = person.with_bucket(&bucket);
    let run = person.starts("apply --all-workspaces --auto-approve --run r1");
    let is_begun = |number: usize| bucket.is_asked_for(&format!("slow-{number:02}.lock"));
    wait_until("sixteen have begun", || (0..16).all(is_begun));
    send("TERM", &run);
    let said: Outcome = run.wait_with_output().unwrap().into();
    let said = said.exits(1);
    said.tells("slow-19: error: interrupted before it was begun");
    for number in 16..20 {
        let turn = format!("slow-{number:02}.turn");
        assert!(!bucket.is_asked_for(&turn), "{turn}: {said}");
    }
}

#[test]
fn an_interruption_ends_all_and_those_that_were_not_begun_are_named() {
    let (person, _tell) = at_a_silent_system("");
    let run = person.starts("apply --all-workspaces --auto-approve --format json=report.json");
    // A local state's lock is there while its run is.
    let locks = || {
        let files = person.path("vetform.state").read_dir_utf8();
        files.map_or(0, |files| {
            files
                .filter(|file| file.as_ref().unwrap().path().extension() == Some("lock"))
                .count()
        })
    };
    wait_until("sixteen have begun", || locks() >= 16);
    send("TERM", &run);
    let said: Outcome = run.wait_with_output().unwrap().into();
    let _ = said.exits(1);
    let report: Value = serde_json::from_str(&person.read("report.json")).unwrap();
    let ends = exits(&report);
    assert_eq!(ends.len(), 20);
    assert!(ends.iter().all(|(_, exit)| *exit == 1), "{ends:?}");
    let last = &report["workspaces"][19]["error"]["message"];
    assert_eq!(last, "interrupted before it was begun");
    let first = report["workspaces"][0].to_string();
    assert!(
        first.contains("interrupted; nothing was applied"),
        "{first}"
    );
}
