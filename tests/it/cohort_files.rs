//! Files with people as spreadsheets and people write them: whoever stands in one is mailed once, what cannot be read is
//! said with its line, and nobody's name or address is in what is said.

use std::fs;

use super::person::{Outcome, Person};

const MANIFESTS: &str = concat!(
    manifest!("voice"),
    "  questions: [{ name: debug, question: How do you debug a production issue?, idealAnswer: By its cause. }]
---
",
    manifest!("screen-of-voice"),
    "\
---
apiVersion: taptalent/v1
kind: Roster
metadata: { name: spring }
spec: { flow: screen, from: cohort.csv }
",
);

fn with_cohort(cohort: impl AsRef<[u8]>) -> Person {
    let person = Person::new().with_manifests(MANIFESTS).at_a_system();
    fs::write(person.path("cohort.csv"), cohort).unwrap();
    person
}

fn utf16(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let marked = format!("\u{feff}{text}");
    marked.encode_utf16().flat_map(to).collect()
}

/// The pages that SARIF has of each code have examples of their own, with people whom nobody is.
fn without_pages(told: &str) -> String {
    let Ok(mut log) = serde_json::from_str::<serde_json::Value>(told) else {
        return told.to_owned();
    };
    if let Some(driver) = log.pointer_mut("/runs/0/tool/driver") {
        driver["rules"].take();
    }
    log.to_string()
}

/// What `validate` says; nothing that tells who somebody is may be in it, whatever the format.
#[track_caller]
fn validated(person: &Person, code: i32, secrets: &[&str]) -> Outcome {
    for format in ["json", "github", "gitlab", "junit", "sarif"] {
        let outcome = person
            .runs(&format!("validate --format {format}"))
            .exits(code);
        let told = without_pages(&outcome.stdout);
        for secret in secrets {
            assert!(!told.contains(secret), "{format}: {outcome}");
        }
    }
    let outcome = person.runs("validate").exits(code);
    for secret in secrets {
        assert!(!outcome.stdout.contains(secret), "{outcome}");
        assert!(!outcome.stderr.contains(secret), "{outcome}");
    }
    outcome
}

#[test]
fn whatever_a_spreadsheet_writes_is_read_and_everybody_in_it_is_assigned_once() {
    let lines =
        "Email,First Name,last_name\r\nalex@example.com,Zoë,Doe\r\nsam@example.com,Sam,\r\n";
    let semicolons = lines.replace(',', ";");
    let tabs = lines.replace(',', "\t");
    let cohorts: Vec<Vec<u8>> = vec![
        lines.into(),
        format!("\u{feff}{semicolons}").into(),
        format!("sep=;\r\n{semicolons}").into(),
        tabs.clone().into(),
        lines.replace("\r\n", "\r").into(),
        utf16(&tabs, u16::to_le_bytes),
        utf16(&semicolons, u16::to_be_bytes),
        lines.replace("Email", "E-Mail-Adresse").into(),
        lines
            .replace("alex@example.com,Zoë", " \"alex@example.com\" , \"Zoë\"")
            .into(),
    ];
    for cohort in cohorts {
        let person = with_cohort(&cohort);
        let shown = String::from_utf8_lossy(&cohort).into_owned();
        let outcome = person.runs("apply --auto-approve --send-invites");
        assert_eq!(outcome.code, Some(0), "{shown:?}: {outcome}");
        let assigned = person.live().to_string();
        assert!(assigned.contains("Zoë"), "{shown:?}: {assigned}");
        assert_eq!(person.mails(), 2, "{shown:?}");
    }
}

#[test]
fn a_file_in_another_encoding_is_refused_with_its_line_and_the_way_out() {
    let windows = b"email;firstName\nalex@example.com;Alex\nzoe@example.com;Zo\xeb\njose@example.com;Jos\xe9\n";
    let person = with_cohort(windows);
    let said = validated(&person, 3, &["zoe@", "jose@", "Jos"]);
    insta::assert_snapshot!(said, @"
    exit 3
    ── stdout
    error[unreadable]: cohort.csv is not UTF-8 text (from byte 56 on, in 2 lines)
      --> cohort.csv:3:19
       |
     2 | ****************;****
     3 | ***************;*****
       |                   ^^^
     4 | ****************;******
       |
      ::: all.yaml:18:29
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: cohort.csv }
       |                             ---------- named here
       |
       = help: it looks like Windows-1252, as a spreadsheet writes plain “CSV”: save it as “CSV
               UTF-8”, or run `iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv`

    1 error in 1 file
    ");
    let mut half = utf16("email\nalex@example.com\n", u16::to_le_bytes);
    half.pop();
    let said = validated(&with_cohort(half), 3, &["alex@"]);
    insta::assert_snapshot!(said, @"
    exit 3
    ── stdout
    error[unreadable]: cohort.csv is invalid UTF-16: part of a character is missing
      --> cohort.csv:2:17
       |
     1 | email
     2 | *******************
       |                 ^^^
       |
      ::: all.yaml:18:29
       |
    17 | metadata: { name: spring }
    18 | spec: { flow: screen, from: cohort.csv }
       |                             ---------- named here
       |
       = help: save it again as “CSV UTF-8” or as Unicode text

    1 error in 1 file
    ");
}

#[test]
fn every_wrong_column_and_row_of_a_file_is_said_at_once() {
    let cohort = "E-Mail;Frist Name;Vorname;jobCandidateId\n\
        alex@example.com;Alexandra;;1\n\
        sam@example.com;\"Samantha;;2\n\
        kim.example.com;Kimberley;;3\n\
        pat@example.com;Patricia\n\
        lee@example.com;\"Leopold\" Jr;;5\n\
        ada@example.com\u{200b};Adalbert;;6\n";
    let names = [
        "Alexandra",
        "Samantha",
        "Kimberley",
        "Patricia",
        "Leopold",
        "Adalbert",
        "example.com",
    ];
    let said = validated(&with_cohort(cohort), 3, &names);
    insta::assert_snapshot!(said, @"
    exit 3
    ── stdout
    error[unknown-field]: unknown column `Frist Name`
     --> cohort.csv:1:8
      |
    1 | E-Mail;Frist Name;Vorname;jobCandidateId
      |        ^^^^^^^^^^
    2 | ****************;*********;;1
      |
      = help: did you mean `firstName`? Available: email, firstName, lastName, jobCandidateId

    error[unknown-field]: unknown column `Vorname`
     --> cohort.csv:1:19
      |
    1 | E-Mail;Frist Name;Vorname;jobCandidateId
      |                   ^^^^^^^
    2 | ****************;*********;;1
      |
      = help: rename it, or remove it; available: email, firstName, lastName, jobCandidateId

    error[invalid-row]: this cell starts with a quote that is not closed on this line
     --> cohort.csv:3:17
      |
    2 | ****************;*********;;1
    3 | ***************;************
      |                 ^^^^^^^^^^^^
    4 | ***************;*********;;3
      |
      = help: quote the whole cell, on one line, and double any quotes inside it

    error[invalid-email]: `email` is not a valid e-mail address
     --> cohort.csv:4:1
      |
    3 | ***************;************
    4 | ***************;*********;;3
      | ^^^^^^^^^^^^^^^
    5 | ***************;********
      |
      = help: write only the address, with `@`, without a display name or spaces

    error[invalid-row]: this row has 2 cells; the header has 4
     --> cohort.csv:5:1
      |
    4 | ***************;*********;;3
    5 | ***************;********
      | ^^^^^^^^^^^^^^^^^^^^^^^^
    6 | ***************;************;;*
      |
      = help: an empty cell still needs its semicolon; a cell with a semicolon in it needs quotes

    error[invalid-row]: there is text after the quote that closes this cell
     --> cohort.csv:6:17
      |
    5 | ***************;********
    6 | ***************;************;;*
      |                 ^^^^^^^^^^^^
    7 | ******************;********;;6
      |
      = help: quote the whole cell, on one line, and double any quotes inside it

    error[invalid-email]: `email` contains an invisible character: U+200B (zero width space)
     --> cohort.csv:7:1
      |
    6 | ***************;************;;*
    7 | ******************;********;;6
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: remove U+200B (zero width space), which often comes with text copied from a page or a
              spreadsheet, or type the address again

    7 errors in 1 file
    ");
}

#[test]
fn an_address_with_something_invisible_in_it_is_never_a_second_person() {
    for hidden in [
        '\u{200b}', '\u{a0}', '\u{200d}', '\u{ad}', '\u{feff}', '\u{2060}', '\u{202e}',
    ] {
        let cohort = format!("email\nalex@example.com\nal{hidden}ex@example.com\n");
        let person = with_cohort(cohort);
        let said = person.runs("apply --auto-approve --send-invites").exits(3);
        let name = format!("U+{:04X} (", u32::from(hidden));
        assert!(
            said.stderr.contains(&name) || said.stdout.contains(&name),
            "{said}"
        );
        assert_eq!(person.mails(), 0);
    }
}

#[test]
fn two_addresses_that_look_alike_are_a_warning_where_both_stand() {
    let cohort = "email,firstName\nalex@example.com,Alex\n\u{430}lex@example.com,Alex\nsam@example.com,Sam\nsam@exmaple.com,Sam\n";
    let said = validated(&with_cohort(cohort), 0, &["alex@", "sam@"]);
    insta::assert_snapshot!(said, @"
    exit 0
    ── stdout
    warning[look-alike-person]: а…x@e….com looks like a…x@e….com: U+0430 is where the other has `a`
     --> cohort.csv:3:1
      |
    1 | email,firstName
    2 | ****************,****
      | ---------------- the other one
    3 | *****************,****
      | ^^^^^^^^^^^^^^^^^
    4 | ***************,***
      |
      = help: if it is one person, remove one of the two: each of them gets a mail

    warning[look-alike-person]: s…m@e….com looks like s…m@e….com: their domains differ in one letter
     --> cohort.csv:5:1
      |
    3 | *****************,****
    4 | ***************,***
      | --------------- the other one
    5 | ***************,***
      | ^^^^^^^^^^^^^^^
      |
      = help: if it is one person, remove one of the two: each of them gets a mail

    2 warnings in 1 file
    ");
    let other = MANIFESTS
        .split("---\n")
        .last()
        .unwrap()
        .replace("spring", "summer");
    let other = other.replace(
        "from: cohort.csv",
        "candidates: [{ email: a1ex@example.com }]",
    );
    let person = with_cohort("email\nalex@example.com\n");
    person.write("assessments/summer.yaml", &other);
    let said = validated(&person, 0, &["alex@", "a1ex@"]);
    said.shows("warning[look-alike-person]");
}
