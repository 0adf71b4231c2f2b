//! A field with a line of its own: what is live takes the place of what is declared.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::manifest::edit::{Edit, Yaml};
use crate::model::Pointer;
use crate::plan::{Cause, FieldChange};

/// What becomes of a value that was changed in the manifest and live since the last apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflicts {
    /// The edit of the manifest stays, as every edit does that is not applied yet.
    Stay,
    /// The live value takes its place.
    TakeLive,
}

impl Conflicts {
    /// Whether the live value takes the place of a declared one that differs.
    pub(super) const fn takes_live(self, cause: Cause) -> bool {
        match cause {
            Cause::Drifted | Cause::Unrecorded => true,
            Cause::Conflict => matches!(self, Self::TakeLive),
            Cause::Edited | Cause::Unverifiable => false,
        }
    }
}

/// A field with a line of its own; questions and steps are worked out from what is live.
pub(super) fn plain_field(field: &FieldChange, edits: &mut Vec<Edit>) {
    let FieldChange {
        path,
        before,
        after,
        cause: _,
        source,
    } = field;
    let is_part = path.starts_with("spec.questions[") || path.starts_with("spec.steps[");
    let (Some(source), Some(before), false) = (source, before, is_part) else {
        return;
    };
    let at = source.pointer.clone();
    let name = path.strip_prefix("spec.").unwrap_or(path);
    if at != Pointer::spec(name.to_owned()) {
        // `job: { title: … }`, while live has an id.
        edits.push(Edit::Replace(at, name.to_owned(), Yaml::from_json(before)));
        return;
    }
    match (before, after) {
        (Value::Null, _) if source_takes_null(name) => edits.push(Edit::Set(at, Yaml::Null)),
        (Value::Null, _) => edits.push(Edit::Remove(at)),
        (Value::Array(live), Some(Value::Array(declared))) => {
            list_edits(&at, live, declared, edits);
        }
        (value, _) => edits.push(Edit::Set(at, Yaml::from_json(value))),
    }
}

/// The two fields of a branding that null clears.
fn source_takes_null(name: &str) -> bool {
    matches!(name, "logoUrl" | "accentColor")
}

/// Items that are gone and items that are new, so that the comments of the others stay.
fn list_edits(at: &Pointer, live: &[Value], declared: &[Value], edits: &mut Vec<Edit>) {
    let is_set = |list: &[Value]| {
        let texts: BTreeSet<String> = list.iter().map(Value::to_string).collect();
        texts.len() == list.len()
    };
    let are_texts = live.iter().chain(declared).all(Value::is_string);
    if !(are_texts && is_set(live) && is_set(declared)) {
        let items = live.iter().map(Yaml::from_json).collect();
        edits.push(Edit::Set(at.clone(), Yaml::List(items)));
        return;
    }
    for (index, item) in declared.iter().enumerate() {
        if !live.contains(item) {
            edits.push(Edit::Remove(at.clone().index(index)));
        }
    }
    for item in live.iter().filter(|item| !declared.contains(item)) {
        edits.push(Edit::Append(at.clone(), Yaml::from_json(item)));
    }
}
