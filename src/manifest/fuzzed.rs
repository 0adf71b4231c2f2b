//! What the fuzz targets call: whatever somebody may write into a file of a project is read, and every problem shown.

use std::sync::Arc;

use camino::Utf8Path;

use super::check::RosterPerson;
use super::cohort::people_of;
use super::config::{read_config, read_workspaces};
use super::encoding;
use super::file::{problems_of, shown};
use super::sources::Sources;
use crate::diagnostic::Diagnostic;
use crate::model::{flowmingo, promptster};
use crate::render::diagnostics::human;

/// A manifest file; gives back what is said of it.
pub fn manifest(text: &str) -> String {
    let file = Utf8Path::new("a.yaml");
    said(file, shown(text), &problems_of(file, text, None))
}

/// vetform.yaml, and a file of workspaces; gives back what is said of them.
pub fn configuration(text: &str) -> String {
    let root = Utf8Path::new("/nonexistent");
    let text: Arc<str> = Arc::from(text);
    let read = read_config(root, &text);
    let mut all = said(Utf8Path::new("vetform.yaml"), read.text, &read.problems);
    let file = Utf8Path::new("a.yaml");
    let values = read.config.map(|config| config.values).unwrap_or_default();
    if let Some(read) = read_workspaces(root, file, &text, &values) {
        all += &said(file, read.text, &read.problems);
    }
    all
}

/// A file of people; gives back what is said of it.
pub fn people(bytes: &[u8]) -> String {
    let Ok(text) = encoding::people(bytes) else {
        return String::new();
    };
    let mut all = rows::<flowmingo::Candidate>(&text, ());
    all += &rows::<promptster::Candidate>(&text, ());
    all
}

fn rows<P: RosterPerson>(text: &Arc<str>, rules: P::Rules) -> String {
    let file: Arc<Utf8Path> = Arc::from(Utf8Path::new("a.csv"));
    let (_, problems) = people_of::<P>(&file, text, rules);
    let mut sources = Sources::default();
    sources.add_rows(file.to_path_buf(), Arc::clone(text));
    human(&problems, &sources, 100, false)
}

fn said(file: &Utf8Path, text: Arc<str>, problems: &[Diagnostic]) -> String {
    let mut sources = Sources::default();
    sources.add(file.to_owned(), text, None);
    human(problems, &sources, 100, false)
}
