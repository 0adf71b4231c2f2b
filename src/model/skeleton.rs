//! Texts by what a reader takes them for: letters of other scripts that look the same, and a digit that looks like a
//! letter, become one. For warnings: two texts of one skeleton need not be the same.

use unicode_security::confusable_detection;

/// The text with every character replaced by what it looks like; capitals do not count.
pub fn skeleton(text: &str) -> String {
    let seen = confusable_detection::skeleton(text);
    seen.flat_map(char::to_lowercase).collect()
}

/// The first characters in which two texts of one skeleton differ, if they have equally many.
pub fn first_difference(left: &str, right: &str) -> Option<(char, char)> {
    let mut pairs = left.chars().zip(right.chars());
    pairs.find(|(left, right)| left != right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_the_same_are_the_same() {
        for (one, other) in [
            ("alex", "\u{430}lex"),
            ("paypal", "paypa1"),
            ("example", "exarnple"),
            ("Alex", "A\u{406}ex"),
            ("BOB", "B0B"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("anna"), skeleton("anne"));
        assert_eq!(
            first_difference("alex", "\u{430}lex"),
            Some(('a', '\u{430}'))
        );
    }
}
