//! Every journal that a killed or failed run has left is held against the model of `tests/proof` before the next run reads it:
//! each of its paths is one that the model takes, or it ends the test.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use super::journals::paths;

static OF_THE_MODEL: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("../proof/journals.txt").lines().collect());

/// Looks at the journals beside the states of a project.
#[track_caller]
pub(crate) fn are_of_the_model(project: &Path) {
    let Ok(states) = std::fs::read_dir(project.join("vetform.state")) else {
        return;
    };
    for entry in states.flatten() {
        let path = entry.path();
        let is_named_so = path.extension().is_some_and(|end| end == "journal");
        // Some tests put a device there, which has no end, or what is no text at all.
        if !is_named_so || !path.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if let Some(path) = stranger(&text) {
            panic!("the model has no `{path}`:\n{text}");
        }
    }
}

/// A path that the model does not take.
fn stranger(journal: &str) -> Option<String> {
    let mut paths = paths(journal).into_iter();
    paths.find(|path| is_explored(path) && !OF_THE_MODEL.contains(path.as_str()))
}

/// The model explores neither rejections nor questions that a system writes.
fn is_explored(path: &str) -> bool {
    path.starts_with("object:") || path.starts_with("person:")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: &str = r#"{"begin":{"lineage":"l","serial":1,"began":"2026-01-01T00:00:00Z"}}"#;
    const ASKS: &str = r#"{"fact":{"address":"taptalent/Roster/r","change":{"started":{"part":"candidates/85cb6ea40a0a5910c30175bc330b97b8","since":"2026-01-01T00:00:00Z","fields":{}}}}}"#;

    #[test]
    fn a_person_who_is_asked_for_twice_as_if_for_the_first_time_is_noticed() {
        assert_eq!(stranger(&format!("{BEGIN}\n{ASKS}\n")), None);
        let twice = format!("{BEGIN}\n{ASKS}\n{ASKS}\n");
        assert_eq!(stranger(&twice).as_deref(), Some("person: asks 1, asks 1"));
    }
}
