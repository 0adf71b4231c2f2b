//! Ids of the systems, where a manifest names one: text that could stand in a path of theirs.

use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

/// Reports a text that no system can have handed out as an id. `name` is what people call the field.
pub(super) fn check(found: &mut Findings, at: Pointer, name: &str, id: &str) {
    let Some(why) = objection(id) else { return };
    let flaw = Flaw::new(
        Code::OutOfBounds,
        Spot::Value(at),
        format!("`{name}` {why}"),
    );
    found.report(flaw.help("write the id as the system shows it, or remove the key"));
}

fn objection(id: &str) -> Option<&'static str> {
    if id.trim().is_empty() {
        return Some("is empty");
    }
    // In a URL these lead to another place.
    if matches!(id, "." | "..") {
        return Some("is not a valid id: in a URL it means a folder");
    }
    if id.chars().any(char::is_control) {
        return Some("is not a valid id: it contains control characters");
    }
    let has_blanks = id.chars().any(char::is_whitespace);
    has_blanks.then_some("is not a valid id: it contains spaces")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_word_that_is_no_folder() {
        for good in ["7", "as_1", "6f1c-…", "a/b", "...", "ü"] {
            assert_eq!(objection(good), None, "{good}");
        }
        for bad in [
            "", " ", ".", "..", "a b", " a", "a\n", "a\u{0}", "a\u{a0}b", "\u{7f}",
        ] {
            assert!(objection(bad).is_some(), "{bad:?}");
        }
    }
}
