//! `vetform results`: who is in what, how far and with which score, of each of the three systems.

use serde_json::{Value, json};
use vetform::sandbox::{CandidateKeyChange, Options, Sandbox, Store, SubmissionChange};

use super::person::{Outcome, Person};

const CONFIG: &str = "\
apiVersion: vetform/v1
kind: Config
manifests: [all.yaml]
workspaces:
  lab: { sandbox: { store: lab.db, seed: seed.yaml } }
";

const SEED: &str = "\
taptalent:
  assessments:
    - title: Quiz
      hiringForRole: Engineer
      purposeOfInterview: Everything that a quiz is for.
      submissions:
        - { email: alex@example.com, firstName: Alex, lastName: Doe, score: 78.5, status: finished, evaluationStatus: completed }
        - { email: other@example.com, firstName: '=cmd()', lastName: other@example.com, score: 12 }
  flows:
    - flowName: Screen
      steps: [{ assessment: Quiz, passThreshold: 60 }]
      candidates:
        - { email: alex@example.com, firstName: Alex, status: COMPLETED }
        - { email: sam@example.com, firstName: Sam }
flowmingo:
  interviewSets: [{ title: Sales }]
  projects: [{ title: Backend, stages: [Applied, Final], jobPosts: [Engineer] }]
";

const MANIFESTS: &str = concat!(
    manifest!("quiz"),
    "\
---
apiVersion: taptalent/v1
kind: Assessment
metadata: { name: later }
spec: { title: Later, hiringForRole: Engineer, purposeOfInterview: Everything that comes later. }
---
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessment: quiz, passThreshold: 60 }] }
---
",
    manifest!("spring"),
    "  candidates: [{ email: Sam@example.com }, { email: new@example.com, firstName: Noa, lastName: New }]
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: quizzed }
spec:
  assessment: quiz
  candidates:
    - { email: alex@example.com, firstName: Alex, lastName: Doe }
    - { email: kim@example.com, firstName: Kim, lastName: Lee }
---
",
    manifest!("sales"),
    "---\n",
    manifest!("project"),
    "---\n",
    manifest!("april"),
    "  interviewSet: sales
  project: backend
  sendInvite: false
  candidates: [{ email: ada@example.com, firstname: Ada, lastname: L }, { email: bob@example.com }]
---
apiVersion: promptster/v1
kind: Assessment
metadata: { name: task }
spec: { title: Task, role: Engineer, taskBrief: Build something that receives webhooks. }
---
",
    manifest!("keys-of-task"),
    "  candidates: [{ email: alex@example.com, name: Alex Doe }]
",
);

/// Every address of a person above, up to its domain.
const PEOPLE: [&str; 7] = ["alex@", "other@", "sam@", "new@", "kim@", "ada@", "bob@"];

fn person() -> Person {
    let person = Person::new().with_manifests(MANIFESTS);
    person.write("vetform.yaml", CONFIG);
    person.write("seed.yaml", SEED);
    person
}

/// After an apply of everything, mail and all.
fn applied() -> Person {
    let person = person();
    person.does("apply --auto-approve --send-invites");
    person
}

/// Lets something happen in the product while no run is at work.
fn meanwhile(person: &Person, happens: impl FnOnce(&Sandbox)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::File(person.path("lab.db"));
        let options = Options {
            store,
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        happens(&sandbox);
        sandbox.stop().await;
    });
}

#[track_caller]
fn document(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap()
}

fn table(person: &Person, of: &str) -> String {
    person.runs(&format!("results {of}")).exits(0).stdout
}

#[test]
fn a_table_shows_whom_an_assessment_has_and_masks_them() {
    let person = person();
    insta::assert_snapshot!(table(&person, "taptalent/Assessment/quiz"), @"
    taptalent/Assessment/quiz ([id]): 2 candidates

    CANDIDATE   NAME           STATUS    EVALUATION  SCORE  SUBMITTED  ID
    a…x@e….com  A… D…          finished  completed    78.5  [time]  [uuid]
    o…r@e….com  =… o…r@e….com  finished  completed      12  [time]  [uuid]
    ");
    insta::assert_snapshot!(table(&person, "taptalent/Flow/screen"), @"
    taptalent/Flow/screen ([id]): 2 candidates

    CANDIDATE   NAME  STATUS       PROGRESS    ID
    a…x@e….com  A…    COMPLETED    0 attempts  1
    s…m@e….com  S…    NOT_STARTED  0 attempts  2
    ");
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let person = person();
    let outcome = person.runs("results taptalent/Assessment/quiz --format csv");
    insta::assert_snapshot!(outcome, @"
    exit 0
    ── stdout
    id,email,name,status,evaluationStatus,progress,stage,score,aiScore,createdAt,startedAt,submittedAt,expiresAt,session,costUsd,listed
    [uuid],a…x@e….com,A… D…,finished,completed,,,78.5,,,,[time],,,,true
    [uuid],o…r@e….com,'=… o…r@e….com,finished,completed,,,12,,,,[time],,,,true
    ");
}

#[test]
fn a_script_gets_numbers_and_iso_times() {
    let outcome = person().runs("results taptalent/Assessment/quiz --format json");
    let document = document(&outcome);
    assert_eq!(document["formatVersion"], 1);
    assert_eq!(document["candidates"][0]["score"], 78.5);
    assert_eq!(document["candidates"][0]["email"], "a…x@e….com");
    let submitted = document["candidates"][0]["submittedAt"].as_str().unwrap();
    assert!(submitted.parse::<jiff::Timestamp>().is_ok(), "{submitted}");
}

#[test]
fn nobody_is_shown_in_clear_where_no_terminal_is() {
    let person = applied();
    for address in [
        "taptalent/Assessment/quiz",
        "taptalent/Flow/screen",
        "taptalent/Roster/spring",
        "taptalent/Roster/quizzed",
        "flowmingo/InterviewSet/sales",
        "flowmingo/Project/backend",
        "flowmingo/Roster/april",
        "promptster/Assessment/task",
        "promptster/Roster/keys",
    ] {
        for format in ["table", "json", "csv"] {
            let line = format!("results {address} --format {format} --show-candidates -vv");
            let outcome = person.runs(&line).exits(0);
            let all = format!("{outcome}").to_lowercase();
            assert!(!PEOPLE.iter().any(|who| all.contains(who)), "{all}");
            assert!(!all.contains("pst-"), "{all}");
            assert!(all.contains("stdout is not a terminal"), "{all}");
            assert!(!outcome.stdout.is_empty());
        }
    }
}

#[test]
fn a_flow_is_filtered_by_the_system_and_the_rest_here() {
    let person = person();
    let ids = |line: &str| {
        let document = document(&person.runs(line).exits(0));
        let rows = document["candidates"].as_array().unwrap().clone();
        let emails = rows.iter().map(|row| row["email"].as_str().unwrap());
        emails.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        ids("results taptalent/Flow/screen --format json --status not-started"),
        ["s…m@e….com"]
    );
    assert_eq!(
        ids("results taptalent/Assessment/quiz --format json --status FINISHED"),
        ["a…x@e….com", "o…r@e….com"]
    );
    assert!(ids("results taptalent/Assessment/quiz --format json --status lost").is_empty());
    insta::assert_snapshot!(person.runs("results taptalent/Flow/screen --status DONE"), @"
    exit 3
    ── stderr
    error: a flow's candidates have no status `DONE`
    help: give one of NOT_STARTED, IN_PROGRESS, COMPLETED, FAILED
    ");
}

#[test]
fn a_roster_shows_its_people_and_who_is_not_there_yet() {
    let person = person();
    insta::assert_snapshot!(table(&person, "taptalent/Roster/spring"), @"
    taptalent/Roster/spring (1): 2 candidates

    CANDIDATE   NAME   STATUS       PROGRESS    ID
    s…m@e….com  S…     NOT_STARTED  0 attempts  2
    n…w@e….com  N… N…  not started
    ");
    person.does("apply --auto-approve --send-invites");
    insta::assert_snapshot!(table(&person, "taptalent/Roster/spring"), @"
    taptalent/Roster/spring (1): 2 candidates

    CANDIDATE   NAME   STATUS       PROGRESS    ID
    s…m@e….com  S…     NOT_STARTED  0 attempts  2
    n…w@e….com  N… N…  NOT_STARTED  0 attempts  3
    ");
    // The column is as wide as a time, whose fraction has as many digits as it likes.
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("invited {2,}", "invited  ");
    settings.bind(|| {
        insta::assert_snapshot!(table(&person, "taptalent/Roster/quizzed"), @"
        taptalent/Roster/quizzed ([id]): 2 candidates

        CANDIDATE   NAME   STATUS    EVALUATION  SCORE  SUBMITTED  ID
        a…x@e….com  A… D…  finished  completed    78.5  [time]  [uuid]
        k…m@e….com  K… L…  invited  [uuid]
        ");
    });
}

#[test]
fn a_flowmingo_score_is_a_number_and_whom_we_invited_has_a_name() {
    let person = applied();
    meanwhile(&person, |sandbox| {
        let state = sandbox.web_app().state().unwrap();
        let of = &state["flowmingo"]["submissions"][0]["id"];
        let change = SubmissionChange {
            overall_score: Some("8.50".into()),
            submission_at: Some(1_782_531_392_849),
            ..SubmissionChange::default()
        };
        let app = sandbox.web_app().flowmingo();
        app.set_submission(of.as_str().unwrap(), &change).unwrap();
    });
    for address in ["flowmingo/InterviewSet/sales", "flowmingo/Roster/april"] {
        let document = document(
            &person
                .runs(&format!("results {address} --format json"))
                .exits(0),
        );
        let first = &document["candidates"][0];
        assert_eq!(first["score"], 8.5, "{document:#}");
        assert_eq!(first["submittedAt"], "2026-06-27T03:36:32.849Z");
        assert_eq!(first["status"], "submitted");
        assert_eq!(document["candidates"][1]["status"], "not submitted");
        assert!(!first["name"].is_null() || !document["candidates"][1]["name"].is_null());
    }
    let document = document(
        &person
            .runs("results flowmingo/Project/backend --format json")
            .exits(0),
    );
    assert_eq!(document["candidates"].as_array().unwrap().len(), 2);
}

#[test]
fn a_candidate_key_is_shown_by_its_id_and_never_by_itself() {
    let person = applied();
    let mut secret = String::new();
    meanwhile(&person, |sandbox| {
        let state = sandbox.web_app().state().unwrap();
        let key = &state["promptster"]["keys"][0];
        secret = key["key"].as_str().unwrap().to_owned();
        let change = json!({"status": "completed", "completedAt": 1_782_531_392_849_i64, "totalCostUsd": 1.25});
        let change: CandidateKeyChange = serde_json::from_value(change).unwrap();
        let app = sandbox.web_app().promptster();
        app.set_candidate_key(key["id"].as_str().unwrap(), &change)
            .unwrap();
    });
    assert!(secret.starts_with("PST-"), "{secret}");
    for address in ["promptster/Assessment/task", "promptster/Roster/keys"] {
        let outcome = person
            .runs(&format!("results {address} --format json"))
            .exits(0);
        assert!(!outcome.stdout.contains(&secret));
        let first = document(&outcome)["candidates"][0].clone();
        assert_eq!(first["status"], "completed");
        assert_eq!(first["costUsd"], 1.25);
        assert_eq!(first["submittedAt"], "2026-06-27T03:36:32.849Z");
        assert_eq!(first["name"], "A… D…");
    }
}

#[test]
fn what_is_not_there_is_told_with_the_way_on() {
    let person = person();
    for (of, object) in [
        ("taptalent/Assessment/later", "taptalent/Assessment/later"),
        ("promptster/Roster/keys", "promptster/Assessment/task"),
    ] {
        let told = person.runs(&format!("results {of}")).exits(1);
        let words = format!(
            "error: {object} is not live yet, so nobody can be in it\nhelp: `vetform apply --target {object}` creates \
             it; `vetform plan` says if anything is blocked\n"
        );
        assert_eq!(told.stderr, words, "{of}");
    }
    insta::assert_snapshot!(person.runs("results promptster/Branding/org"), @"
    exit 3
    ── stderr
    error: promptster/Branding/org has no results, because it has no people
    help: name an assessment, flow, interview set, project or roster
    ");
}

#[test]
fn what_blocks_a_plan_hides_nobody() {
    let person = applied();
    let before = person.runs("results taptalent/Flow/screen").exits(0);
    person.changes(
        "{ assessment: quiz, passThreshold: 60 }",
        "{ assessment: later, passThreshold: 60 }",
    );
    person.ends("plan", 4);
    assert_eq!(person.runs("results taptalent/Flow/screen"), before);
    person.does("results taptalent/Roster/spring");
}

#[test]
fn results_are_read_without_planning_and_without_writing() {
    let person = Person::new().at_a_system().with_manifests(
        "apiVersion: taptalent/v1\nkind: Assessment\nmetadata: { name: quiz }\nspec:\n  title: Quiz\n  \
         hiringForRole: Engineer\n  purposeOfInterview: Everything that a quiz is for.\n",
    );
    person.does("apply --auto-approve");
    let before = person.files();
    person.calls();
    person.does("results taptalent/Assessment/quiz");
    let calls = person.calls();
    assert!(
        calls.iter().all(|call| call.starts_with("GET ")),
        "{calls:?}"
    );
    assert!(
        calls.iter().any(|call| call.contains("/candidates")),
        "{calls:?}"
    );
    assert_eq!(person.files(), before);
}
