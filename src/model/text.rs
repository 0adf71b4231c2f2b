//! When two texts count as the same. Whether the systems trim or re-break text is not documented
//! (api/taptalent.md §4.4), and a YAML block scalar ends in a newline that nobody typed: a difference
//! only in surrounding blanks or in the form of line ends is not a change that a candidate could see.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Equal but for blanks around the text, the form of its line ends, and its Unicode form: a `é` of one character or of two is
/// one letter, and files, PDFs and systems choose either.
///
/// Not forgiven: blanks inside, letter case, and what [`differs_only_invisibly`](super::differs_only_invisibly) finds.
pub fn same_text(left: &str, right: &str) -> bool {
    left == right || canonical_form(left) == canonical_form(right)
}

/// A text without what [`same_text`] forgives. Fingerprints are taken of this form, so that they and the comparison
/// cannot disagree.
pub fn canonical_text(text: &str) -> String {
    canonical_form(text).into_owned()
}

/// [`canonical_text`], without a copy where the text is in this form already.
pub fn canonical_form(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let composed = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(text.nfc().collect()),
    };
    if composed.contains('\r') {
        return Cow::Owned(composed.replace("\r\n", "\n").replace('\r', "\n"));
    }
    composed
}

#[cfg(test)]
mod tests {
    use super::{canonical_form, canonical_text, same_text};

    #[test]
    fn blanks_around_and_line_ends_make_no_difference() {
        assert!(same_text("a\nb\n", "  a\r\nb"));
        assert!(same_text("a\rb", "a\nb"));
    }

    #[test]
    fn the_unicode_form_makes_no_difference() {
        assert!(same_text("Caf\u{e9} Interview", "Cafe\u{301} Interview"));
        assert!(!same_text("Cafe Interview", "Caf\u{e9} Interview"));
        assert_eq!(canonical_text(" Cafe\u{301}\r\n"), "Caf\u{e9}");
    }

    #[test]
    fn canonical_forms_are_equal_where_the_texts_are_the_same() {
        let texts = [
            "a", " a\n", "a\r\nb", "a\nb", "a\rb", "a  b", "A", "", " ", "e\u{301}", "\u{e9}",
        ];
        for left in texts {
            for right in texts {
                let forms_equal = canonical_form(left) == canonical_form(right);
                assert_eq!(forms_equal, same_text(left, right), "{left:?} {right:?}");
            }
        }
    }

    #[test]
    fn blanks_inside_and_letter_case_do() {
        assert!(!same_text("a b", "a  b"));
        assert!(!same_text("a", "A"));
    }
}
