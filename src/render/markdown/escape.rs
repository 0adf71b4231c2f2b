//! Foreign text in Markdown and in the HTML between it.
//!
//! Character references cannot be taken for structure by Markdown (its specification 0.31, section 2.5) nor by HTML, so the same
//! escape serves both. But hosts look at the finished page once more, for `@name`, `#12`, `:emoji:` and bare addresses of
//! web pages: there an invisible character parts the sign from its word.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::render::escape::visible;

/// ZERO WIDTH SPACE: seen by those filters, not by people.
const APART: &str = "&#8203;";

/// A text for the inside of a line: of a list item, a table cell, a heading, an element. Line breaks become `<br>`. It is
/// never to stand first in a line, where `1.` or `/close` could mean something.
pub fn inline(text: &str) -> String {
    escaped(text, Place::Prose)
}

/// Where a foreign text is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Hosts look for everything here.
    Prose,
    /// Hosts leave `<code>` alone, but Markdown itself looks for bare addresses there too.
    Code,
}

fn escaped(text: &str, place: Place) -> String {
    let text = visible(text);
    let mut safe = String::with_capacity(text.len() + text.len() / 4);
    let mut before = [' '; 3];
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '\n' => safe.push_str("<br>"),
            ':' if matches!(next, ' ' | '0'..='9') => safe.push(c),
            _ if is_plain(c) => safe.push(c),
            _ => {
                let _ = write!(safe, "&#{};", u32::from(c));
            }
        }
        let parts = match c {
            // People, issues, merge requests, labels, milestones, epics, snippets; emoji and `http://`.
            '@' => !next.is_whitespace(),
            ':' if place == Place::Code => next == '/',
            '#' | '!' | '~' | '%' | '&' | '$' | ':' if place == Place::Prose => {
                !next.is_whitespace()
            }
            'w' | 'W' => next == '.' && before[1..].iter().all(|c| c.eq_ignore_ascii_case(&'w')),
            // `GH-12` is an issue.
            '-' if place == Place::Prose => next.is_ascii_digit() && is_gh(before),
            _ => false,
        };
        if parts && rest.peek().is_some() {
            safe.push_str(APART);
        }
        before = [before[1], before[2], c];
    }
    safe
}

fn is_gh(before: [char; 3]) -> bool {
    before[1].eq_ignore_ascii_case(&'g') && before[2].eq_ignore_ascii_case(&'h')
}

/// Whether a character means nothing in the middle of a line.
fn is_plain(c: char) -> bool {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    c.is_ascii_alphanumeric()
        || (!c.is_ascii() && !hidden)
        || matches!(
            c,
            ' ' | '.' | ',' | ';' | '/' | '(' | ')' | '-' | '+' | '=' | '?' | '\''
        )
}

/// The same, cut to so many characters.
pub(super) fn short(text: &str, longest: usize) -> String {
    inline(&cut(text, longest))
}

/// Words of this program about foreign text: what stands between backticks becomes code.
pub(in crate::render) fn prose(text: &str, longest: usize) -> String {
    let text = cut(text, longest);
    let pieces: Vec<&str> = text.split('`').collect();
    if pieces.len().is_multiple_of(2) {
        return inline(&text);
    }
    let pieces = pieces.iter().enumerate();
    pieces
        .map(|(at, piece)| match at % 2 {
            0 => inline(piece),
            _ => code(piece),
        })
        .collect()
}

pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(&cut(text, 200), Place::Code))
}

/// A text of so many characters at most; what is missing is told by `…`.
pub(super) fn cut(text: &str, longest: usize) -> Cow<'_, str> {
    match text.char_indices().nth(longest) {
        Some((at, _)) => Cow::Owned(format!("{}…", text[..at].trim_end())),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_becomes_a_reference() {
        insta::assert_snapshot!(inline("a*b*_c_`d`|e|<b>[f](g)\\\n# h"), @"a&#42;b&#42;&#95;c&#95;&#96;d&#96;&#124;e&#124;&#60;b&#62;&#91;f&#93;(g)&#92;<br>&#35; h");
    }

    #[test]
    fn what_calls_or_links_is_parted_from_its_word() {
        insta::assert_snapshot!(inline("@kim #12 :tada: https://a.b www.a.b GH-3 kim@a.b !4"), @"&#64;&#8203;kim &#35;&#8203;12 &#58;&#8203;tada: https&#58;&#8203;//a.b www&#8203;.a.b GH-&#8203;3 kim&#64;&#8203;a.b &#33;&#8203;4");
    }

    #[test]
    fn ordinary_prose_stays_readable() {
        let prose = "Describe a time (in 2019?) when it broke; what was your approach, and why/how - or not.";
        assert_eq!(inline(prose), prose);
        assert_eq!(
            inline("Erzähl uns von „früher“ 日本"),
            "Erzähl uns von „früher“ 日本"
        );
    }

    #[test]
    fn what_steers_or_hides_is_shown() {
        insta::assert_snapshot!(inline("a\u{1b}[31m\u{202e}b\u{200b}c\r\n"), @"a&#92;u&#123;1b&#125;&#91;31m&#92;u&#123;202e&#125;b&#92;u&#123;200b&#125;c&#92;r<br>");
    }

    #[test]
    fn what_stands_between_backticks_is_code_and_an_odd_one_is_itself() {
        assert_eq!(
            prose("set `a: b` or @c", 99),
            "set <code>a: b</code> or &#64;&#8203;c"
        );
        assert_eq!(prose("`a` and `b", 99), inline("`a` and `b"));
        assert_eq!(
            prose("see `</code>`", 99),
            "see <code>&#60;/code&#62;</code>"
        );
    }

    #[test]
    fn a_cut_falls_between_characters() {
        assert_eq!(cut("äöü", 2), "äö…");
        assert_eq!(cut("äöü", 3), "äöü");
    }
}
