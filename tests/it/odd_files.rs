//! Every place that is read, held by what is not a readable file. Nothing hangs, the file is named, and what to do is said.

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::binary::{SCREEN, applied, planned};
use super::person::Person;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Odd {
    Pipe,
    Device,
    Folder,
    Dangling,
    Circle,
    Closed,
}

const ALL: [Odd; 6] = [
    Odd::Pipe,
    Odd::Device,
    Odd::Folder,
    Odd::Dangling,
    Odd::Circle,
    Odd::Closed,
];

/// Puts it there; `false` where this user cannot make one.
fn put(person: &Person, odd: Odd, name: &str) -> bool {
    let path = person.path(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    if path.is_dir() {
        std::fs::remove_dir_all(&path).unwrap();
    } else {
        let _ = std::fs::remove_file(&path);
    }
    match odd {
        Odd::Pipe => {
            let made = std::process::Command::new("mkfifo").arg(&path).status();
            assert!(made.unwrap().success());
        }
        Odd::Device => symlink("/dev/zero", &path).unwrap(),
        Odd::Folder => std::fs::create_dir(&path).unwrap(),
        Odd::Dangling => symlink("nowhere", &path).unwrap(),
        Odd::Circle => symlink(path.file_name().unwrap(), &path).unwrap(),
        Odd::Closed => {
            std::fs::write(&path, "x").unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
            // Whoever may do everything can read it all the same.
            return std::fs::read(&path).is_err();
        }
    }
    true
}

#[test]
fn whatever_is_in_the_place_of_a_file_that_is_read_it_is_named_with_what_to_do() {
    for (name, line) in [
        ("vetform.yaml", "validate"),
        ("vetform.yaml", "plan"),
        ("more.yaml", "plan"),
        ("key", "plan"),
        (".gitignore", "plan"),
        ("vetform.state/lab.json", "plan"),
        ("vetform.state/lab.json", "apply --auto-approve"),
        ("vetform.state/lab.json", "state list"),
        ("vetform.state/lab.journal", "plan"),
        ("vetform.state/lab.json.lock", "apply --auto-approve"),
        ("saved.plan", "apply saved.plan"),
        ("seed.yaml", "sandbox --port 0 --seed seed.yaml"),
        ("faults.json", "sandbox --port 0 --faults faults.json"),
        ("store.db", "sandbox --port 0 --store store.db"),
        ("elsewhere.yaml", "plan --config-from ./elsewhere.yaml"),
        (
            "other.json",
            "state migrate vetform.state/lab.json other.json",
        ),
    ] {
        for odd in ALL {
            let person = if line.contains("migrate") {
                applied()
            } else {
                planned()
            };
            let is_config = name == "vetform.yaml";
            if name == "key" {
                let config = person.read("vetform.yaml");
                let at = config.find("{ env:").unwrap();
                let end = at + config[at..].find('}').unwrap() + 1;
                person.write(
                    "vetform.yaml",
                    &format!("{}{{ file: key }}{}", &config[..at], &config[end..]),
                );
            }
            // A folder is looked into for manifests, a rule that is nowhere is none, and a store may be made where a link leads.
            let is_fine = matches!(
                (name, odd),
                ("more.yaml", Odd::Folder) | (".gitignore" | "store.db", Odd::Dangling)
            );
            if !put(&person, odd, name) || is_fine {
                continue;
            }
            let outcome = person.soon(line);
            let said = format!("{}{}", outcome.stdout, outcome.stderr);
            let case = format!("{odd:?} as {name}: {outcome}");
            assert!(matches!(outcome.code, Some(1 | 3)), "{case}");
            let shown = name.rsplit('/').next().unwrap();
            assert!(said.contains(shown) || said.contains("/dev/zero"), "{case}");
            assert!(said.contains("help: "), "{case}");
            assert!(
                !said.contains("there is no vetform.yaml") || !is_config,
                "{case}"
            );
            assert_eq!(person.writes(), Vec::<String>::new(), "{case}");
        }
    }
}

#[test]
fn a_pipe_for_a_result_that_nobody_reads_is_given_up_and_one_that_is_read_gets_it() {
    let person = planned();
    assert!(put(&person, Odd::Pipe, "pipe"));
    let outcome = person.soon("plan --out pipe").exits(1);
    outcome.tells("cannot write pipe: nobody reads from it, for 10 s");
    let outcome = person.script("cat pipe > got & vetform plan --out pipe; wait");
    let _ = outcome.exits(0);
    assert!(person.read("got").contains("manifestsDigest"));
}

#[test]
fn a_stdin_that_is_no_plan_is_no_plan() {
    let person = planned();
    for stdin in ["< /dev/null", "<&-", "< ."] {
        let outcome = person.script(&format!("vetform apply - {stdin}"));
        assert_eq!(outcome.code, Some(3), "{stdin}: {outcome}");
    }
}

/// A folder with a configuration that cannot be read is another project all the same: its manifests are not this one's.
#[test]
fn a_folder_whose_configuration_cannot_be_read_is_not_read_as_part_of_the_project_around_it() {
    let person = planned();
    person.write(
        "team/screen.yaml",
        &SCREEN.replace("backend", "other").replace("screen", "more"),
    );
    assert!(put(&person, Odd::Dangling, "team/vetform.yaml"));
    let outcome = person.runs("validate").exits(0);
    outcome.shows("nested-project");
    let inside = person.runs("-C team plan").exits(3);
    inside.tells("cannot read vetform.yaml");
}
