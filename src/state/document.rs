//! The state document as text, the same in every store. Reads and writes no store itself.

use serde::Deserialize;

use super::error::StateError;
use super::fingerprint::FingerprintKey;
use super::journal::{self, Line};
use super::receipts::Deeds;
use super::recorded::Recorded;
use crate::files;
use crate::json_text::misread;

/// A state that was never saved, with a lineage and a key of its own.
pub(super) fn empty() -> Result<Recorded, StateError> {
    let mut key = [0; 32];
    let mut lineage = [0; 8];
    getrandom::fill(&mut key).map_err(StateError::Random)?;
    getrandom::fill(&mut lineage).map_err(StateError::Random)?;
    let lineage = format!("{:016x}", u64::from_le_bytes(lineage));
    Ok(Recorded::new(FingerprintKey::new(key), lineage))
}

/// Reads the document that stands at `place`.
pub(super) fn parse(place: &str, text: &[u8]) -> Result<Recorded, StateError> {
    let damaged = |error: serde_json::Error| match merge_conflict(text) {
        Some(line) => StateError::MergeConflict {
            place: place.to_owned(),
            line,
        },
        None => StateError::Damaged {
            place: place.to_owned(),
            what: misread(&error, text, "a state"),
        },
    };
    match serde_json::from_slice(text) {
        Ok(Format { found }) if found > u64::from(Recorded::FORMAT_VERSION) => {
            Err(StateError::Newer {
                place: place.to_owned(),
                found,
            })
        }
        // Whatever else stands there is read as what it should be only: a value of its own takes a hundred times its text.
        _ => serde_json::from_slice(text).map_err(damaged),
    }
}

/// What every format has.
#[derive(Deserialize)]
struct Format {
    #[serde(rename = "formatVersion")]
    found: u64,
}

/// The line, from 1, where version control has left two versions for somebody to choose from.
fn merge_conflict(text: &[u8]) -> Option<usize> {
    let first = files::merge_conflicts(text).first()?.start;
    Some(text[..first].split(|byte| *byte == b'\n').count())
}

/// Whether a file may be a state: told from its first bytes, without reading all of it.
pub(super) fn looks_like_one(text: &[u8]) -> bool {
    const FIRST: usize = 256;
    let first = String::from_utf8_lossy(&text[..text.len().min(FIRST)]);
    first.starts_with('{') && first.contains("\"formatVersion\"")
}

/// Whether a text that cannot be read as a state was one, or is one of a later format: by keys that nothing else has.
pub(super) fn has_marks_of_one(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    has("fingerprintKey") || has("formatVersion") && has("lineage")
}

pub(super) fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

/// The document as it is stored: one fact a line, with a line end.
pub(super) fn text(place: &str, recorded: &Recorded) -> Result<String, StateError> {
    let mut text = serde_json::to_string_pretty(recorded).map_err(|error| StateError::Damaged {
        place: place.to_owned(),
        what: error.to_string(),
    })?;
    text.push('\n');
    Ok(text)
}

/// Makes the facts of the journal at `place` true, and derives the receipts that its run could not write. A journal of another
/// lineage, or of a serial that was saved since, is left out: its facts are about another state, or in this one already.
/// What people should hear: that its end was damaged, and left out.
pub fn fold(
    recorded: &mut Recorded,
    place: &str,
    text: &str,
) -> Result<Option<String>, StateError> {
    let parsed = journal::parse(text).map_err(|line| StateError::DamagedJournal {
        place: place.to_owned(),
        line,
    })?;
    let mut lines = parsed.lines.into_iter();
    let origin = match lines.next() {
        Some(Line::Begin {
            lineage,
            serial,
            origin,
        }) if lineage == recorded.lineage && serial == recorded.serial => origin,
        _ => return Ok(None),
    };
    let mut deeds = Deeds::default();
    for line in lines {
        if let Line::Fact(delta) = line {
            deeds.apply(&delta, recorded);
        }
    }
    let words = |line| {
        format!(
            "the end of the journal {place} is damaged from line {line} on, as after a power failure, and was \
            skipped: anything it recorded there is searched for among live objects"
        )
    };
    let receipts = deeds.receipts(&origin, recorded);
    recorded.unwritten_receipts.extend(receipts);
    Ok(parsed.damaged_from.map(words))
}
