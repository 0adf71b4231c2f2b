//! Texts that come in with a change and are not as they look: a reviewer reads one thing, and candidates' searches, filters
//! and screen readers another. Said, never stopped.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Cause, Change, FieldChange, NoteSeverity, Plan};
use crate::diagnostic::Code;
use crate::model::{Confusable, confusables, name_of_invisible};

/// Most places that a note names.
const MOST: usize = 3;

impl Plan {
    /// Notes every change that brings such a text in. One that is live already was seen before.
    pub(super) fn note_confusable_texts(&mut self) {
        let told: Vec<_> = self
            .changes
            .iter()
            .filter_map(|change| Some((change.address.clone(), words(change)?)))
            .collect();
        for (address, words) in told {
            self.note(&address, Code::ConfusableText, NoteSeverity::Warning, words);
        }
    }
}

fn words(change: &Change) -> Option<String> {
    let mut places: Vec<String> = Vec::new();
    for field in &change.fields {
        let name = field.path.strip_prefix("spec.").unwrap_or(&field.path);
        places.extend(new_in(field).iter().map(|one| place(name, one)));
    }
    let more = places.len().saturating_sub(MOST);
    places.truncate(MOST);
    if more > 0 {
        places.push(format!("and {more} more"));
    }
    (!places.is_empty()).then(|| places.join("; "))
}

fn new_in(field: &FieldChange) -> BTreeSet<Confusable> {
    if field.cause == Cause::Drifted {
        return BTreeSet::new();
    }
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    field
        .before
        .iter()
        .for_each(|value| gather(value, &mut before));
    field
        .after
        .iter()
        .for_each(|value| gather(value, &mut after));
    after.difference(&before).cloned().collect()
}

fn gather(value: &Value, found: &mut BTreeSet<Confusable>) {
    match value {
        Value::String(text) => found.extend(confusables(text)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn place(name: &str, found: &Confusable) -> String {
    match found {
        Confusable::LooksLike {
            word,
            letter,
            taken_for,
        } => format!(
            "`{name}`: “{word}” contains a character that only looks like “{taken_for}” (U+{:04X})",
            u32::from(*letter)
        ),
        Confusable::Unseen(c) => format!(
            "`{name}` contains an invisible character ({})",
            name_of_invisible(*c)
        ),
    }
}
