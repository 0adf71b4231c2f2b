//! Files that the command line names for results: `--output`, `--out`, `--report`. None is written through a link, and
//! none over a file that was not such a result: a name that slipped must not cost a manifest, a README or a state.

use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::exit::Exit;
use super::failure::CommandFailure;
use crate::files::{self, PLAN_BYTES};
use crate::manifest::ProjectRoot;
use crate::model::Address;
use crate::render::{Form, harmless};
use crate::secrets::without_secrets;
use crate::state::{PersonRecord, QuestionRecord, Record};

/// What is written. A file of one sort is not replaced by another unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Something to read, in any format.
    Review,
    /// A plan to apply later.
    SavedPlan,
    /// What came of an apply.
    Report,
}

impl Sort {
    const fn words(self) -> &'static str {
        match self {
            Self::Review => "a plan or a list of problems that vetform wrote",
            Self::SavedPlan => "a saved plan",
            Self::Report => "a report of an apply",
        }
    }
}

/// A project's rules for them.
#[derive(Debug, Clone, Copy)]
pub(super) struct ResultFiles<'p> {
    pub root: &'p ProjectRoot,
    /// `--force`: any file may be replaced that is not the project's own.
    pub force: bool,
}

impl ResultFiles<'_> {
    pub(super) fn write(
        self,
        sort: Sort,
        path: &Utf8Path,
        (form, text): (Form, &str),
    ) -> Result<(), CommandFailure> {
        self.check(sort, path)?;
        let form = match form {
            Form::Text { .. } => Form::Text { painted: false },
            form => form,
        };
        let text = without_secrets(text);
        let text = harmless(&text, form, false);
        files::write_over(path, text.as_bytes()).map_err(|error| {
            CommandFailure::of_file(Exit::Failed, format!("cannot write {path}"), &error)
        })
    }

    /// Whether it may be written; asked before anything is read or sent, so that a slip costs nothing.
    pub(super) fn check(self, sort: Sort, path: &Utf8Path) -> Result<(), CommandFailure> {
        if is_stream(path) {
            return Ok(());
        }
        let whole = absolute(path);
        let root = self.root.as_path();
        files::refuse_links_below(root, &whole)
            .map_err(|error| refused(path, &error.to_string(), "name a file that is not a link"))?;
        if let Ok(inside) = whole.strip_prefix(root)
            && let Some(what) = own_file(inside)
        {
            return Err(refused(
                path,
                &format!("the path is reserved for {what}"),
                "name another file",
            ));
        }
        check_folder(path)?;
        let Some(old) = present(path)? else {
            return Ok(());
        };
        if self.force || is_nothing(&old) || sort_of(&old) == Some(sort) {
            return Ok(());
        }
        Err(refused(
            path,
            &format!("it already exists, and is not {}", sort.words()),
            "name another file, or use `--force` to replace it",
        ))
    }
}

fn refused(path: &Utf8Path, why: &str, help: &str) -> CommandFailure {
    CommandFailure::new(Exit::Invalid, format!("{path} was not written: {why}"))
        .with_hint(format!("nothing was sent; {help}"))
}

/// Refuses a file in a folder that is not there: after the run it would be too late to say so.
fn check_folder(path: &Utf8Path) -> Result<(), CommandFailure> {
    match path.parent() {
        Some(folder) if !folder.as_str().is_empty() && !folder.is_dir() => {
            let message = format!("there is no folder {folder} for {path}");
            Err(CommandFailure::new(Exit::Invalid, message).with_hint("nothing was sent"))
        }
        _ => Ok(()),
    }
}

/// A terminal, a pipe or another process's input: nothing there can be lost.
fn is_stream(path: &Utf8Path) -> bool {
    path.metadata()
        .is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Without `.` and `..`, and without a look at the disk.
pub(super) fn absolute(path: &Utf8Path) -> Utf8PathBuf {
    let whole = std::path::absolute(path).ok();
    let whole = whole.and_then(|whole| Utf8PathBuf::from_path_buf(whole).ok());
    let mut plain = Utf8PathBuf::new();
    for part in whole.as_deref().unwrap_or(path).components() {
        match part {
            camino::Utf8Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// What of the project a path is, if a result has no business there.
fn own_file(inside: &Utf8Path) -> Option<&'static str> {
    let first = inside.components().next()?.as_str();
    let is_yaml = inside.extension().is_some_and(|extension| {
        ["yaml", "yml"]
            .iter()
            .any(|yaml| extension.eq_ignore_ascii_case(yaml))
    });
    match first {
        "vetform.yaml" => Some("the configuration"),
        ".git" => Some("the repository"),
        "vetform.state" => Some("states"),
        ".vetform" => Some("vetform's own files"),
        _ if is_yaml => Some("a manifest"),
        _ => None,
    }
}

fn present(path: &Utf8Path) -> Result<Option<Vec<u8>>, CommandFailure> {
    match files::read(path, PLAN_BYTES) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        // Too large to be told apart is too large to be ours.
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Ok(Some(b"?".to_vec())),
        Err(error) => Err(CommandFailure::of_file(
            Exit::Failed,
            format!("cannot write {path}"),
            &error,
        )),
    }
}

/// Anything may replace an empty file, and what says why there is no result.
fn is_nothing(old: &[u8]) -> bool {
    let is_error = || {
        serde_json::from_slice::<Value>(old).is_ok_and(|document| {
            document["formatVersion"].is_u64() && document["error"]["exitCode"].is_u64()
        })
    };
    old.iter().all(u8::is_ascii_whitespace) || is_error()
}

/// `None`: nobody knows what.
fn sort_of(old: &[u8]) -> Option<Sort> {
    let text = String::from_utf8_lossy(old);
    let text = text.trim();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(fields)) => {
            let fields = &fields;
            let has = |name: &str| fields.contains_key(name);
            if has("manifestsDigest") && has("checksum") {
                Some(Sort::SavedPlan)
            } else if has("outcome") && has("done") || is_of_many_applies(fields) {
                Some(Sort::Report)
            } else if has("runs") || (has("formatVersion") && !has("fingerprintKey")) {
                Some(Sort::Review)
            } else {
                is_of_a_state(fields).then_some(Sort::Review)
            }
        }
        Ok(Value::Array(findings)) => findings
            .iter()
            .all(|finding| finding["check_name"].is_string() && finding["fingerprint"].is_string())
            .then_some(Sort::Review),
        _ => is_review(text).then_some(Sort::Review),
    }
}

/// The report of an apply in many workspaces, be it that none came so far.
fn is_of_many_applies(fields: &Map<String, Value>) -> bool {
    let workspaces = fields.get("workspaces").and_then(Value::as_array);
    workspaces.is_some_and(|workspaces| {
        workspaces.iter().all(|one| {
            let has_other = ["plan", "pull", "doctor"]
                .iter()
                .any(|key| one.get(key).is_some());
            one["exitCode"].is_u64() && !has_other
        })
    })
}

/// What `state show` prints: exactly what a record of the state, or of a part of it, is written as.
fn is_of_a_state(fields: &Map<String, Value>) -> bool {
    let telling = [
        "fields",
        "questions",
        "people",
        "steps",
        "talent",
        "entered",
    ];
    let whole = Value::Object(fields.clone());
    let prints = fields.get("fields").and_then(Value::as_object);
    let mut prints = prints.into_iter().flat_map(Map::values);
    telling.iter().any(|name| fields.contains_key(*name))
        && prints.all(is_fingerprint)
        && (is_written_as::<Record>(&whole)
            || is_written_as::<QuestionRecord>(&whole)
            || is_written_as::<PersonRecord>(&whole))
}

fn is_fingerprint(value: &Value) -> bool {
    let is_digit = |c: char| c.is_ascii_hexdigit();
    let text = value.as_str().unwrap_or_default();
    text.len() >= 16 && text.chars().all(is_digit)
}

fn is_written_as<T: DeserializeOwned + Serialize>(value: &Value) -> bool {
    let read: Option<T> = serde_json::from_value(value.clone()).ok();
    let again = read.and_then(|read| serde_json::to_value(read).ok());
    again.as_ref() == Some(value)
}

/// Told by lines that each of the formats has; a text that has none of them is somebody else's.
fn is_review(text: &str) -> bool {
    let is_html = text
        .get(..15)
        .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html>"));
    if is_html {
        return text.contains("Made by vetform ");
    }
    let first = text.lines().next().unwrap_or_default();
    let is_comment = first.starts_with('#') && (text.contains("<b>") || first.contains("vetform"));
    let told = [
        "Plan for workspace ",
        "Pull from workspace ",
        "Nothing to do",
        "Nothing to send in workspace ",
        "No drift in workspace ",
        "Changed outside the manifests of workspace ",
        "::error ",
        "::warning ",
        "::notice ",
        "error[",
        "warning[",
        "Applied: ",
        "Nothing was applied: ",
        "Not everything was applied: ",
        "Rehearsed in a copy of what is live in workspace ",
        "Nothing to rehearse in workspace ",
        "Nothing was rehearsed in workspace ",
    ];
    let is_told = |line: &str| {
        let line = line.trim_start_matches(['✅', '❌', ' ']);
        told.iter().any(|start| line.starts_with(start)) || line.ends_with(": no problems")
    };
    is_comment || begins_like_ours(text, first) || text.lines().any(is_told)
}

/// The beginnings of pictures, tables, checks and errors.
fn begins_like_ours(text: &str, first: &str) -> bool {
    let starts = [
        "error: ",
        "digraph vetform {",
        "id,email,name,status,evaluationStatus,",
    ];
    let is_table = first.contains('/')
        && (first.ends_with("candidates")
            || first.ends_with(": 1 candidate")
            || first.ends_with(": nobody yet"));
    let is_checkup = text.contains(" checked: ") && text.ends_with(" with a warning");
    let is_state = first
        .split_once('\t')
        .is_some_and(|(address, _)| address.parse::<Address>().is_ok());
    let is_svg = first.starts_with("<svg ")
        && text.contains("<title>Flows, their steps, and shared questions</title>");
    let is_mermaid = first == "flowchart LR";
    let is_junit = first.starts_with("<?xml ") && text.contains("<testsuites name=\"vetform ");
    starts.iter().any(|start| first.starts_with(start))
        || is_table
        || is_checkup
        || is_svg
        || is_mermaid
        || is_junit
        || is_state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_holds_is_told_by_its_content_and_a_doubt_counts_as_somebody_elses() {
        assert!(is_nothing(b" \n"));
        for (text, sort) in [
            (
                r#"{"manifestsDigest":"d","checksum":"c"}"#,
                Some(Sort::SavedPlan),
            ),
            (
                r#"{"formatVersion":1,"outcome":"failed","done":[]}"#,
                Some(Sort::Report),
            ),
            (
                r#"{"formatVersion":1,"workspaces":[{"exitCode":1,"error":{}},{"exitCode":0,"report":{}}]}"#,
                Some(Sort::Report),
            ),
            (
                r#"{"formatVersion":1,"workspaces":[{"exitCode":1,"error":{}},{"exitCode":0,"plan":{}}]}"#,
                Some(Sort::Review),
            ),
            (r#"{"formatVersion":1,"summary":{}}"#, Some(Sort::Review)),
            (r#"{"formatVersion":1,"fingerprintKey":"k"}"#, None),
            (r#"{"name":"a-package"}"#, None),
            (r#"{"id":"x","fields":{}}"#, None),
            (r#"{"id":"x","fields":{"title":"mine"}}"#, None),
            (
                "Nothing to do in workspace lab: 2 resources.",
                Some(Sort::Review),
            ),
            (
                "✅ Rehearsed in a copy of what is live in workspace lab: all 2 changes worked.",
                Some(Sort::Review),
            ),
            ("✅ Rehearsed yesterday", None),
            ("[]", Some(Sort::Review)),
            (
                r#"[{"check_name":"conflict","fingerprint":"f"}]"#,
                Some(Sort::Review),
            ),
            (r#"[{"name":"mine"}]"#, None),
            (
                "<?xml version=\"1.0\"?>\n<testsuites name=\"vetform plan\">",
                Some(Sort::Review),
            ),
            ("<?xml version=\"1.0\"?>\n<project/>", None),
            ("# Our hiring\n\nIt uses a plan.", None),
            ("[package]\nname = \"x\"", None),
        ] {
            assert!(!is_nothing(text.as_bytes()));
            assert_eq!(sort_of(text.as_bytes()), sort, "{text}");
        }
    }
}
