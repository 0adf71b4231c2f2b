//! Files with people: what is accepted, what is refused, and that nobody's address is shown.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::world::World;
use crate::model::{Person, PersonSource};

pub(super) const FLOW: &str = "\
apiVersion: taptalent/v1
kind: Flow
metadata: { name: screen }
spec: { flowName: Screen, steps: [{ assessmentId: 7, passThreshold: 60 }] }
";

pub(super) const ROSTER: &str = "\
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec:
  flow: screen
  from: cohort.csv
";

pub(super) fn world(roster: &str, cohort: impl AsRef<[u8]>) -> World {
    World::new()
        .file("flow.yaml", FLOW)
        .file("roster.yaml", roster)
        .file("cohort.csv", cohort)
}

/// What a person reads; no address may be in it.
pub(super) fn say(world: &World) -> String {
    let text = world.say();
    assert!(!text.contains("example.com"), "{text}");
    text
}

pub(super) fn say_of(cohort: &str) -> String {
    say(&world(ROSTER, cohort))
}

pub(super) fn people_of(cohort: impl AsRef<[u8]>) -> Vec<(String, Option<String>, u64)> {
    let loaded = world(ROSTER, cohort).load();
    assert_eq!(loaded.problems, []);
    let desired = loaded.desired.unwrap();
    let people = desired.taptalent.rosters[0].spec.candidates.iter();
    people
        .map(|person| {
            let PersonSource::Row { line, .. } = person.source() else {
                panic!("{person:?}")
            };
            let email = person.email().reveal().to_owned();
            (email, person.last_name.clone(), *line)
        })
        .collect()
}

#[test]
fn what_spreadsheets_write_is_read() {
    let cohort = "\u{feff}lastName, email ,,firstName\r\n\r\n\"Doe, \"\"A\"\"\", a@example.com ,,A\r\n  \r\n,,,\r\n\"\",b@example.com,,\r\nRoe,c@example.com,,C,,\r\n";
    assert_eq!(
        people_of(cohort),
        [
            ("a@example.com".into(), Some("Doe, \"A\"".into()), 3),
            ("b@example.com".into(), None, 6),
            ("c@example.com".into(), Some("Roe".into()), 7),
        ]
    );
    assert_eq!(people_of("email\na@example.com").len(), 1);
    assert_eq!(people_of("email,firstName\n"), []);
}

#[test]
fn one_person_twice_is_shown_in_both_places() {
    let roster = ROSTER.replace(
        "from:",
        "candidates:\n    - { email: A@example.com }\n    - { email: b@example.com }\n    - email: B@Example.com\n  from:",
    );
    let cohort = "email,firstName\nc@example.com,C\na@EXAMPLE.com,A\nC@example.com,C\n";
    insta::assert_snapshot!(world(&roster, cohort).say().replace("EXAMPLE", "example"), @"
    error[duplicate-person]: a…@E….com is listed twice in this roster
     --> cohort.csv:3:1
      |
    2 | *************,*
    3 | *************,*
      | ^^^^^^^^^^^^^
    4 | *************,*
      |
     ::: roster.yaml:7:16
      |
    6 |   candidates:
    7 |     - { email: ************* }
      |                ------------- the first
    8 |     - { email: ************* }
      |
      = help: remove one of the two; case does not distinguish people

    error[duplicate-person]: C…@e….com is listed twice in this roster
     --> cohort.csv:4:1
      |
    1 | email,firstName
    2 | *************,*
      | ------------- the first
    3 | *************,*
    4 | *************,*
      | ^^^^^^^^^^^^^
      |
      = help: remove one of the two; case does not distinguish people

    error[duplicate-person]: B…@E….com is listed twice in this roster
      --> roster.yaml:9:14
       |
     7 |     - { email: ************* }
     8 |     - { email: ************* }
       |                ------------- the first
     9 |     - email: *************
       |              ^^^^^^^^^^^^^
    10 |   from: cohort.csv
       |
       = help: remove one of the two; case does not distinguish people
    ");
    say(&world(&roster, cohort));
}

#[test]
fn one_person_in_two_rosters_of_one_flow_is_a_warning() {
    let other = ROSTER
        .replace("spring", "summer")
        .replace("from: cohort.csv", "candidates: [{ email: A@example.com }]");
    let world = world(ROSTER, "email\na@example.com\n").file("summer.yaml", other);
    insta::assert_snapshot!(say(&world), @"
    warning[duplicate-person]: A…@e….com is also in the roster `spring` of the same Flow `screen`
     --> summer.yaml:6:25
      |
    5 |   flow: screen
    6 |   candidates: [{ email: ************* }]
      |                         ^^^^^^^^^^^^^
      |
     ::: cohort.csv:2:1
      |
    1 | email
    2 | *************
      | ------------- the other one
      |
      = help: remove the person from one of the two
    ");
    assert!(world.load().desired.is_some());
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_named() {
    let roster = |from: &str| ROSTER.replace("cohort.csv", from);
    insta::assert_snapshot!(say(&world(&roster("cohrt.csv"), "")), @"
    error[unreadable]: cannot read cohrt.csv: No such file or directory (os error 2)
     --> roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: cohrt.csv
      |         ^^^^^^^^^
      |
      = help: the path is relative to the folder of the manifest
    ");
    insta::assert_snapshot!(say(&world(&roster("../cohort.csv"), "")), @"
    error[unreadable]: `from` leads out of the project
     --> roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: ../cohort.csv
      |         ^^^^^^^^^^^^^
      |
      = help: a plan reads only files of the project: move the file into it
    ");
    insta::assert_snapshot!(say(&world(&roster("flow.yaml"), "")), @"
    error[unreadable]: flow.yaml is a manifest
     --> roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: flow.yaml
      |         ^^^^^^^^^
      |
      = help: `from` names a CSV file; its first line names the columns
    ");
    insta::assert_snapshot!(say(&world(&roster("."), "")), @"
    error[unreadable]: cannot read .: it is a folder, not a file
     --> roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: .
      |         ^
      |
      = help: the path is relative to the folder of the manifest
    ");
    insta::assert_snapshot!(say(&world(ROSTER, b"email\na\xff@example.com\n")), @"
    error[unreadable]: cohort.csv is not UTF-8 text (from byte 7 on)
     --> cohort.csv:2:2
      |
    1 | email
    2 | ****************
      |  ^^^
      |
     ::: roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: cohort.csv
      |         ---------- named here
      |
      = help: it looks like Windows-1252, as a spreadsheet writes plain “CSV”: save it as “CSV
              UTF-8”, or run `iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv`
    ");
    let large = vec![b'\n'; 64 * 1024 * 1024 + 1];
    insta::assert_snapshot!(say(&world(ROSTER, large)), @"
    error[too-large]: cohort.csv is larger than 64 MiB
     --> roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: cohort.csv
      |         ^^^^^^^^^^
      |
      = help: split it into several files, each with its own roster
    ");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_refused() {
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("people.csv");
    std::fs::write(&file, "email\na@example.com\n").unwrap();
    let world = world(&ROSTER.replace("cohort.csv", "link.csv"), "");
    std::os::unix::fs::symlink(&file, world.root().join("link.csv")).unwrap();
    assert!(say(&world).contains("leads out of the project"));
}

#[test]
fn thousands_of_people_take_linear_time() {
    let mut cohort = "email,firstName,lastName\n".to_owned();
    for i in 0..20_000 {
        let _ = writeln!(cohort, "person.{i}@example.com,\"First {i}\",Last");
    }
    // Each of them twice is the same work again, and a report.
    let twice = format!("{cohort}{}", cohort.split_once('\n').unwrap().1);
    let start = Instant::now();
    assert_eq!(people_of(cohort).len(), 20_000);
    assert_eq!(world(ROSTER, twice).load().problems.len(), 51);
    // Far above what it takes, far below what a quadratic step would.
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_file_without_a_line_and_one_that_is_no_text_are_shown_where_they_are_wrong() {
    let start = |cohort: &[u8]| {
        let loaded = world(ROSTER, cohort).load();
        let [problem] = loaded.problems.as_slice() else {
            panic!("{:?}", loaded.problems);
        };
        let place = problem.place.clone().unwrap();
        let span = place.span.unwrap();
        (place.file, span.start.line, span.start.column)
    };
    assert_eq!(start(b""), ("cohort.csv".into(), 1, 1));
    let latin = b"email,firstName\na@example.com,Ana\nb@example.com,Zo\xeb\n";
    assert_eq!(start(latin), ("cohort.csv".into(), 3, 17));
    insta::assert_snapshot!(say(&world(ROSTER, latin)), @"
    error[unreadable]: cohort.csv is not UTF-8 text (from byte 50 on)
     --> cohort.csv:3:17
      |
    2 | *************,***
    3 | *************,*****
      |                 ^^^
      |
     ::: roster.yaml:6:9
      |
    5 |   flow: screen
    6 |   from: cohort.csv
      |         ---------- named here
      |
      = help: it looks like Windows-1252, as a spreadsheet writes plain “CSV”: save it as “CSV
              UTF-8”, or run `iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv`
    ");
    let twice = ROSTER.to_owned() + "---\n" + &ROSTER.replace("name: ", "name: other-");
    let loaded = world(&twice, latin).load();
    assert!(
        loaded
            .problems
            .iter()
            .all(|problem| problem.message.contains("not UTF-8")),
        "{:?}",
        loaded.problems
    );
}

#[test]
fn one_mailbox_in_two_spellings_of_its_domain_is_one_person() {
    let cohort =
        "email,firstName\nalex@b\u{fc}cher.example,Alex\nalex@xn--bcher-kva.example,Alex\n";
    let said = world(ROSTER, cohort).say();
    assert!(said.contains("error[duplicate-person]"), "{said}");
    assert!(said.contains("cohort.csv:3:1"), "{said}");
}

#[test]
fn a_file_may_also_be_named_in_a_mapping_and_in_no_other() {
    let roster = |from: &str| ROSTER.replace("cohort.csv", from);
    let people = "email,firstName,lastName\nalex@example.com,Alex,Doe\n";
    let named = world(&roster("{ file: cohort.csv }"), people).load();
    assert_eq!(named.problems, []);
    let plain = world(ROSTER, people).load();
    let of =
        |loaded: crate::manifest::Loaded| loaded.desired.unwrap().taptalent.rosters[0].spec.clone();
    assert_eq!(of(named), of(plain));
    let wrong: Vec<String> = ["{ files: cohort.csv }", "{ file: ' ' }"]
        .iter()
        .map(|from| say(&world(&roster(from), people)))
        .collect();
    insta::assert_snapshot!(wrong.join("\n"), @"
    error[unknown-field]: `from` has no field `files`
     --> roster.yaml:6:11
      |
    5 |   flow: screen
    6 |   from: { files: cohort.csv }
      |           ^^^^^
      |
      = help: did you mean `file`?
    error[out-of-bounds]: `from` is empty
     --> roster.yaml:6:17
      |
    5 |   flow: screen
    6 |   from: { file: ' ' }
      |                 ^^^
      |
      = help: give the path of a CSV file, relative to this manifest's folder
    ");
}
