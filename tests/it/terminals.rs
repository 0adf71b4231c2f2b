//! The program at a terminal: what it asks, what moves while it works, and how it leaves the screen.

use std::fs::File;
use std::process::Command;

use vetform::sandbox::{Fault, FaultRule};

use super::binary::{applied, planned};
use super::fault_rules::{on_path, throttled};
use super::person::{Person, wait_until};
use super::terminal::{END_OF_INPUT, Ended, INTERRUPT, Terminal};

pub(super) const QUESTION: &str = "Apply this to workspace lab? Type `yes` to continue:";

pub(super) fn at_a_terminal(person: &Person, line: &str) -> Command {
    let mut command = person.command(line);
    if !command.get_envs().any(|(name, _)| name == "TERM") {
        command.env("TERM", "xterm-256color");
    }
    command
}

/// The person's terminal, with the question on it.
pub(super) fn asked(person: &Person) -> Terminal {
    let mut terminal = Terminal::running(at_a_terminal(person, "apply"));
    terminal.shows(QUESTION);
    terminal
}

/// Requests to this path are carried out at once, and answered late.
pub(super) fn slow(path: &str, millis: u64) -> FaultRule {
    on_path(path, Fault::Hang { millis })
}

/// Writes to this path are carried out at once, and answered late.
pub(super) fn slow_write(path: &str, millis: u64) -> FaultRule {
    let mut rule = slow(path, millis);
    rule.when.writes_only = true;
    rule
}

pub(super) fn busy_with_a_write(person: &Person) {
    wait_until("a write is in flight", || {
        let received = person.system().received();
        received
            .iter()
            .any(|call| call.method != "GET" && call.fault.is_some())
    });
}

/// What is on the screen, with a word for the plan that stands there.
pub(super) fn but_for_the_plan(ended: &Ended, plan: &str) -> String {
    let screen = ended.to_string();
    let (before, after) = screen.split_once(plan).unwrap_or_else(|| panic!("{ended}"));
    format!("{before}[the plan]\n{after}")
}

#[test]
fn a_yes_applies_what_was_shown() {
    let person = planned();
    let plan = person.runs("plan").exits(0).stdout;
    let terminal = asked(&person);
    assert_eq!(person.writes(), Vec::<String>::new());
    terminal.types("yes\n");
    let ended = terminal.ends().exits(0);
    insta::assert_snapshot!(but_for_the_plan(&ended, &plan), @"
    exit 0
    [the plan]
    Apply this to workspace lab? Type `yes` to continue: yes
    every call is logged in [project]/.vetform/log/[run].jsonl
      create taptalent/Assessment/backend (2 calls) …
      create taptalent/Flow/screen (1 call) …
    ✓ created taptalent/Assessment/backend ([id]) 2 calls
    ✓ created taptalent/Flow/screen ([id]) 1 call
    Applied: 2 done, 0 failed, 0 skipped; read back and as declared.
    ");
    assert_eq!(person.writes().len(), 3);
}

#[test]
fn everything_but_a_yes_sends_nothing_and_frees_the_lock() {
    let person = planned();
    for answer in ["no\n", "y\n", "YES\n", "\n", END_OF_INPUT, INTERRUPT] {
        let terminal = asked(&person);
        terminal.types(answer);
        let ended = terminal.ends().exits(1);
        let last = ended.screen.lines().last().unwrap();
        assert!(last.ends_with("nothing was applied"), "{answer:?}: {ended}");
        assert!(ended.screen.contains(QUESTION), "{answer:?}: {ended}");
    }
    assert_eq!(person.writes(), Vec::<String>::new());
    person.does("apply --auto-approve");
}

#[test]
fn what_is_read_is_counted_while_it_is_read() {
    let person = planned();
    person.play(&[slow("/assessment-flows", 900)]);
    let mut terminal = Terminal::running(at_a_terminal(&person, "plan"));
    terminal.shows("reading what is live");
    terminal.shows("reading what is live: 1 answer, ");
    terminal.shows(" a second");
    let ended = terminal.ends().exits(0);
    assert!(
        ended
            .screen
            .contains("Plan for workspace lab: 2 to create."),
        "{ended}"
    );
}

#[test]
fn a_pause_that_a_system_asks_for_is_counted_down() {
    let person = planned();
    let mut rule = slow("/assessment-flows", 0);
    rule.when.times = Some(1);
    rule.fault = throttled(2);
    person.play(&[rule]);
    let mut terminal = Terminal::running(at_a_terminal(&person, "plan"));
    terminal.shows("the system asks to slow down: 2 s");
    terminal.shows("the system asks to slow down: 1 s");
    let ended = terminal.ends().exits(0);
    assert!(!ended.sent.contains("going on in"), "{ended}");
}

#[test]
fn an_apply_shows_how_many_changes_are_done_how_fast_and_how_long_the_rest_takes() {
    let person = planned();
    person.play(&[slow_write("/assessment-flows", 900)]);
    let mut terminal = asked(&person);
    terminal.types("yes\n");
    terminal.shows("0 of 2 changes");
    terminal.shows("1 of 2 changes, ");
    terminal.shows(" a second, ");
    terminal.shows(" s left");
    let _ = terminal.ends().exits(0);
}

#[test]
fn results_that_go_elsewhere_are_plain_and_bars_stay_on_the_terminal() {
    let person = planned();
    person.play(&[slow("/assessment-flows", 300)]);
    let path = person.neighbour("plan.txt");
    let into = || File::create(&path).unwrap();
    let mut terminal = Terminal::running_into(into(), at_a_terminal(&person, "plan"));
    terminal.shows("reading what is live");
    let ended = terminal.ends().exits(0);
    assert_eq!(ended.screen, "");
    let plain = person.runs("plan").exits(0).stdout;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), plain);

    let quiet = at_a_terminal(&person, "apply --auto-approve -q");
    let ended = Terminal::running_into(into(), quiet).ends().exits(0);
    assert_eq!(ended.sent, "");
}

#[test]
fn a_ci_that_calls_itself_a_terminal_gets_lines() {
    let person = planned().with_env("CI", "true").with_env("NO_COLOR", "1");
    person.play(&[slow("/assessment-flows", 300)]);
    let command = at_a_terminal(&person, "apply --auto-approve");
    let ended = Terminal::running(command).ends().exits(0);
    assert!(!ended.sent.contains('\u{1b}'), "{ended}");
    assert!(
        ended
            .screen
            .contains("  create taptalent/Flow/screen (1 call) …"),
        "{ended}"
    );
}

#[test]
fn where_there_is_no_terminal_a_long_reading_says_a_line_now_and_then() {
    let person = planned();
    person.play(&[slow("/assessment-flows", 5_100)]);
    let outcome = person.runs("plan").exits(0);
    // Every snapshot leaves this line out.
    let said = outcome.stderr.trim_end();
    assert_eq!(said, "reading what is live: 2 answers in 5 s so far");
}

#[test]
fn a_dumb_terminal_is_asked_without_anything_that_steers_it() {
    let person = planned()
        .with_env("TERM", "dumb")
        .with_env("TERM_PROGRAM", "WezTerm");
    let terminal = asked(&person);
    terminal.types("yes\n");
    let ended = terminal.ends().exits(0);
    assert!(!ended.sent.contains('\u{1b}'), "{:?}", ended.sent);
}

#[test]
fn without_colour_the_question_and_the_bars_remain() {
    let person = planned().with_env("NO_COLOR", "1");
    person.play(&[slow_write("/assessment-flows", 400)]);
    let mut terminal = asked(&person);
    terminal.types("yes\n");
    terminal.shows("1 of 2 changes");
    let ended = terminal.ends().exits(0);
    assert_eq!(colours(&ended), Vec::<&str>::new());
    let colourful = Terminal::running(at_a_terminal(&applied(), "plan")).ends();
    assert_ne!(colours(&colourful.exits(0)), Vec::<&str>::new());
}

/// What sets colours and weights in what was sent.
fn colours(ended: &Ended) -> Vec<&str> {
    let sequences = ended.sent.split("\u{1b}[").skip(1);
    let is_style = |text: &&str| {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        rest.starts_with('m')
    };
    sequences.filter(is_style).collect()
}

#[test]
fn a_narrow_terminal_and_one_that_changes_are_left_clean() {
    let person = planned();
    person.play(&[slow_write("/assessment-flows", 900)]);
    let command = at_a_terminal(&person, "apply");
    let mut terminal = Terminal::with_columns(40, command.into());
    terminal.shows("Type `yes` to continue:");
    terminal.types("yes\n");
    terminal.shows("1 of 2 changes");
    terminal.resize(80);
    terminal.shows("1 of 2 changes");
    terminal.resize(40);
    let ended = terminal.ends().exits(0).to_string();
    let (_, report) = ended.split_once("(1 call)\n…\n").unwrap();
    insta::assert_snapshot!(report, @"
    ✓ created taptalent/Assessment/backend ([id]) 2 calls
    ✓ created taptalent/Flow/screen ([id]) 1 call
    Applied: 2 done, 0 failed, 0 skipped; read back and as declared.
    ");
}

#[test]
fn init_asks_and_takes_what_is_typed_or_the_usual() {
    let person = Person::new();
    let mut terminal = Terminal::running(at_a_terminal(&person, "init"));
    terminal.shows("A new project, or `adopt` what is live already [new]:");
    terminal.types("\n");
    terminal.shows("Folder of the project [.]:");
    terminal.types("hiring\n");
    terminal.shows("Systems [taptalent, flowmingo, promptster]:");
    terminal.types("taptalent\n");
    insta::assert_snapshot!(terminal.ends().exits(0), @"
    exit 0
    A new project, or `adopt` what is live already [new]:
    Folder of the project [.]: hiring
    Systems [taptalent, flowmingo, promptster]: taptalent
    hiring/vetform.yaml
    hiring/.gitignore
    hiring/.github/workflows/vetform.yml
    hiring/sandbox-seed.yaml
    hiring/assessments/first-interview.yaml
    hiring/questions/last-incident.yaml
    hiring/jobs/backend-engineer.yaml
    hiring/flows/engineering-screen.yaml
    hiring/rosters/spring-cohort.yaml
    next: `vetform -C hiring validate`, `vetform -C hiring plan`, `vetform -C hiring apply`; all in the embedded sandbox
    GitHub reads workflows only at the root of a repository: move .github there if this is not the root
    ");

    let mut terminal = Terminal::running(at_a_terminal(&person, "init"));
    terminal.shows("A new project, or `adopt` what is live already [new]:");
    terminal.types("\n");
    terminal.shows("Folder of the project [.]:");
    terminal.types("\n");
    terminal.shows("Systems [");
    terminal.types("\n");
    let _ = terminal.ends().exits(0);
    for folder in ["assessments", "flowmingo", "promptster"] {
        assert!(person.path(folder).is_dir(), "{folder}");
    }
}

/// A shell that starts the tests in its background has them, and all that they start, ignore Ctrl-C.
fn interrupts_are_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 0b10 != 0)
}

#[test]
fn init_without_an_answer_writes_nothing() {
    let person = Person::new();
    let mut terminal = Terminal::running(at_a_terminal(&person, "init"));
    terminal.shows("A new project, or `adopt` what is live already [new]:");
    terminal.types("\n");
    terminal.shows("Folder of the project [.]:");
    terminal.types(END_OF_INPUT);
    insta::assert_snapshot!(terminal.ends().exits(3), @"
    exit 3
    A new project, or `adopt` what is live already [new]:
    Folder of the project [.]:
    error: no response; nothing was written
    ");
    if interrupts_are_ignored() {
        return;
    }
    let mut terminal = Terminal::running(at_a_terminal(&person, "init"));
    terminal.shows("A new project, or `adopt` what is live already [new]:");
    terminal.types("\n");
    terminal.shows("Folder of the project [.]:");
    terminal.types("hiring\n");
    terminal.shows("Systems [");
    terminal.types(INTERRUPT);
    let ended = terminal.ends();
    assert_eq!((ended.code, ended.signal), (None, Some(2)), "{ended}");
    assert!(person.files().is_empty());
}

#[test]
fn ids_lead_to_their_pages_where_the_terminal_knows_links() {
    let person = applied();
    let edit = |from: &str, to: &str| person.changes(from, to);
    edit("title: Backend interview", "title: Backend talk");
    let link = "\u{1b}]8;;https://talent.taptalent.io/apps/start-quiz?testId=";
    for (name, value, knows) in [
        ("TERM_PROGRAM", "WezTerm", true),
        ("VTE_VERSION", "7600", true),
        ("TERM", "xterm-256color", false),
        ("TERM", "dumb", false),
    ] {
        let mut command = at_a_terminal(&person, "plan");
        command.env(name, value);
        let ended = Terminal::running(command).ends().exits(0);
        assert_eq!(ended.sent.contains(link), knows, "{name}={value}: {ended}");
    }
    let plain = person.runs("plan").exits(0);
    assert!(!plain.stdout.contains('\u{1b}'), "{plain}");

    let mut command = at_a_terminal(&person, "apply --auto-approve");
    command.env("TERM_PROGRAM", "WezTerm");
    let ended = Terminal::running(command).ends().exits(0);
    let (_, report) = ended.sent.split_once("✓ updated").unwrap();
    assert!(report.contains(link), "{ended}");
}

#[test]
fn whoever_says_that_nobody_was_mailed_is_asked_since_somebody_could_get_a_second_mail() {
    let person = people_in_doubt();
    let line = "state settle flowmingo/Roster/april alex@example.com --not-sent";
    let mut terminal = Terminal::running(at_a_terminal(&person, line));
    terminal
        .shows("anyone already mailed gets a second mail. Are you sure that they were not mailed?");
    terminal.types("no\n");
    let ended = terminal.ends().exits(1);
    assert!(ended.screen.ends_with("nothing was changed"), "{ended}");
    let mut terminal = Terminal::running(at_a_terminal(&person, line));
    terminal.shows("Are you sure that they were not mailed?");
    terminal.types("yes\n");
    let _ = terminal.ends().exits(0);
}

#[test]
fn whoever_has_somebody_forgotten_is_asked() {
    let person = people_in_doubt();
    let line = "people forget alex@example.com";
    let mut terminal = Terminal::running(at_a_terminal(&person, line));
    terminal.shows(
        "never invites them again. This cannot be undone. Forget them? Type `yes` to continue:",
    );
    terminal.types("y\n");
    let ended = terminal.ends().exits(1);
    assert!(ended.screen.ends_with("nothing was changed"), "{ended}");
    let mut terminal = Terminal::running(at_a_terminal(&person, line));
    terminal.shows("Forget them?");
    terminal.types("yes\n");
    let ended = terminal.ends().exits(0);
    let told =
        "whether somebody of flowmingo/Roster/april was mailed was in doubt; it counts as sent";
    assert!(ended.screen.contains(told), "{ended}");
}

/// Two people of a roster, and nobody knows whether they were mailed.
fn people_in_doubt() -> Person {
    let person = Person::new()
        .with_manifests(concat!(
            manifest!("sales-assessment"),
            "---
apiVersion: flowmingo/v1
kind: Roster
metadata: { name: april }
spec: { interviewSet: sales, sendInvite: true, candidates: [{ email: alex@example.com }, { email: sam@example.com }] }
"
        ))
        .at_all_systems();
    person.authors_a_set("Sales Assessment");
    person.play(&[on_path("/invite", Fault::DropAfterCommit)]);
    person.ends("apply --auto-approve --send-invites", 1);
    person
}
