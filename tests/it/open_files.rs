//! Files that hold keys, and who else may read them; states that would be kept beyond a link.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::binary::{applied, planned};
use super::person::Person;

fn set_mode(person: &Person, name: &str, mode: u32) {
    std::fs::set_permissions(person.path(name), Permissions::from_mode(mode)).unwrap();
}

/// The key of the system in a file of this mode.
fn with_key_file(mode: u32) -> Person {
    let person = planned();
    person.write("key", vetform::sandbox::API_KEY);
    set_mode(&person, "key", mode);
    let config = person.read("vetform.yaml");
    let at = config.find("{ env:").unwrap();
    let end = at + config[at..].find('}').unwrap() + 1;
    let config = format!("{}{{ file: key }}{}", &config[..at], &config[end..]);
    person.write("vetform.yaml", &config);
    person
}

#[test]
fn a_key_file_that_others_may_read_is_told_in_plan_and_validate_and_works_all_the_same() {
    let person = with_key_file(0o640);
    insta::assert_snapshot!(person.runs("plan").exits(0).stderr, @"
    warning[open-key-file]: the key of taptalent is in key, which other users can read (mode 0640)
     --> vetform.yaml:7:7
      |
    6 |       baseUrl: http://127.0.0.1:[port]/taptalent/v1/partner
    7 |       apiKey: { file: key }
      |       ^^^^^^
      |
      = help: run `chmod go= key`, and create a new key if somebody may have read it

    1 warning in 1 file
    ");
    let validated = person.runs("validate").exits(0);
    validated.shows("warning[open-key-file]");
    let review = person.runs("plan --format markdown").exits(0);
    review.shows("open-key-file");
    let person = with_key_file(0o600);
    assert_eq!(person.runs("plan").exits(0).stderr, "");
}

#[test]
fn a_state_and_a_journal_that_others_may_read_are_told_by_doctor() {
    let person = applied();
    let told = |person: &Person| {
        let outcome = person.runs("doctor");
        outcome.stdout.matches("other users can read").count()
    };
    assert_eq!(told(&person), 0);
    set_mode(&person, "vetform.state/lab.json", 0o644);
    assert_eq!(told(&person), 1);
    person.write("vetform.state/lab.journal", "");
    set_mode(&person, "vetform.state/lab.journal", 0o644);
    assert_eq!(told(&person), 2);
}

#[test]
fn a_state_is_not_migrated_to_where_the_next_plan_would_not_look() {
    let person = applied();
    let outside = person.neighbour("outside");
    std::fs::create_dir(&outside).unwrap();
    symlink(&outside, person.path("states")).unwrap();
    let line = "state migrate vetform.state/lab.json states/lab.json";
    insta::assert_snapshot!(person.runs(line).exits(1).stderr, @"
    error: cannot use the state [project]/states/lab.json: it is a link, and vetform does not write through links
    help: nothing was sent; create a folder there, or set another location with `state:` in vetform.yaml; the state file itself may be a link to a state elsewhere
    ");
    assert_eq!(outside.read_dir_utf8().unwrap().count(), 0);
    person.does("state migrate vetform.state/lab.json kept/lab.json");
}
