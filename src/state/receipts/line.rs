//! A receipt as a line of a chain: its JSON, then the hash of the line before and its own.
//!
//! The own one is SHA-256 over the hash of the line before and the line as it would be without the two, so that anybody can
//! compute it from the text.

use sha2::{Digest as _, Sha256};

use super::receipt::Receipt;

/// Hex digits of a hash.
const HEX: usize = 64;

/// What stands for the hash before the first line.
pub(super) const NOTHING_BEFORE: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// A line that was read.
pub(super) struct Parts<'t> {
    body: String,
    pub(super) previous: &'t str,
    pub(super) hash: &'t str,
}

impl<'t> Parts<'t> {
    /// The parts of a line; `None`: it is none.
    pub(super) fn of(text: &'t str) -> Option<Self> {
        // Version control may have made two characters of the line end.
        let text = text.strip_suffix('\r').unwrap_or(text);
        let text = text.strip_suffix("\"}")?;
        let (text, hash) = text.split_at_checked(text.len().checked_sub(HEX)?)?;
        let text = text.strip_suffix("\",\"hash\":\"")?;
        let (text, previous) = text.split_at_checked(text.len().checked_sub(HEX)?)?;
        let body = text.strip_suffix(",\"previous\":\"")?;
        Some(Self {
            body: format!("{body}}}"),
            previous,
            hash,
        })
    }

    /// Whether nobody has changed it since.
    pub(super) fn is_whole(&self) -> bool {
        hash_of(self.previous, &self.body) == self.hash
    }

    pub(super) fn receipt(&self) -> Option<Receipt> {
        serde_json::from_str(&self.body).ok()
    }
}

/// The line, with its line end, and its hash.
pub(super) fn line(previous: &str, receipt: &Receipt) -> (String, String) {
    // Strings, numbers and maps with string keys always serialise.
    let body = serde_json::to_string(receipt).unwrap_or_default();
    let hash = hash_of(previous, &body);
    let open = body.strip_suffix('}').unwrap_or(&body);
    let text = format!("{open},\"previous\":\"{previous}\",\"hash\":\"{hash}\"}}\n");
    (text, hash)
}

fn hash_of(previous: &str, body: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(body);
    hex::encode(hasher.finalize())
}
