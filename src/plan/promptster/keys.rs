//! The candidate keys that a deletion takes along: whose they are, never what they are.

use crate::diagnostic::Code;
use crate::model::promptster::ObservedKey;
use crate::model::{Lookup, TaskId, masked};
use crate::plan::change::NoteSeverity;
use crate::plan::context::Context;
use crate::plan::draft::Draft;

/// The live keys of an assessment; none if nobody has read them yet.
pub(super) fn keys_of<'a>(id: &TaskId, context: &Context<'a>) -> Vec<&'a ObservedKey> {
    match context.live.promptster.keys.get(id) {
        Some(Lookup::Found(keys)) => keys.items().iter().collect(),
        Some(Lookup::Gone | Lookup::Denied(_)) | None => Vec::new(),
    }
}

/// `3 candidate keys`
pub(super) fn counted(keys: &[&ObservedKey]) -> String {
    match keys.len() {
        0 => "no candidate key".to_owned(),
        1 => "1 candidate key".to_owned(),
        many => format!("{many} candidate keys"),
    }
}

/// Names everybody who loses a key.
pub(super) fn note_keys(draft: &mut Draft<'_>, id: &TaskId, keys: &[&ObservedKey]) {
    if keys.is_empty() {
        return;
    }
    let whose: Vec<String> = keys.iter().map(|key| whose(key)).collect();
    draft.note(
        Code::KeysDie,
        NoteSeverity::Warning,
        format!(
            "{} of {id} will no longer work: {}",
            counted(keys),
            whose.join(", ")
        ),
    );
}

fn whose(key: &ObservedKey) -> String {
    let who = key
        .email
        .as_deref()
        .map_or_else(|| "anonymous".to_owned(), masked);
    let status = key.status.as_deref().unwrap_or("status unknown");
    format!("{who} ({status})")
}
