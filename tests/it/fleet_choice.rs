//! Which workspaces a command line means: names, patterns, variables of the environment, parts.

use serde_json::{Value, json};

use super::fleet::{document, exits, person};
use super::person::Person;

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
