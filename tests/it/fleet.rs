//! One run in many workspaces: `-w GLOB`, several `-w`, `--all-workspaces`, `--shard`; one report, and nobody waits for another.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc;

use serde_json::{Value, json};

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

fn person() -> Person {
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
fn document(said: &Outcome) -> Value {
    let document: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string("schema/fleet.schema.json").unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::validate(&schema, &document).unwrap();
    document
}

fn exits(document: &Value) -> Vec<(&str, u64)> {
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
    locked-out  error: the environment variable NO_SUCH_KEY is not set

    4 workspaces: 1 failed, 3 ok.
    ── stderr
    client-1: Applied: 1 done, 0 failed, 0 skipped
    client-2: Applied: 1 done, 0 failed, 0 skipped
    locked-out: error: the environment variable NO_SUCH_KEY is not set
    locked-out: help: nothing was sent; workspace locked-out gets the key of taptalent from there (`apiKey` in vetform.yaml)
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
      "message": "the environment variable NO_SUCH_KEY is not set",
      "help": "nothing was sent; workspace locked-out gets the key of taptalent from there (`apiKey` in vetform.yaml)",
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
fn one_that_is_named_by_a_pattern_has_a_report_of_many_and_one_by_its_name_has_its_own() {
    let person = person();
    let many = person.runs("plan -w client-[1] --format json").exits(0);
    assert_eq!(exits(&document(&many)), [("client-1", 0)]);
    let one: Value =
        serde_json::from_str(&person.runs("plan -w client-1 --format json").stdout).unwrap();
    assert_eq!(one["workspace"], "client-1");
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

#[test]
fn names_are_checked_before_anything_is_read() {
    let person = person();
    for (line, words) in [
        (
            "plan -w client-1 -w prodction",
            "there is no workspace `prodction`",
        ),
        ("plan -w x*", "no workspace matches `x*`"),
        ("plan -w [", "`[` is not a valid glob"),
        (
            "plan -w staging --all-workspaces",
            "`--all-workspaces` cannot be used with `--workspace`",
        ),
        (
            "plan --all-workspaces --out a.plan",
            "a saved plan is of one",
        ),
        (
            "apply a.plan --all-workspaces",
            "a.plan is the plan of one workspace",
        ),
        ("plan --shard 0/3", "write it as K/N"),
        (
            "results taptalent/Flow/a --all-workspaces",
            "this command works in one workspace",
        ),
        (
            "state list -w client-*",
            "this command works in one workspace",
        ),
    ] {
        let said = person.runs(line).exits(3);
        said.tells(words);
    }
    assert!(!person.path(".vetform").exists());
}

#[test]
fn the_variable_names_one_or_several_and_the_option_outweighs_it() {
    let person = person().with_env("VETFORM_WORKSPACE", "client-*");
    let names = |line: &str| {
        let said = person.runs(line);
        let document = document(&said);
        exits(&document)
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("plan --format json"), ["client-1", "client-2"]);
    assert_eq!(names("plan --format json -w stag*"), ["staging"]);
    assert_eq!(names("plan --format json --all-workspaces").len(), 4);
}

#[test]
fn the_parts_of_a_fleet_are_disjoint_and_together_all() {
    let person = person().with_env("NO_SUCH_KEY", "k");
    let list = |line: &str| {
        let listed: Value = serde_json::from_str(&person.runs(line).exits(0).stdout).unwrap();
        let names = listed["workspaces"].as_array().unwrap().iter();
        names
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let mut parts: Vec<String> = Vec::new();
    for part in 1..=3 {
        parts.extend(list(&format!("workspaces --format json --shard {part}/3")));
    }
    parts.sort();
    let mut all = list("workspaces --format json");
    all.sort();
    assert_eq!(parts, all);
    insta::assert_snapshot!(person.runs("workspaces"), @"
    exit 0
    ── stdout
    staging     sandbox  vetform.state/staging.json
    client-1    sandbox  vetform.state/client-1.json
    client-2    sandbox  vetform.state/client-2.json
    locked-out  taptalent  vetform.state/locked-out.json
    ");
    insta::assert_snapshot!(person.runs("workspaces --format github-matrix"), @r#"
    exit 0
    ── stdout
    {"workspace":["staging","client-1","client-2","locked-out"]}
    "#);
    insta::assert_snapshot!(person.runs("workspaces --format github-matrix --shards 3"), @r#"
    exit 0
    ── stdout
    {"shard":["2/3","3/3"]}
    "#);
    insta::assert_snapshot!(person.runs("workspaces --shards 3"), @"
    exit 3
    ── stderr
    error: `--shards` is for `--format github-matrix`
    help: `--shard K/N` lists the workspaces of one part
    ");
    let shard = person.runs("plan --format json --shard 1/200");
    assert_eq!(
        document(&shard.exits(0)),
        json!({ "formatVersion": 1, "workspaces": [] })
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

#[test]
fn an_interruption_ends_all_and_those_that_were_not_begun_are_named() {
    let (url, _tell) = silent();
    let slow = (0..20).map(|number| {
        format!(
            "  slow-{number:02}:\n    taptalent: {{ baseUrl: \"{url}\", apiKey: {{ env: SLOW_KEY }} }}\n    values: {{ brand: Acme }}\n"
        )
    });
    let head = "apiVersion: vetform/v1\nkind: Config\nworkspaces:\n";
    let config = format!("{head}{}", slow.collect::<String>());
    let person = person().with_env("SLOW_KEY", "k");
    person.write("vetform.yaml", &config);
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

#[test]
fn a_comment_names_the_worst_first_and_shows_what_somebody_has_to_read() {
    let person = person();
    person.does("apply -w client-1 --auto-approve");
    insta::assert_snapshot!(person.runs("plan --all-workspaces --format markdown --quiet"), @"
    exit 1
    ── stdout
    ## vetform plan: 4 workspaces: 1 failed, 3 ok.

    ### Workspaces

    - <b>locked-out</b>: <b>error</b>: the environment variable NO&#95;SUCH&#95;KEY is not set
    - <b>staging</b>: Ready: 1 to create
    - <b>client-2</b>: Ready: 1 to create
    - <b>client-1</b>: Nothing to do: 1 unchanged

    ### Details


    ### vetform plan locked-out failed

    <p><b>the environment variable NO&#95;SUCH&#95;KEY is not set</b></p>

    <p>What to do: nothing was sent; workspace locked-out gets the key of taptalent from there (&#96;apiKey&#96; in vetform.yaml)</p>

    <sub>Exit code 1; no changes are shown, because the plan could not be made.</sub>


    ## Plan for workspace staging

    <b>Ready</b>: 1 change to apply.

    | kind | create |
    | --- | ---: |
    | taptalent/Assessment | 1 |

    1 call:

    - 1 × <code>POST /assessment/audio-interviews</code>

    3 differences: 3 no record of a last apply.

    ### Changes

    <details>
    <summary><code>+ create</code> <code>taptalent/Assessment/voice</code>: 3 differences, 1 call</summary>

    - <code>+</code> <b>title</b> (<code>all.yaml:5:10</code>): Interview at Acme (staging)
    - <code>+</code> <b>hiringForRole</b> (<code>all.yaml:6:18</code>): Backend Engineer
    - <code>+</code> <b>purposeOfInterview</b> (<code>all.yaml:7:23</code>): See how the candidate finds causes.
    - → <code>POST /assessment/audio-interviews</code>

    </details>


    ## Plan for workspace client-2

    <b>Ready</b>: 1 change to apply.

    | kind | create |
    | --- | ---: |
    | taptalent/Assessment | 1 |

    1 call:

    - 1 × <code>POST /assessment/audio-interviews</code>

    3 differences: 3 no record of a last apply.

    ### Changes

    <details>
    <summary><code>+ create</code> <code>taptalent/Assessment/voice</code>: 3 differences, 1 call</summary>

    - <code>+</code> <b>title</b> (<code>all.yaml:5:10</code>): Interview at Acme
    - <code>+</code> <b>hiringForRole</b> (<code>all.yaml:6:18</code>): Backend Engineer
    - <code>+</code> <b>purposeOfInterview</b> (<code>all.yaml:7:23</code>): See how the candidate finds causes.
    - → <code>POST /assessment/audio-interviews</code>

    </details>
    ── stderr
    locked-out: error: the environment variable NO_SUCH_KEY is not set
    locked-out: help: nothing was sent; workspace locked-out gets the key of taptalent from there (`apiKey` in vetform.yaml)
    ");
}

#[test]
fn reports_for_code_hosts_have_each_workspace_and_each_finding_once() {
    let person = person();
    let sarif = person.runs("plan -w client-* --format sarif").exits(0);
    let log: Value = serde_json::from_str(&sarif.stdout).unwrap();
    let ids: Vec<&Value> = log["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| &run["automationDetails"]["id"])
        .collect();
    assert_eq!(ids, ["vetform/client-1/", "vetform/client-2/"]);
    let junit = person
        .runs("plan -w client-* -w locked-out --format junit")
        .exits(1);
    insta::assert_snapshot!(junit.stdout, @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="vetform plan">
      <testsuite name="vetform plan client-1" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="vetform plan client-1" name="taptalent/Assessment/voice" file="all.yaml"/>
      </testsuite>
      <testsuite name="vetform plan client-2" tests="1" failures="0" errors="0" skipped="0">
        <testcase classname="vetform plan client-2" name="taptalent/Assessment/voice" file="all.yaml"/>
      </testsuite>
      <testsuite name="vetform plan locked-out" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="vetform plan locked-out" name="vetform plan">
          <error type="run-failed" message="the environment variable NO_SUCH_KEY is not set">the environment variable NO_SUCH_KEY is not set&#10;  help: nothing was sent; workspace locked-out gets the key of taptalent from there (`apiKey` in vetform.yaml)&#10;</error>
        </testcase>
      </testsuite>
    </testsuites>
    "#);
    person.changes("hiringForRole: Backend", "hiringForRolle: Backend");
    let github = person.runs("plan -w client-* --format github").exits(3);
    insta::assert_snapshot!(github.stdout, @"
    ::error file=all.yaml,line=4,col=1,endLine=4,endColumn=4,title=missing-field::`spec` has no `hiringForRole`%0Ahelp: add `hiringForRole: …`: Role to hire for.
    ::error file=all.yaml,line=6,col=3,endLine=6,endColumn=16,title=unknown-field::`spec` has no field `hiringForRolle`%0Ahelp: did you mean `hiringForRole`?
    ");
    let gitlab = person.runs("plan -w client-* --format gitlab").exits(3);
    let findings: Value = serde_json::from_str(&gitlab.stdout).unwrap();
    assert_eq!(findings.as_array().unwrap().len(), 2, "{findings}");
}

#[test]
fn a_page_has_every_workspace_and_loads_nothing() {
    let person = person();
    person.does("plan -w client-* --format html=plan.html");
    let page = person.read("plan.html");
    assert!(page.contains("client-1</a>: Ready: 1 to create"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("src=\"http"));
}

#[test]
fn a_report_of_many_replaces_one_of_many_and_nothing_else() {
    let person = person();
    person.does("apply -w client-* --auto-approve --report report.json");
    person.does("apply -w client-* --auto-approve --report report.json");
    person.does("plan -w client-* --format json=plans.json");
    person.ends("apply -w client-* --auto-approve --report plans.json", 3);
}

#[test]
fn validate_takes_several() {
    let person = person();
    person.edit(
        "vetform.yaml",
        "  client-1:\n",
        "  client-1:\n    values: { brand: [a, b] }\n",
    );
    person.ends("validate -w client-2 -w staging", 0);
    let said = person.runs("validate -w client-*").exits(3);
    said.shows("client-1");
    person.ends("validate --all-workspaces", 3);
}

#[test]
fn a_shard_of_the_environment_counts_unless_it_is_empty_or_an_option_says_otherwise() {
    let mut person = person();
    let names = |person: &Person, line: &str| {
        let said = person.runs(line).exits(0);
        let listed: Value = serde_json::from_str(&said.stdout).unwrap();
        listed["workspaces"].as_array().unwrap().len()
    };
    person.set_env("VETFORM_SHARD", "");
    assert_eq!(names(&person, "workspaces --format json"), 4);
    person.does("plan -w client-1");
    person.set_env("VETFORM_SHARD", "1/200");
    assert_eq!(names(&person, "workspaces --format json"), 0);
    assert_eq!(names(&person, "workspaces --format json --shard 1/1"), 4);
    let matrix = person
        .runs("workspaces --shards 1 --format github-matrix")
        .exits(0);
    assert_eq!(matrix.stdout, "{\"shard\":[\"1/1\"]}\n");
    person.set_env("VETFORM_SHARD", "half");
    let said = person.runs("plan --all-workspaces").exits(3);
    said.tells("error: VETFORM_SHARD is not a part of the workspaces\nhelp: write it as K/N");
}
