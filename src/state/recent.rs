//! How long what was just written may stay unseen: systems answer reads from copies that lag behind their writes.
//!
//! Has no clock: whoever asks says when the read was.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::fingerprint::{Fingerprint, FingerprintKey};
use super::record::Record;

/// A read within this time of our own write that does not show it is in doubt; after it, the read is the truth.
const VISIBLE_WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How long before a read something was written, if that is so recent that the read need not show it.
///
/// A write in the future, by another machine's clock, was just now.
pub fn age_if_recent(at: Option<Timestamp>, read_at: Option<Timestamp>) -> Option<SignedDuration> {
    let age = read_at?.duration_since(at?).max(SignedDuration::ZERO);
    (age < VISIBLE_WITHIN).then_some(age)
}

/// The start of a write as it was written down; what is not a time is none.
pub(super) fn moment(since: &str) -> Option<Timestamp> {
    since.parse().ok()
}

/// A live value, by the path of its difference in a plan.
pub fn print_of_value(key: &FingerprintKey, path: &str, value: &Value) -> Fingerprint {
    key.of_text(path, &value.to_string())
}

impl Record {
    /// How long before the read the live object was created from here, if that is recent.
    pub fn created_recently(&self, read_at: Option<Timestamp>) -> Option<SignedDuration> {
        age_if_recent(self.created, read_at)
    }

    /// How long before the read the live object was created or last written from here, if that is recent.
    pub fn written_recently(&self, read_at: Option<Timestamp>) -> Option<SignedDuration> {
        age_if_recent(self.created.max(self.written), read_at)
    }

    /// Whether a write of the last minutes has taken this value's place, so that whoever reads it reads an old copy.
    pub fn has_replaced(&self, key: &FingerprintKey, path: &str, value: &Value) -> bool {
        let replaced = self.replaced.get(path);
        replaced.is_some_and(|replaced| replaced.contains(&print_of_value(key, path, value)))
    }

    pub(super) fn wrote(
        &mut self,
        at: Timestamp,
        replaced: impl IntoIterator<Item = (String, Fingerprint)>,
        removed: Option<&String>,
    ) {
        self.forget_old_writes(at);
        self.written = Some(at);
        for (path, print) in replaced {
            self.replaced.entry(path).or_default().insert(print);
        }
        self.removed.extend(removed.cloned());
    }

    /// What no read can be excused by any more is not kept.
    pub(super) fn forget_old_writes(&mut self, now: Timestamp) {
        if age_if_recent(self.written, Some(now)).is_none() {
            self.replaced.clear();
            self.removed.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn age(at: &str, read_at: &str) -> Option<SignedDuration> {
        age_if_recent(moment(at), moment(read_at))
    }

    #[test]
    fn a_write_is_recent_for_ten_minutes_and_one_of_the_future_is_of_now() {
        let seconds = |seconds| Some(SignedDuration::from_secs(seconds));
        assert_eq!(
            age("2026-01-01T00:00:00Z", "2026-01-01T00:00:12Z"),
            seconds(12)
        );
        assert_eq!(age("2026-01-01T00:00:00Z", "2026-01-01T00:10:00Z"), None);
        assert_eq!(
            age("2026-01-01T01:00:00Z", "2026-01-01T00:00:00Z"),
            seconds(0)
        );
        assert_eq!(age("no time", "2026-01-01T00:00:00Z"), None);
        assert_eq!(age_if_recent(moment("2026-01-01T00:00:00Z"), None), None);
    }
}
