//! What the fuzz targets call: whatever may stand where a state, its journal, its lock or its receipts should.

use super::document;
use super::fingerprint::FingerprintKey;
use super::holder::Holder;
use super::receipts::read_chain;
use super::recorded::Recorded;

/// The document; what is read of it is written and read again alike.
///
/// # Panics
/// If it is not: then a run would change what it did not mean to.
#[expect(clippy::panic, reason = "a target finds what panics")]
pub fn state(bytes: &[u8]) {
    let _ = (
        document::looks_like_one(bytes),
        document::has_marks_of_one(bytes),
    );
    let Ok(recorded) = document::parse("a", bytes) else {
        return;
    };
    let Ok(text) = document::text("a", &recorded) else {
        return;
    };
    match document::parse("a", text.as_bytes()) {
        Ok(again) if again == recorded => {}
        other => panic!("{recorded:?}\nbecame {other:?}"),
    }
}

/// A journal, made true of a state that it is of.
pub fn journal(text: &str) {
    let key = FingerprintKey::new([7; 32]);
    let mut recorded = Recorded::new(key, "0123456789abcdef".to_owned());
    let _ = document::fold(&mut recorded, "a", text);
}

/// A lock.
pub fn lock(bytes: &[u8]) {
    let _ = serde_json::from_slice::<Holder>(bytes);
}

/// Two pages of receipts.
pub fn receipts(text: &str) {
    let (first, second) = text.split_once("\n\n").unwrap_or((text, ""));
    let _ = read_chain([(1, first), (2, second)], None);
}
