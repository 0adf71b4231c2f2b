//! What was edited in a manifest and in the web app since the last apply: a plan says so, and an apply that was not told to
//! overwrite it sends nothing. The state holds no values, so what it was before both is not known.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::{Blocked, Cause, Change, FieldChange, Note, NoteSeverity, PersonChange, Plan};
use crate::diagnostic::Code;
use crate::model::{Address, PersonAction, PersonSource};

impl Plan {
    /// Those whose apply is refused: edited here and in the web app.
    pub fn conflicts(&self) -> usize {
        let notes = self.notes.iter();
        notes.filter(|note| note.code == Code::Conflict).count()
    }

    pub(super) fn note_conflicts(&mut self) {
        let notes = self.changes.iter().filter_map(note);
        self.notes.extend(notes.collect::<Vec<_>>());
    }

    /// Consents to overwrite what was edited in the web app as well.
    pub fn overwrite_conflicts(&mut self) {
        self.notes.retain(|note| note.code != Code::Conflict);
    }

    /// Blocks every change that would overwrite an edit of the web app with another one of the manifest.
    pub fn refuse_conflicts(&mut self) {
        let notes = self
            .notes
            .extract_if(.., |note| note.code == Code::Conflict);
        let addresses: BTreeSet<Address> = notes.map(|note| note.address).collect();
        let conflicts = self
            .changes
            .extract_if(.., |change| addresses.contains(&change.address));
        for change in conflicts {
            let fields = change.fields.iter().filter(|field| is_both(field.cause));
            self.blocked
                .extend(fields.map(|field| of_field(&change, field)));
            let people = change.people.iter().filter(|person| is_both(person.cause));
            self.blocked
                .extend(people.map(|person| of_person(&change, person)));
            self.obstructed.push(change.obstructed());
        }
    }
}

fn is_both(cause: Cause) -> bool {
    cause == Cause::Conflict
}

fn note(change: &Change) -> Option<Note> {
    let fields = change.fields.iter().filter(|field| is_both(field.cause));
    let people = change.people.iter().filter(|person| is_both(person.cause));
    let what: Vec<String> = fields
        .map(|field| format!("`{}`", name(field)))
        .chain(people.map(|person| format!("the stage of {}", person.who)))
        .collect();
    let is_refused = change.is_pending() && !what.is_empty();
    is_refused.then(|| Note {
        address: change.address.clone(),
        code: Code::Conflict,
        severity: NoteSeverity::Warning,
        message: format!(
            "edited here and changed in the web app since the last apply: {}. Apply refuses to overwrite it: {}",
            what.join(", "),
            help(change)
        ),
    })
}

fn name(field: &FieldChange) -> &str {
    field.path.strip_prefix("spec.").unwrap_or(&field.path)
}

fn help(change: &Change) -> String {
    let address = &change.address;
    let keep = "the manifest's with `vetform apply --overwrite-conflicts`";
    if address.kind().is_roster() {
        format!("put the web app's into the manifest, or take {keep}")
    } else {
        format!("take the web app's with `vetform pull --write --take-live {address}`, or {keep}")
    }
}

fn of_field(change: &Change, field: &FieldChange) -> Blocked {
    let live = field.before.as_ref().filter(|live| !live.is_null());
    let live = live.map_or_else(
        || "the web app no longer has it".to_owned(),
        |live| format!("the web app says {}", words(live)),
    );
    let declared = field
        .after
        .as_ref()
        .map_or_else(|| "nothing".to_owned(), words);
    let message = format!(
        "`{}` was edited here and changed in the web app since the last apply: the manifest says {declared}, {live}",
        name(field)
    );
    blocked(change, message, field.source.clone())
}

fn of_person(change: &Change, person: &PersonChange) -> Blocked {
    let wanted = match &person.action {
        PersonAction::Move { to: stage, .. } | PersonAction::Enter { stage } => {
            format!("“{stage}”")
        }
        _ => "another one".to_owned(),
    };
    let live = match &person.action {
        PersonAction::Move {
            from: Some(from), ..
        } => format!("“{from}”"),
        _ => "none".to_owned(),
    };
    let source = match &person.source {
        PersonSource::Manifest(source) => Some(source.clone()),
        PersonSource::Row { .. } => None,
    };
    let message = format!(
        "the stage of {} was edited here and changed in the web app since the last apply: the manifest says {wanted}, \
         the web app says {live}",
        person.who
    );
    blocked(change, message, source)
}

fn blocked(change: &Change, message: String, source: Option<crate::model::SourcePath>) -> Blocked {
    Blocked {
        address: change.address.clone(),
        code: Code::Conflict,
        message,
        help: help(change),
        source,
        steps: Vec::new(),
    }
}

/// A value in a sentence; of a question, its texts that a read shows.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => format!("“{}”", text.trim()),
        Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => {
            let parts = parts.values().filter(|part| !part.is_null());
            parts.map(words).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
