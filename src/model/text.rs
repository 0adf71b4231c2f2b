//! When two texts count as the same. Whether the systems trim or re-break text is not documented
//! (api/taptalent.md §4.4), and a YAML block scalar ends in a newline that nobody typed: a difference
//! only in surrounding blanks or in the form of line ends is no change that a candidate could see.

/// Equal but for blanks around the text and the form of its line ends.
///
/// Not forgiven: blanks inside, letter case, Unicode form.
pub fn same_text(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    canonical(left).eq(canonical(right))
}

/// A text without what [`same_text`] forgives. Fingerprints are taken of this form, so that they and the comparison
/// cannot disagree.
pub fn canonical_text(text: &str) -> String {
    if text.contains('\r') {
        canonical(text).collect()
    } else {
        text.trim().to_owned()
    }
}

fn canonical(text: &str) -> impl Iterator<Item = char> {
    let mut chars = text.trim().chars().peekable();
    std::iter::from_fn(move || match chars.next()? {
        '\r' => {
            if chars.peek() == Some(&'\n') {
                chars.next();
            }
            Some('\n')
        }
        other => Some(other),
    })
}

#[cfg(test)]
mod tests {
    use super::same_text;

    #[test]
    fn blanks_around_and_line_ends_make_no_difference() {
        assert!(same_text("a\nb\n", "  a\r\nb"));
        assert!(same_text("a\rb", "a\nb"));
    }

    #[test]
    fn blanks_inside_and_letter_case_do() {
        assert!(!same_text("a b", "a  b"));
        assert!(!same_text("a", "A"));
    }
}
