//! What a journal says of one thing that is asked for – an object, a question, a person – as a word of few letters: its
//! path. `journals.txt` has every path that the model takes; what the program leaves must be one of them (`tests/it`).

use std::collections::BTreeMap;

use vetform::state::{Line, Part, Pending, RecordChange};

/// The paths of a journal, each with whose it is: `person: asks 1, done`.
pub(crate) fn paths(journal: &str) -> Vec<String> {
    let mut all: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for line in journal.lines() {
        let json = line.split_once(' ').map_or(line, |(_, json)| json);
        // A kill tears the last line.
        let Ok(Line::Fact(delta)) = serde_json::from_str(json) else {
            continue;
        };
        if let Some((part, letter)) = letter(delta.change) {
            let key = (delta.address.to_string(), part.to_string());
            all.entry(key).or_default().push(letter);
        }
    }
    let paths = all.into_iter();
    paths
        .map(|((_, part), letters)| format!("{}: {}", whose(&part), letters.join(", ")))
        .collect()
}

/// A question is asked for and found as an object is.
fn whose(part: &str) -> &'static str {
    match part.split('/').next() {
        Some("candidates") => "person",
        Some("rejections") => "rejection",
        Some("generate") => "questions that the system writes",
        _ => "object",
    }
}

fn letter(change: RecordChange) -> Option<(Part, String)> {
    match change {
        RecordChange::Started { part, pending } => Some((part, started(&pending))),
        RecordChange::NotDone { part } => Some((part, "not done".to_owned())),
        RecordChange::Identify { .. } => Some((Part::Whole, "is there".to_owned())),
        RecordChange::Question { name, .. } => Some((Part::Question(name), "is there".to_owned())),
        RecordChange::Person { who, .. } => Some((Part::Person(who), "is there".to_owned())),
        RecordChange::PersonForgotten { who } => Some((Part::Person(who), "forgotten".to_owned())),
        _ => None,
    }
}

fn started(pending: &Pending) -> String {
    let Pending {
        since: _,
        fields: _,
        alike: _,
        sends,
        accepted,
        among,
    } = pending;
    match (accepted, among.is_empty()) {
        (_, false) => "one of several".to_owned(),
        (true, true) => format!("accepted {sends}"),
        (false, true) => format!("asks {sends}"),
    }
}
