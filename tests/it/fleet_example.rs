//! `examples/fleet`: an agency with three brands and forty clients.

use std::collections::BTreeMap;

use super::person::Person;

fn agency() -> Person {
    Person::with_example("fleet").with_git()
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or_default()
}

#[test]
fn nothing_in_it_is_warned_about() {
    insta::assert_snapshot!(agency().runs("validate"), @"
    exit 0
    ── stdout
    16 resources in 56 files: no problems
    ── stderr
    the people of the source `ats` were not checked: `validate` runs no program of vetform.yaml, `plan` does
    ");
}

#[test]
fn forty_clients_and_both_environments_are_applied_to_in_one_run_and_then_have_nothing_to_do() {
    let person = agency();
    let applied = person
        .runs("apply --all-workspaces --auto-approve")
        .exits(0);
    assert_eq!(last_line(&applied.stdout), "42 workspaces: 42 ok.");
    applied.shows("care-harbour    Applied: 3 done, 0 failed, 0 skipped, 1 held");
    let stores = person.path(".vetform").read_dir_utf8().unwrap();
    let stores = stores.filter(|entry| entry.as_ref().unwrap().path().extension() == Some("db"));
    assert_eq!(stores.count(), 42, "each has a store of its own");
    person.does("apply -w care-harbour --auto-approve --send-invites");
    let again = person
        .runs("plan --all-workspaces --detailed-exitcode")
        .exits(0);
    assert_eq!(last_line(&again.stdout), "42 workspaces: 42 ok.");
    assert_eq!(again.stdout.matches("Nothing to do").count(), 42);
}

#[test]
fn a_client_gets_what_its_brand_has_and_its_own_values() {
    let person = agency();
    let planned = person.runs("plan -w retail-cobble --format json").exits(0);
    let plan: serde_json::Value = serde_json::from_str(&planned.stdout).unwrap();
    let changes = plan["changes"].as_array().unwrap().iter();
    let mut addresses: Vec<&str> = changes
        .map(|one| one["address"].as_str().unwrap())
        .collect();
    addresses.sort_unstable();
    insta::assert_snapshot!(addresses.join("\n"), @"
    taptalent/Assessment/customer-adviser
    taptalent/Assessment/store-lead
    taptalent/Flow/retail-screen
    ");
    assert!(planned.stdout.contains("Store lead, Cobble Shoes"));
    assert!(
        planned.stdout.contains(r#""passThreshold": 50"#),
        "{planned}"
    );
}

/// Words that are an address of somebody, in whatever was written down.
fn addresses_of_people(text: &str) -> Vec<&str> {
    let is_part = |one: char| one.is_ascii_alphanumeric() || "@.+-_".contains(one);
    let words = text.split(|one: char| !is_part(one));
    words
        .filter(|word| {
            let parts = word.split_once('@');
            parts.is_some_and(|(who, host)| !who.is_empty() && host.contains('.'))
        })
        .collect()
}

#[test]
fn no_address_of_a_person_is_in_any_git_object_or_state() {
    let mut person = agency();
    for name in ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        person.set_env(name, "kim");
    }
    person.does_script("git init -q -b main; git add .; git commit -qm 'Forty clients'");
    let sent = person.runs("apply --all-workspaces --run r1 --auto-approve --send-invites");
    sent.exits(0).shows("april-nurses 3 calls, 3 people");
    person.does_script("git add --force vetform.state; git commit -qm 'Their states'");
    // Of a tree the names of its files: among its raw hashes, some bytes look like an address by chance.
    let objects = person.script(
        "git rev-list --objects --all\n\
         git cat-file --batch-all-objects --batch-check='%(objectname) %(objecttype)' | sed -n '/ tree$/!s/ .*//p' \
         | git cat-file --batch | LC_ALL=C tr -c '[:print:]' '\\n'",
    );
    let objects = objects.exits(0).stdout;
    for part in [
        "kind: Roster",
        "care-harbour",
        "taptalent/Roster/april-nurses",
    ] {
        assert!(objects.contains(part), "{part}");
    }
    assert_eq!(addresses_of_people(&objects), Vec::<&str>::new());
    let files = person.files();
    let logs = files
        .iter()
        .filter(|(path, _)| path.as_str().contains("/log/"));
    let states = files
        .iter()
        .filter(|(path, _)| path.as_str().contains("vetform.state/"));
    let mut seen = 0;
    for (path, (bytes, _)) in logs.chain(states) {
        seen += 1;
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(addresses_of_people(&text), Vec::<&str>::new(), "{path}");
    }
    assert!(seen >= 3 * 42, "states, turns and logs: {seen}");
    // They were mailed, and the search finds them where they are.
    let people = person.script("./ats.sh april-nurses").exits(0).stdout;
    assert_eq!(addresses_of_people(&people).len(), 3);
}

#[test]
fn no_manifest_is_written_twice() {
    let person = agency();
    let mut specs: BTreeMap<String, String> = BTreeMap::new();
    for (path, (bytes, _)) in person.files() {
        if path.extension() != Some("yaml") || path.file_name() == Some("vetform.yaml") {
            continue;
        }
        let manifest: serde_yaml::Value = serde_yaml::from_slice(&bytes).unwrap();
        let spec = serde_yaml::to_string(&manifest["spec"]).unwrap();
        let earlier = specs.insert(spec, path.to_string());
        assert_eq!(earlier, None, "{path}");
    }
    assert_eq!(specs.len(), 56);
}
