//! What was just written and no read shows yet: doubt, and never "gone" or "changed in the web app".
//!
//! Has no clock: when the reads began is a value of what was read.

use jiff::{SignedDuration, Timestamp};

use super::change::FieldChange;
use super::context::Context;
use super::draft::Draft;
use crate::diagnostic::Code;
use crate::model::Pointer;
use crate::state::{FingerprintKey, Record, Recorded};

/// What to do about it, whatever it is.
pub(super) const WAIT: &str = "wait a little and run the command again; a write that is still not visible after ten \
    minutes counts as deleted or changed in the web app";

/// `12 s`, `3 min`
pub(super) fn age_words(age: SignedDuration) -> String {
    match age.as_secs() {
        seconds @ ..120 => format!("{seconds} s"),
        seconds => format!("{} min", seconds / 60),
    }
}

/// Blocks what was written so long ago and is not visible yet.
pub(super) fn block(draft: &mut Draft<'_>, pointer: Pointer, message: String) {
    draft.block(Code::NotVisibleYet, pointer, message, WAIT);
}

/// A live object of this id that was created from here a moment ago, whatever its address is by now.
pub(super) fn created_recently(
    recorded: &Recorded,
    id: &str,
    read_at: Option<Timestamp>,
) -> Option<SignedDuration> {
    read_at?;
    let mut records = recorded.resources.values();
    records.find_map(|record| {
        (record.id == id)
            .then(|| record.created_recently(read_at))
            .flatten()
    })
}

/// Values that read as they did before a write of the last minutes: nobody changed them back, the read is an old one.
pub(super) fn block_old_reads(
    draft: &mut Draft<'_>,
    record: Option<&Record>,
    context: &Context<'_>,
) {
    let read_at = context.live.read_at;
    let Some((record, age)) =
        record.and_then(|record| Some((record, record.written_recently(read_at)?)))
    else {
        return;
    };
    let key = &context.recorded.fingerprint_key;
    if shows_newer(&draft.fields, record, key) {
        return;
    }
    let old: Vec<FieldChange> = draft
        .fields
        .extract_if(.., |field| moved_live(field).is_some())
        .collect();
    let Some(first) = old.first() else { return };
    let pointer = first.source.as_ref().map(|source| source.pointer.clone());
    let paths: Vec<&str> = old.iter().map(|field| field.path.as_str()).collect();
    let verb = if paths.len() == 1 { "reads" } else { "read" };
    let message = format!(
        "{} still {verb} as before the write of {} ago, which is not visible yet",
        paths.join(", "),
        age_words(age)
    );
    block(
        draft,
        pointer.unwrap_or_else(|| Pointer::root().key("spec")),
        message,
    );
}

/// Whether a read shows a value that is neither ours nor one that a write of ours took the place of: somebody has changed
/// it since, so it is not an old copy, and what it lacks is gone.
pub(super) fn shows_newer(fields: &[FieldChange], record: &Record, key: &FingerprintKey) -> bool {
    fields.iter().any(|field| {
        moved_live(field).is_some_and(|value| !record.has_replaced(key, &field.path, value))
    })
}

/// The live value of what differs from what was applied and from what was read after it.
fn moved_live(field: &FieldChange) -> Option<&serde_json::Value> {
    let moved = field.cause.is_of_the_web_app();
    field.before.as_ref().filter(|_| moved).map(read_value)
}

/// The value that a difference compares: of a question, which shows as an object of its fields, the one that reads show.
pub fn read_value(before: &serde_json::Value) -> &serde_json::Value {
    before.get("question").unwrap_or(before)
}
