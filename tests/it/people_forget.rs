//! `people find` and `people forget`, as somebody uses them who was asked to: afterwards nothing in the folder leads to the
//! person, and nobody mails them.

use std::fs;
use std::process::Stdio;

use camino::{Utf8Path, Utf8PathBuf};

use super::person::Person;

const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: By its cause. }]
---
",
    manifest!("screen-of-voice"),
    "---
",
    manifest!("sales-assessment"),
    "---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, from: cohort.csv }
---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec:
  interviewSet: sales
  sendInvite: true
  candidates:
    - { email: Alex@Example.com, firstname: Alex }
    - { email: sam@example.com, firstname: Sam }
",
);

const COHORT: &str =
    "email,firstName,lastName\nalex@example.com,Alex,Doe\nsam@example.com,Sam,Poe\n";

/// Everybody is invited, as the state and the logs know.
fn invited() -> Person {
    let person = Person::new().with_manifests(MANIFESTS).at_all_systems();
    person.write("cohort.csv", COHORT);
    person.authors_a_set("Sales Assessment");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 4);
    person
}

/// Every file of the project in which one of these stands, in whatever letters.
fn files_with(person: &Person, words: &[String]) -> Vec<Utf8PathBuf> {
    fn look(folder: &Utf8Path, words: &[String], found: &mut Vec<Utf8PathBuf>) {
        for entry in folder.read_dir_utf8().unwrap() {
            let path = entry.unwrap().into_path();
            if path.is_dir() {
                look(&path, words, found);
                continue;
            }
            let text = fs::read(&path).unwrap();
            let text = String::from_utf8_lossy(&text).to_lowercase();
            if words.iter().any(|word| text.contains(word)) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    look(&person.path(""), words, &mut found);
    found.sort();
    found
}

/// What leads to a person: the address, masked or not, the keyed fingerprint and the ids.
fn traces(person: &Person, address: &str) -> Vec<String> {
    let state: serde_json::Value =
        serde_json::from_str(&person.read("vetform.state/lab.json")).unwrap();
    let recorded: vetform::state::Recorded = serde_json::from_value(state).unwrap();
    let email = vetform::model::Email::parse(address).unwrap();
    let mut traces: Vec<String> = recorded
        .traces_of(&email)
        .iter()
        .flat_map(vetform::state::Trace::ids)
        .collect();
    // A number of one digit is anybody's.
    traces.retain(|id| id.len() >= 8);
    assert!(traces.len() >= 2, "{traces:?}");
    traces.push(recorded.print_of(&email).to_string());
    traces.push(address.to_owned());
    traces.push(email.to_string());
    traces.iter().map(|trace| trace.to_lowercase()).collect()
}

#[test]
fn somebody_is_found_wherever_they_are_and_what_was_not_searched_is_said() {
    let person = invited();
    fs::copy(
        person.path("vetform.state/lab.json"),
        person.path("vetform.state/lab.json.bak"),
    )
    .unwrap();
    person.write(
        "notes/call.txt",
        "spoke with alex@example.com, and malex@example.com\n",
    );
    insta::assert_snapshot!(person.runs("people find alex@EXAMPLE.com nobody@example.com"), @"
    exit 0
    ── stdout
    a…x@E….com:
      manifest    all.yaml:32:16
      list        cohort.csv:2:1
      file        notes/call.txt:1:12
      state       [project]/vetform.state/lab.json  taptalent/Roster/spring  entered
      state       [project]/vetform.state/lab.json  flowmingo/Roster/april  entered
      copy        [project]/vetform.state/lab.json.bak
    n…y@e….com: found nowhere
    ── stderr
    not searched: the systems; the history of git
    ");
    let json = person
        .runs("people find alex@example.com --format json")
        .exits(0);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let places = json["people"][0]["places"].as_array().unwrap();
    assert_eq!(places[0]["kind"], "manifest");
    assert_eq!(
        (&places[0]["line"], &places[0]["column"]),
        (&32.into(), &16.into())
    );
    assert!(!json.to_string().contains("alex"), "{json}");
}

#[test]
fn after_forget_nothing_leads_to_the_person_and_the_next_apply_mails_nobody() {
    let person = invited();
    let backup = person.path("vetform.state/lab.json.bak");
    fs::copy(person.path("vetform.state/lab.json"), &backup).unwrap();
    // As if a run had been killed: what it wrote down is still in its journal.
    let traces = traces(&person, "alex@example.com");
    let log = person.path(".vetform/log/earlier.jsonl");
    let line = format!(
        "{{\"path\":\"/submissions/{}\",\"failure\":\"{} is unknown\"}}\n",
        traces[1],
        traces.last().unwrap()
    );
    fs::write(&log, line).unwrap();
    assert!(files_with(&person, &traces).len() >= 5);

    insta::assert_snapshot!(person.runs("people forget alex@example.com --yes"), @"
    exit 0
    ── stderr
    forgot 1 person in workspace lab: removed from 2 places in the state, 1 line of logs, copies of the state ([project]/vetform.state/lab.json.bak); a mark in [project]/vetform.state/lab.json keeps them from being invited again
    warning: still in files that are yours to change:
      manifest    all.yaml:32:16
      list        cohort.csv:2:1
    what git has of the state, of manifests and of lists stays in its history; the systems keep what they have
    ");
    let left = files_with(&person, &traces);
    assert_eq!(left, [person.path("all.yaml"), person.path("cohort.csv")]);
    let cleaned = fs::read_to_string(&log).unwrap();
    assert_eq!(
        cleaned,
        "{\"path\":\"/submissions/[forgotten]\",\"failure\":\"[forgotten] is unknown\"}\n"
    );

    // Still listed everywhere, and mailed nowhere.
    insta::assert_snapshot!(person.runs("plan"), @"
    exit 0
    ── stdout
    i note taptalent/Roster/spring
        1 person was forgotten and will not be invited again; the list still has them [person-forgotten]

    i note flowmingo/Roster/april
        1 person was forgotten and will not be invited again; the list still has them [person-forgotten]

    Nothing to do in workspace lab: 5 resources are as declared.
    ");
    person.ends("plan --detailed-exitcode", 0);
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 4);
    // Nor where nothing is left of what is live.
    person.does("state rm taptalent/Roster/spring");
    person.does("state rm flowmingo/Roster/april");
    let more = MANIFESTS.replace("name: april", "name: may");
    person.write(
        "all.yaml",
        &more.replace("    - { email: sam@example.com, firstname: Sam }\n", ""),
    );
    let _ = person.runs("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 4);

    person.write(
        "all.yaml",
        &MANIFESTS.replace("    - { email: Alex@Example.com, firstname: Alex }\n", ""),
    );
    person.write(
        "cohort.csv",
        &COHORT.replace("alex@example.com,Alex,Doe\n", ""),
    );
    assert_eq!(files_with(&person, &traces), Vec::<Utf8PathBuf>::new());
    insta::assert_snapshot!(person.runs("people find alex@example.com"), @"
    exit 0
    ── stdout
    a…x@e….com: forgotten; not invited again
    ── stderr
    not searched: the systems; the history of git
    ");
    // Once more changes nothing.
    insta::assert_snapshot!(person.runs("people forget alex@example.com --yes"), @"
    exit 0
    ── stderr
    forgot 1 person in workspace lab: removed from 0 places in the state, 0 lines of logs; a mark in [project]/vetform.state/lab.json keeps them from being invited again
    what git has of the state, of manifests and of lists stays in its history; the systems keep what they have
    ");
}

#[test]
fn a_saved_plan_of_before_mails_nobody_who_was_forgotten_since() {
    let person = Person::new().with_manifests(MANIFESTS).at_all_systems();
    person.write("cohort.csv", COHORT);
    person.authors_a_set("Sales Assessment");
    person.does("apply --auto-approve");
    person.does("plan --out change.plan");
    person.does("people forget alex@example.com --yes");
    let _ = person.runs("apply change.plan --send-invites");
    let mails = person.live()["mails"].to_string();
    assert!(
        !mails.to_lowercase().contains("alex@example.com"),
        "{mails}"
    );
}

#[test]
fn who_was_never_known_can_be_marked_before_anything_is_applied() {
    let person = Person::new().with_manifests(MANIFESTS).at_all_systems();
    person.write("cohort.csv", COHORT);
    person.authors_a_set("Sales Assessment");
    person.does("people forget alex@example.com --yes");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 2);
    assert!(files_with(&person, &["alex".to_owned()]).len() == 2);
    // Until somebody takes the mark off.
    insta::assert_snapshot!(person.runs("people forget --undo alex@example.com --yes"), @"
    exit 0
    ── stderr
    removed the mark of 1 person: if a roster lists them, the next apply invites them
    ");
    person.does("apply --auto-approve --send-invites");
    assert_eq!(person.mails(), 4);
    insta::assert_snapshot!(person.runs("people forget --undo alex@example.com --yes"), @"
    exit 3
    ── stderr
    error: 1 person of these: no mark in [project]/vetform.state/lab.json; nothing was changed
    help: `vetform people find` tells who is forgotten
    ");
}

#[test]
fn without_a_terminal_consent_is_an_option_and_a_wrong_address_is_not_repeated() {
    let person = invited();
    let before = person.read("vetform.state/lab.json");
    insta::assert_snapshot!(person.runs("people forget alex@example.com"), @"
    exit 3
    ── stderr
    error: cannot ask for confirmation without a terminal, and `--yes` was not given
    help: nothing was changed; `vetform people find` shows what is known; with `--yes` it is removed, which cannot be undone
    ");
    insta::assert_snapshot!(person.runs("people forget --undo alex@example.com"), @"
    exit 3
    ── stderr
    error: cannot ask for confirmation without a terminal, and `--yes` was not given
    help: nothing was changed; with `--yes`, whoever is listed is invited again by the next apply
    ");
    insta::assert_snapshot!(person.runs("people forget alex@example.com alex(at)example.com --yes"), @"
    exit 3
    ── stderr
    error: argument 2 is not a valid e-mail address
    help: write only the address, with `@`, without a display name or spaces
    ");
    assert_eq!(person.read("vetform.state/lab.json"), before);
    person.write("../addresses.txt", "alex@example.com\n\nsam@example.com\n");
    let stdin = fs::File::open(person.neighbour("addresses.txt")).unwrap();
    let mut forget = person.command("people forget --yes -");
    let outcome = forget.stdin(Stdio::from(stdin)).output().unwrap();
    let said = String::from_utf8(outcome.stderr).unwrap();
    assert!(said.contains("forgot 2 people in workspace lab"), "{said}");
}

#[test]
fn an_older_state_is_read_and_nobody_in_it_is_forgotten() {
    let person = invited();
    let state = person.read("vetform.state/lab.json");
    assert!(!state.contains("forgottenPeople"), "{state}");
    person.does("people forget alex@example.com --yes");
    let state = person.read("vetform.state/lab.json");
    assert!(state.contains("forgottenPeople"), "{state}");
}

#[test]
fn another_workspace_is_another_state_and_is_told_of() {
    let person = invited();
    let text = person.read("vetform.yaml");
    let other = text.replace("  lab:\n", "  east:\n    sandbox: {}\n  lab:\n");
    let other = other.replace("workspaces:\n", "defaultWorkspace: lab\nworkspaces:\n");
    person.write("vetform.yaml", &other);
    person.does("people forget sam@example.com --yes -w east");
    let found = person.runs("people find sam@example.com -w east").exits(0);
    found.shows("s…m@e….com: forgotten, and not invited again; still in");
    found.shows(
        "other-state [project]/vetform.state/lab.json"
            .replace("[project]", person.path("").as_str().trim_end_matches('/'))
            .as_str(),
    );
    let again = person
        .runs("people forget sam@example.com --yes -w east")
        .exits(0);
    again.tells("also known to ");
    again.tells("other workspaces are as they were: lab");
}
