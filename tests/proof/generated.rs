//! Files that the model writes and other tests read.

/// Compares; with `VETFORM_PROOF=write` it writes.
pub(crate) fn is_fresh(name: &str, text: &str) {
    let path = format!("{}/tests/proof/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("VETFORM_PROOF").as_deref() == Ok("write") {
        std::fs::write(&path, text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let lines = |text: &str| text.lines().count();
    assert!(
        written == text,
        "{name} has {} lines, the model {}: `VETFORM_PROOF=write cargo test --test proof` writes it",
        lines(&written),
        lines(text)
    );
}
