//! Addresses that stand in what people copy, run or open: none is a stranger's.

use std::path::{Path, PathBuf};

/// Hosts that may be named: the systems' own, those of standards, and those that belong to nobody.
const HOSTS: &[&str] = &[
    "partner-api.taptalent.io",
    "sandbox.partner-api.taptalent.io",
    "talent.taptalent.io",
    "apis.flowmingo.ai",
    "pre-apis.flowmingo.ai",
    "talent.flowmingo.ai",
    "team.flowmingo.ai",
    "api.promptster.ai",
    "json-schema.org",
    "json.schemastore.org",
    "www.w3.org",
    "pre-commit.com",
    "localhost",
    "localhost.example",
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "[",
    "example.com",
    "git.example.com",
    "api.example.com",
    "your.host",
];

/// Where such addresses stand.
const PLACES: &[&str] = &[
    "README.md",
    "Cargo.toml",
    "docs",
    "examples",
    "schema",
    "src",
];

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if !path.is_dir() {
        found.push(path.to_owned());
        return;
    }
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        let is_left = path.ends_with(".vetform") || path.ends_with("vetform.state");
        // Tests may name anybody: nothing of them is copied or fetched.
        if !is_left && !path.ends_with("tests") && !path.ends_with("tests.rs") {
            files(&path, found);
        }
    }
}

/// Every text file, without the tests at the end of a source file.
fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for place in PLACES {
        files(&root.join(place), &mut found);
    }
    let read = found.into_iter().filter_map(|file| {
        let text = std::fs::read_to_string(&file).ok()?;
        let text = match text.split_once("#[cfg(test)]\nmod tests {") {
            Some((program, _)) => program.to_owned(),
            None => text,
        };
        Some((file, text))
    });
    read.collect()
}

/// The host after each `http://` and `https://`.
fn hosts(text: &str) -> Vec<&str> {
    let at = text.match_indices("://");
    let named = at.filter_map(|(at, sign)| {
        let scheme = &text[..at];
        if !scheme.ends_with("http") && !scheme.ends_with("https") {
            return None;
        }
        let rest = &text[at + sign.len()..];
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-._".contains(c)));
        match &rest[..end.unwrap_or(rest.len())] {
            "" if rest.starts_with('[') => Some("["),
            "" => None,
            host => Some(host.trim_end_matches('.')),
        }
    });
    named.collect()
}

#[test]
fn every_address_in_sources_templates_recipes_schemas_and_the_readme_is_a_known_one() {
    let texts = texts();
    assert!(texts.len() > 200, "{}", texts.len());
    let mut seen = 0;
    for (file, text) in &texts {
        for host in hosts(text) {
            seen += 1;
            let is_nobodys = [".example", ".invalid", ".test"]
                .iter()
                .any(|end| host.ends_with(end));
            assert!(
                HOSTS.contains(&host) || is_nobodys,
                "{}: {host}",
                file.display()
            );
        }
        for repository in ["github.com/", "githubusercontent", "gitlab.com/"] {
            assert!(
                !text.contains(repository),
                "{}: {repository}",
                file.display()
            );
        }
        assert!(!text.contains("--git "), "{}", file.display());
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_action_of_a_recipe_is_githubs_own_and_pinned() {
    let mut seen = 0;
    let texts = texts().into_iter();
    for (file, text) in texts.filter(|(file, _)| file.extension().is_some_and(|end| end == "yml")) {
        for (_, used) in text.lines().filter_map(|line| line.split_once("uses: ")) {
            seen += 1;
            // The one that its README says to copy along.
            if used == "./.github/actions/vetform" {
                continue;
            }
            let (action, pin) = used.split_once('@').unwrap();
            let pin = pin.split(' ').next().unwrap();
            assert!(action.starts_with("actions/"), "{}: {used}", file.display());
            assert!(
                pin.len() == 40 && pin.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{}: {used}",
                file.display()
            );
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn every_line_that_leads_editors_to_a_schema_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for (file, text) in texts() {
        if !file.starts_with(root.join("examples")) {
            continue;
        }
        for (_, schema) in text.lines().filter_map(|line| line.split_once("$schema=")) {
            seen += 1;
            let schema = file.parent().unwrap().join(schema);
            assert!(schema.is_file(), "{}: {}", file.display(), schema.display());
        }
    }
    assert!(seen > 40, "{seen}");
}
