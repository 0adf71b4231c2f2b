//! Text from manifests and from live systems, made safe to show: it must not move the cursor, recolour the terminal or
//! reverse the order of what follows.

use std::borrow::Cow;

use crate::model::is_invisible;

/// The text with control and direction-changing characters as visible escapes. Line breaks stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// The same in one line: for names and messages, where a line break would begin a line that nobody of ours wrote.
pub fn one_line(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c == '\n' || is_hidden(c))
}

fn escaped(text: &str, is_meant: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_meant) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_meant(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

pub(super) fn is_hidden(c: char) -> bool {
    c != '\n' && is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::{one_line, visible};

    #[test]
    fn what_would_steer_the_terminal_is_shown_instead() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}"), "a\\u{1b}[31mb\\u{7}");
        assert_eq!(visible("abc\u{202e}def"), "abc\\u{202e}def");
        assert_eq!(visible("a\u{61c}b\u{200b}"), "a\\u{61c}b\\u{200b}");
        assert_eq!(visible("two\nlines"), "two\nlines");
        assert_eq!(one_line("two\nlines\u{1b}"), "two\\nlines\\u{1b}");
    }
}
