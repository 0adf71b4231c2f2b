//! Many workers on one list of workspaces: `--run ID --claim`. Each workspace has one turn, whoever takes it and whoever dies.

use std::io::{BufRead as _, BufReader};
use std::process::Child;

use serde_json::Value;

use super::bucket::Bucket;
use super::person::{Outcome, Person, send, wait_until};

/// Workspaces; all at one system, so that what is done twice shows.
const CLIENTS: usize = 12;

const MANIFESTS: &str = "\
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: voice }
spec:
  title: { template: \"Voice at ${brand}\" }
  hiringForRole: Engineer
  purposeOfInterview: See how the candidate finds causes.
  questions:
    - { name: one, question: What is a lock?, idealAnswer: It names mutual exclusion and its costs. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec:
  flowName: { template: \"Screen at ${brand}\" }
  steps:
    - { assessment: voice, passThreshold: 60, name: Voice }
";

/// Writes that a workspace takes.
const WRITES: usize = 3;

const APPLY: &str = "apply -w client-* --auto-approve --run r1";

/// With all of them at one system.
fn person(settings: &str) -> Person {
    with_clients(settings, |_, url| {
        format!("taptalent: {{ baseUrl: \"{url}\", apiKey: {{ env: LAB_KEY }} }}")
    })
}

/// With a system for each: what is new at one system while a lost answer is settled there could be what was lost.
fn apart(settings: &str) -> Person {
    with_clients(settings, |number, _| {
        format!("sandbox: {{ store: .vetform/{number}.db }}")
    })
}

fn with_clients(settings: &str, system: impl Fn(usize, &str) -> String) -> Person {
    let person = Person::new().at_a_system().with_manifests(MANIFESTS);
    let url = person.system().taptalent_url();
    for number in 0..CLIENTS {
        person.write(
            &format!("clients/{number:02}.yaml"),
            &format!(
                "apiVersion: vetform/v1\nkind: Workspace\nmetadata: {{ name: client-{number:02} }}\nspec:\n  values: {{ brand: Client \
                 {number} }}\n  {}\n{settings}",
                system(number, &url)
            ),
        );
    }
    let config = person
        .read("vetform.yaml")
        .replace("workspaces:", "values: { brand: Lab }\nworkspaces:");
    person.write("vetform.yaml", &config);
    person
}

fn workers(person: &Person, number: usize, line: &str) -> Vec<Child> {
    (0..number).map(|_| person.starts(line)).collect()
}

fn ends(workers: Vec<Child>) -> Vec<Outcome> {
    workers
        .into_iter()
        .map(|worker| worker.wait_with_output().unwrap().into())
        .collect()
}

/// The workspaces whose turn is over.
fn turns(person: &Person) -> usize {
    let Ok(files) = person.path("vetform.state").read_dir_utf8() else {
        return 0;
    };
    files
        .filter(|file| file.as_ref().unwrap().path().extension() == Some("turn"))
        .count()
}

/// What is live twice would be told.
fn nothing_is_left(person: &Person) {
    let said = person.runs("plan -w client-* --detailed-exitcode").exits(0);
    assert_eq!(
        said.stdout.matches("Nothing to do: 2 unchanged").count(),
        CLIENTS,
        "{said}"
    );
    assert!(!said.stdout.contains("Workspace client"), "no note: {said}");
}

fn everything_once(person: &Person) {
    let live = person.live();
    for kind in ["assessments", "flows"] {
        assert_eq!(live[kind].as_array().unwrap().len(), CLIENTS, "{kind}");
    }
    person.does("plan -w client-* --detailed-exitcode");
}

#[test]
fn each_workspace_has_one_turn_and_one_worker_tells_of_all() {
    let bucket = Bucket::new();
    let person = person("  state: s3://states/fleet\n").with_bucket(&bucket);
    let told = ends(workers(
        &person,
        3,
        &format!("{APPLY} --claim --format json"),
    ));
    let reports: Vec<&Outcome> = told.iter().filter(|said| !said.stdout.is_empty()).collect();
    assert_eq!(reports.len(), 1, "{told:?}");
    let report: Value = serde_json::from_str(&reports[0].stdout).unwrap();
    let workspaces = report["workspaces"].as_array().unwrap();
    assert_eq!(workspaces.len(), CLIENTS);
    for workspace in workspaces {
        assert_eq!(workspace["report"]["outcome"], "complete", "{workspace}");
        assert_eq!(workspace["report"]["sent"], WRITES, "{workspace}");
    }
    assert!(told.iter().all(|said| said.code == Some(0)), "{told:?}");
    let own: usize = told
        .iter()
        .map(|said| said.stderr.matches("Applied: 2 done").count())
        .sum();
    assert_eq!(own, CLIENTS, "each turn is told by who took it: {told:?}");
    assert_eq!(person.writes().len(), CLIENTS * WRITES);
    everything_once(&person);
}

#[test]
fn the_workspaces_of_a_worker_that_is_killed_are_taken_by_the_others() {
    let person = apart("  limits: { requestsPerSecond: 40 }\n");
    let mut all = workers(&person, 4, &format!("{APPLY} --claim --report report.json"));
    for killed in 1..=2 {
        wait_until("some turns are over", || turns(&person) >= killed * 2);
        let mut worker = all.pop().unwrap();
        worker.kill().unwrap();
        worker.wait().unwrap();
    }
    let told = ends(all);
    assert!(told.iter().all(|said| said.code == Some(0)), "{told:?}");
    assert_eq!(turns(&person), CLIENTS);
    let report: Value = serde_json::from_str(&person.read("report.json")).unwrap();
    assert_eq!(report["workspaces"].as_array().unwrap().len(), CLIENTS);
    nothing_is_left(&person);
}

#[test]
fn a_run_that_was_killed_as_a_whole_goes_on_under_its_name() {
    let person = apart("  limits: { requestsPerSecond: 40 }\n");
    let mut run = person.starts(&format!("{APPLY} --format json"));
    wait_until("some turns are over", || turns(&person) >= 3);
    run.kill().unwrap();
    run.wait().unwrap();
    let over = turns(&person);
    let said = person.runs(&format!("{APPLY} --format json")).exits(0);
    let told =
        said.stderr.matches("Applied: ").count() + said.stderr.matches("Nothing to do: ").count();
    assert!(told <= CLIENTS - over, "{over} were over: {said}");
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(report["workspaces"].as_array().unwrap().len(), CLIENTS);
    nothing_is_left(&person);
    // Nothing is left of it; under another name everything is looked at again.
    let said = person.runs(&format!("{APPLY} --format json")).exits(0);
    assert_eq!(said.stderr, "");
    let again = person.runs(&APPLY.replace("r1", "r2")).exits(0);
    assert_eq!(
        again.stderr.matches("Nothing to do").count(),
        CLIENTS,
        "{again}"
    );
}

#[test]
fn a_turn_that_failed_is_over_and_one_that_was_interrupted_is_not() {
    let person = person("");
    person.edit("clients/03.yaml", "env: LAB_KEY", "env: NO_SUCH_KEY");
    let first = person
        .runs(&format!("{APPLY} --claim --format json"))
        .exits(1);
    first.tells("client-03: error: there is no key of taptalent for workspace client-03: the environment variable NO_SUCH_KEY is not set");
    let again = person.runs(&format!("{APPLY} --claim")).exits(1);
    assert_eq!(
        (again.stdout.as_str(), again.stderr.as_str()),
        ("", "another worker has written the report\n")
    );

    let _ = person.calls();
    let run = person.starts("apply -w client-* --auto-approve --run r2");
    wait_until("it has begun", || !person.system().received().is_empty());
    send("TERM", &run);
    let said: Outcome = run.wait_with_output().unwrap().into();
    let interrupted = said.stderr.matches("interrupted").count();
    let again = person
        .runs("apply -w client-* --auto-approve --run r2 --format json")
        .exits(1);
    let own = again.stderr.matches("Nothing to do: ").count();
    assert!(own <= interrupted, "{said} {again}");
    let report: Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(report["workspaces"].as_array().unwrap().len(), CLIENTS);
}

#[test]
fn a_run_of_the_same_name_that_is_told_something_else_skips_nothing() {
    let person = person("");
    let own = |line: &str| {
        let said = person.runs(line).exits(0);
        (
            said.stderr.matches("Applied: ").count(),
            person.writes().len(),
        )
    };
    assert_eq!(
        own(&format!("{APPLY} --target voice")),
        (CLIENTS, CLIENTS * (WRITES - 1))
    );
    assert_eq!(own(APPLY), (CLIENTS, CLIENTS));
    assert_eq!(own(APPLY), (0, 0));
    person.changes("What is a lock?", "What is a mutex?");
    assert_eq!(own(APPLY).0, CLIENTS);
    assert_eq!(own(APPLY), (0, 0));
    everything_once(&person);
}

#[test]
fn mail_that_was_held_is_sent_by_a_run_of_the_same_name_that_may() {
    let person = person("");
    person.write(
        "people.yaml",
        "apiVersion: taptalent/v1\nkind: Roster\nmetadata: { name: people, workspaces: [client-03] }\nspec:\n  flow: screen\n  \
         candidates: [{ email: ada@example.com }]\n",
    );
    person.does(APPLY);
    assert_eq!(person.mails(), 0);
    for _ in 0..2 {
        person.does(&format!("{APPLY} --send-invites"));
        assert_eq!(person.mails(), 1);
    }
}

#[test]
fn a_turn_is_told_in_formats_that_whoever_took_it_did_not_want() {
    let person = person("");
    person.does(&format!("{APPLY} --color always"));
    let text = person.runs(APPLY).exits(0).stdout;
    assert!(
        text.contains("Applied: ") && !text.contains('\u{1b}'),
        "{text}"
    );
    for line in ["--format json", "--format markdown --report report.json"] {
        person.does(&format!("{APPLY} {line}"));
    }
    let said = person.runs(&format!("{APPLY} --format json")).exits(0);
    assert_eq!(said.stdout, person.read("report.json"));
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    for workspace in report["workspaces"].as_array().unwrap() {
        assert_eq!(workspace["report"]["sent"], WRITES, "{workspace}");
    }
}

#[test]
fn a_record_that_says_nothing_is_none() {
    let person = person("");
    person.does(APPLY);
    let record = person.read("vetform.state/client-03.json.turn");
    let empty: Value = serde_json::from_str(&record).unwrap();
    let mut empty = empty;
    empty["results"] = Value::Array(Vec::new());
    let mut broken: Value = serde_json::from_str(&record).unwrap();
    for result in broken["results"].as_array_mut().unwrap() {
        result[1] = "{".into();
    }
    for damage in [
        String::new(),
        "{}".to_owned(),
        record[..record.len() / 2].to_owned(),
        empty.to_string(),
        broken.to_string(),
    ] {
        person.write("vetform.state/client-03.json.turn", &damage);
        let said = person.runs(&format!("{APPLY} --format json")).exits(0);
        said.tells("client-03: Nothing to do");
        let report: Value = serde_json::from_str(&said.stdout).unwrap();
        assert_eq!(report["workspaces"][3]["report"]["outcome"], "complete");
    }
}

#[test]
fn a_workspace_that_a_stranger_holds_is_locked_and_not_waited_for_without_end() {
    let person = person("");
    let lock = |number| person.path(&format!("vetform.state/client-{number:02}.json.lock"));
    std::fs::create_dir_all(person.path("vetform.state")).unwrap();
    let file = std::fs::File::create(lock(5)).unwrap();
    file.lock().unwrap();
    let said = person
        .runs("apply -w client-* --auto-approve --run r1 --format json")
        .exits(6);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(report["workspaces"][5]["exitCode"], 6);
    drop(file);
    // It was not done, and so is done now.
    person.does("apply -w client-* --auto-approve --run r1");
    everything_once(&person);
}

#[test]
fn a_worker_that_waits_for_what_another_has_says_so_and_takes_it_when_it_is_free() {
    let person = person("");
    std::fs::create_dir_all(person.path("vetform.state")).unwrap();
    let lock = person.path("vetform.state/client-05.json.lock");
    let lock = std::fs::File::create(lock).unwrap();
    lock.lock().unwrap();
    let mut worker = person.starts(&format!("{APPLY} --claim"));
    let mut stderr = BufReader::new(worker.stderr.take().unwrap());
    let mut told = String::new();
    while !told.contains("waiting for workspaces that other workers have") {
        assert!(stderr.read_line(&mut told).unwrap() > 0, "it ended: {told}");
    }
    drop(lock);
    let worker: Outcome = worker.wait_with_output().unwrap().into();
    worker.exits(0).shows("12 workspaces: 12 ok");
    everything_once(&person);
}

#[test]
fn a_turn_whose_store_failed_is_not_over_and_is_taken_again() {
    // As often as one read is tried.
    const TRIES: usize = 5;
    let bucket = Bucket::new();
    let person = person("  state: s3://states/fleet\n").with_bucket(&bucket);
    bucket.fails("client-05.json", TRIES);
    let said = person
        .runs(&format!("{APPLY} --claim --format json"))
        .exits(0);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(report["workspaces"][5]["report"]["outcome"], "complete");
    everything_once(&person);

    bucket.fails("client-05.json", 2 * TRIES);
    let line = APPLY.replace("r1", "r2");
    let said = person.runs(&line).exits(1);
    said.tells("client-05: error: cannot read s3://states/fleet/client-05.json");
    // Its turn in the run was not over.
    person.does(&line);
}

#[test]
fn a_run_has_a_name_that_may_be_part_of_a_files() {
    let person = person("");
    for (line, words) in [
        ("apply --claim -w client-*", "--run"),
        ("apply --run a/b -w client-*", "letters, digits"),
        (
            "apply --run r1 -w client-01 --auto-approve",
            "`--run` is for a run in many workspaces",
        ),
    ] {
        person.runs(line).exits(3).tells(words);
    }
}

#[test]
fn a_worker_that_was_interrupted_leaves_the_report_to_the_others() {
    let slow = "  limits: { requestsPerSecond: 4 }\n";
    let person = apart(slow);
    person.edit("clients/00.yaml", slow, "");
    let line = format!("{APPLY} --claim --format json");
    let first = person.starts(&line);
    wait_until("the first turn is over", || {
        person.path("vetform.state/client-00.json.turn").exists()
    });
    send("TERM", &first);
    let first: Outcome = first.wait_with_output().unwrap().into();
    let said = person.runs(&line).exits(0);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    let workspaces = report["workspaces"].as_array().unwrap();
    assert_eq!(workspaces.len(), CLIENTS, "{first}");
    let is_complete = |one: &Value| one["report"]["outcome"] == "complete";
    assert!(workspaces.iter().all(is_complete), "{said}");
}

#[test]
fn a_turn_that_failed_here_and_that_another_worker_finished_is_told_as_finished() {
    let slow = "  limits: { requestsPerSecond: 4 }\n";
    let person = apart(slow);
    person.edit("clients/05.yaml", slow, "");
    std::fs::create_dir_all(person.path("vetform.state")).unwrap();
    let lock = person.path("vetform.state/client-05.json.lock");
    let lock = std::fs::File::create(lock).unwrap();
    lock.lock().unwrap();
    let line = format!("{APPLY} --format json");
    let mut first = person.starts(&line);
    let mut stderr = BufReader::new(first.stderr.take().unwrap());
    let mut told = String::new();
    while !told.contains("client-05: error: ") {
        assert!(stderr.read_line(&mut told).unwrap() > 0, "it ended: {told}");
    }
    drop(lock);
    person.does(&line.replace("client-*", "client-05*"));
    let first: Outcome = first.wait_with_output().unwrap().into();
    let report: Value = serde_json::from_str(&first.exits(0).stdout).unwrap();
    assert_eq!(report["workspaces"][5]["report"]["outcome"], "complete");
}

#[test]
fn workers_of_a_ci_share_no_state_that_only_one_of_them_sees() {
    let person = person("").with_env("CI", "true");
    let line = format!("{APPLY} --claim");
    let said = person.runs(&line).exits(3);
    said.tells("client-00: error: workspace client-00 keeps its state in a local file, and this is a CI job");
    assert_eq!(person.calls(), Vec::<String>::new());
    person.does(&format!("{line} --allow-local-state"));
    assert_eq!(person.writes().len(), CLIENTS * WRITES);
}
