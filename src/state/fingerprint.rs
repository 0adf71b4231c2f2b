//! Keyed fingerprints: they show that a value changed without holding the value. The key lives in the state, so a
//! fingerprint cannot be guessed back from a list of likely texts without it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::{Bucket, BucketStatus, FieldValue, canonical_text};

/// 128 bits of keyed BLAKE3, as 32 hex digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Not 32 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a fingerprint: 32 hex digits")]
pub struct FingerprintError;

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        (text.len() == 32 && is_hex)
            .then(|| Self(text.to_owned()))
            .ok_or(FingerprintError)
    }
}

impl Fingerprint {
    /// Enough of it to name one among a roster's people.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

/// The state's random key, 32 bytes as 64 hex digits in the file.
#[derive(Clone, PartialEq, Eq)]
pub struct FingerprintKey([u8; 32]);

impl FingerprintKey {
    /// Takes 32 random bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The fingerprint of the value of the field `name`. Values that
    /// [count as the same](FieldValue::is_met_by) have the same fingerprint, and the same value in two fields has two.
    pub fn of(&self, name: &str, value: &FieldValue) -> Fingerprint {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(name.as_bytes());
        hasher.update(&[0]);
        feed(&mut hasher, value);
        let hash = hasher.finalize().to_hex();
        Fingerprint(hash.as_str()[..32].to_owned())
    }

    /// The fingerprint of a person, by [`Email::canonical`](crate::model::Email::canonical) or
    /// [`Email::canonical_of`](crate::model::Email::canonical_of).
    pub fn of_person(&self, canonical: &str) -> Fingerprint {
        self.of_text("email", canonical)
    }

    pub fn of_text(&self, name: &str, text: &str) -> Fingerprint {
        self.of(name, &FieldValue::Text(text.to_owned()))
    }
}

fn feed(hasher: &mut blake3::Hasher, value: &FieldValue) {
    let mut tagged = |tag: u8, text: &str| {
        hasher.update(&[tag]);
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    match value {
        FieldValue::Null => tagged(b't', ""),
        FieldValue::Text(text) => tagged(b't', &canonical_text(text)),
        FieldValue::Number(number) => tagged(b'n', &number.to_string()),
        FieldValue::Bool(value) => tagged(b'b', if *value { "true" } else { "false" }),
        FieldValue::List(list) if list.is_empty() => tagged(b't', ""),
        FieldValue::List(list) => {
            let mut items: Vec<_> = list.iter().collect();
            items.sort_unstable();
            items.dedup();
            for item in items {
                tagged(b'l', item);
            }
        }
        FieldValue::Buckets(buckets) => {
            let mut items: Vec<_> = buckets.iter().collect();
            items.sort_by(|a, b| a.name.cmp(&b.name));
            for Bucket {
                name,
                description,
                status,
            } in items
            {
                tagged(b'u', name);
                tagged(b'd', description.as_deref().unwrap_or_default());
                tagged(
                    b's',
                    match status {
                        Some(BucketStatus::Pass) => "pass",
                        Some(BucketStatus::Fail) => "fail",
                        None => "",
                    },
                );
            }
        }
    }
}

impl fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FingerprintKey([hidden])")
    }
}

impl Serialize for FingerprintKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        blake3::Hash::from_bytes(self.0)
            .to_hex()
            .as_str()
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FingerprintKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let hash = blake3::Hash::from_hex(text).map_err(serde::de::Error::custom)?;
        Ok(Self(*hash.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: FingerprintKey = FingerprintKey::new([7; 32]);

    #[test]
    fn what_counts_as_the_same_has_the_same_fingerprint() {
        let list = |items: &[&str]| FieldValue::List(items.iter().map(|&s| s.to_owned()).collect());
        assert_eq!(
            KEY.of_text("title", "a\r\nb \n"),
            KEY.of_text("title", "a\nb")
        );
        assert_eq!(
            KEY.of("skills", &list(&["b", "a"])),
            KEY.of("skills", &list(&["a", "b"]))
        );
        assert_eq!(KEY.of("jobId", &FieldValue::Null), KEY.of_text("jobId", ""));
    }

    #[test]
    fn other_values_fields_and_keys_have_other_fingerprints() {
        let base = KEY.of_text("title", "a");
        assert_ne!(base, KEY.of_text("title", "b"));
        assert_ne!(base, KEY.of_text("role", "a"));
        assert_ne!(base, FingerprintKey::new([8; 32]).of_text("title", "a"));
    }

    #[test]
    fn the_key_reads_back_and_never_shows_in_debug() {
        let text = serde_json::to_string(&KEY).unwrap();
        assert_eq!(serde_json::from_str::<FingerprintKey>(&text).unwrap(), KEY);
        assert_eq!(format!("{KEY:?}"), "FingerprintKey([hidden])");
    }
}
