//! What several targets ask of a text.

/// # Panics
/// If something in the text moves a cursor, rings, or turns the direction of what follows.
#[track_caller]
pub fn steers_nothing(text: &str) {
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t';
    let turns = ['\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{200f}'];
    assert!(!text.contains(steers) && !text.contains(turns), "{text:?}");
}

/// # Panics
/// If a line of the text is an order to the runner that reads it.
#[track_caller]
pub fn obeys_nobody(text: &str) {
    for line in text.lines() {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
        let is_order = ["::", "section_start:", "section_end:"];
        assert!(!is_order.iter().any(|order| line.starts_with(order)), "{text:?}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{text:?}");
    }
}
