//! What the README shows is what the program takes: its configuration, and every document of its manifests. It stays
//! short, and every link of it and of the book leads somewhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Deserialize as _;
use serde_json::Value;

use super::person::Person;

const README: &str = include_str!("../../README.md");

/// The YAML block that begins with a comment that names this file.
#[track_caller]
fn block(file: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("```yaml\n# {file}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// The schema of a document.
fn schema(document: &Value) -> jsonschema::Validator {
    let word = |key: &str| document[key].as_str().unwrap().to_lowercase();
    let name = match word("apiVersion").split_once('/').unwrap() {
        ("vetform", _) => "config".to_owned(),
        (system, _) => format!("{system}.{}", word("kind")),
    };
    let path = format!("{}/schema/{name}.schema.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn every_document_of_the_readmes_example_fits_its_schema() {
    let mut seen = 0;
    for file in ["vetform.yaml", "interviews.yaml"] {
        for document in serde_yaml::Deserializer::from_str(block(file)) {
            let document = Value::deserialize(document).unwrap();
            let problems: Vec<String> = schema(&document)
                .iter_errors(&document)
                .map(|error| error.to_string())
                .collect();
            assert_eq!(problems, Vec::<String>::new(), "{document:#}");
            seen += 1;
        }
    }
    assert_eq!(seen, 4);
}

#[test]
fn the_readmes_example_is_a_project_without_a_problem_that_can_be_applied() {
    let person = Person::new();
    for file in ["vetform.yaml", "interviews.yaml"] {
        person.write(file, block(file));
    }
    for workspace in ["sandbox", "production"] {
        let line = format!("validate -w {workspace}");
        insta::allow_duplicates! {
            insta::assert_snapshot!(person.runs(&line), @"
            exit 0
            ── stdout
            3 resources in 1 file: no problems
            ");
        }
    }
    person.does("apply --auto-approve --send-invites");
    person.does("plan --detailed-exitcode");
}

#[test]
fn the_readme_stays_short() {
    assert!(README.lines().count() <= 160);
}

/// The README and every page of the book.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs", "docs/guides", "docs/reference"] {
        let entries = std::fs::read_dir(root.join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        pages.extend(paths.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    pages
}

/// Where the links of a page lead: `](this)`, without what is behind a `#`. Those to other hosts are left out.
fn links(page: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(page).unwrap();
    let targets = text.split("](").skip(1);
    let targets = targets.filter_map(|rest| rest.split([')', '#']).next());
    targets
        .filter(|target| !target.is_empty() && !target.contains("://"))
        .map(|target| page.parent().unwrap().join(target))
        .collect()
}

#[test]
fn every_link_leads_to_a_file_and_every_page_stands_in_the_summary() {
    let summary = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SUMMARY.md");
    let listed = links(&summary);
    for page in pages() {
        for target in links(&page) {
            assert!(target.exists(), "{page:?}: {target:?}");
        }
        let is_of_the_book = page.starts_with(summary.parent().unwrap()) && page != summary;
        assert!(!is_of_the_book || listed.contains(&page), "{page:?}");
    }
}

/// Every key under these names in the schema of all manifests.
fn keys_of(schema: &Value, name: &str) -> BTreeSet<String> {
    let definitions = schema["$defs"].as_object().unwrap().iter();
    let named = definitions.filter(|(key, _)| key.ends_with(&format!(".{name}")));
    let properties = named.filter_map(|(_, one)| one["properties"].as_object());
    properties.flat_map(|all| all.keys().cloned()).collect()
}

#[test]
fn every_key_of_metadata_lifecycle_and_guards_has_its_line_in_the_documentation() {
    let read = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let schema = serde_json::from_str(&read("schema/manifest.schema.json")).unwrap();
    let page = read("docs/concepts.md");
    for (name, prefix) in [
        ("Metadata", "metadata"),
        ("Lifecycle", "lifecycle"),
        ("Guards", "guards"),
    ] {
        let keys = keys_of(&schema, name);
        assert!(!keys.is_empty(), "{name}");
        for key in keys {
            let line = format!("| `{prefix}.{key}` |");
            assert!(page.contains(&line), "no line {line}");
        }
    }
}
