//! What the book says is tested is tested: each test and each file of tests that it names is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PAGES: [&str; 3] = [
    "docs/threat-model.md",
    "docs/reference/limits.md",
    "docs/reference/guarantees.md",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path, texts: &mut String) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            texts.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
}

/// A sentence, as tests are called: more words than a name in code has.
fn is_test(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.matches('_').count() >= 4 && name.chars().all(is_word)
}

fn is_file(name: &str) -> bool {
    ["src/", "tests/", "fuzz/", ".ci/"]
        .iter()
        .any(|start| name.starts_with(start))
}

#[test]
fn every_test_and_file_that_the_book_names_as_a_proof_is_there() {
    let mut texts = String::new();
    for folder in ["src", "tests"] {
        sources(&root().join(folder), &mut texts);
    }
    // A package of its own, which is no part of the packaged crate.
    let has_fuzz_targets = root().join("fuzz").exists();
    let mut missing = BTreeSet::new();
    let mut seen = 0;
    for page in PAGES {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        for name in text.split('`').skip(1).step_by(2) {
            let is_there = if is_test(name) {
                texts.contains(&format!("fn {name}("))
            } else if name.starts_with("fuzz/") && !has_fuzz_targets {
                continue;
            } else if is_file(name) {
                root().join(name).exists()
            } else {
                continue;
            };
            seen += 1;
            if !is_there {
                missing.insert(format!("{page}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(seen > 120, "{seen}");
}
