//! JSON as systems send it, made what a strict reader takes: a byte order mark goes, and half of a character (a text that was
//! cut in the middle of an emoji: one of two surrogates, some of its bytes) becomes U+FFFD. Changes nothing else, and reads
//! nothing.

use std::borrow::Cow;

use bytes::Bytes;

const MARK: &[u8] = b"\xef\xbb\xbf";
const REPLACEMENT: &[u8] = br"\ufffd";

/// Characters of `\ud83d`.
const ESCAPE: usize = 6;

/// Whether some of a text was lost on its way: nobody knows what it was.
pub(crate) fn is_broken(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

/// Why a text is not the document that it should be, in words for people who have the file and not the program: `wanted` is
/// what it should be, for example "a state".
pub(crate) fn misread(error: &serde_json::Error, text: &[u8], wanted: &str) -> String {
    let text = text.trim_ascii();
    if text.is_empty() {
        return "it is empty".to_owned();
    }
    if text.starts_with(b"<") {
        return "it is a web page".to_owned();
    }
    if !text.starts_with(b"{") {
        return "it is another file".to_owned();
    }
    let line = error.line();
    match error.classify() {
        serde_json::error::Category::Eof => format!("its end is missing, after line {line}"),
        serde_json::error::Category::Syntax => format!("line {line} is not JSON"),
        _ => format!(
            "it is JSON, but not of {wanted}{}",
            misfit(&error.to_string())
        ),
    }
}

/// The field that does not fit, if the reader names it.
fn misfit(words: &str) -> String {
    let named = |start: &str| {
        words
            .strip_prefix(start)?
            .split_once('`')
            .map(|(name, _)| name)
    };
    named("unknown field `")
        .map(|name| format!(" (it has `{name}`)"))
        .or_else(|| named("missing field `").map(|name| format!(" (`{name}` is missing)")))
        .unwrap_or_default()
}

/// The body without its mark and without halves of characters.
pub(crate) fn strict(body: Bytes) -> Bytes {
    let body = if body.starts_with(MARK) {
        body.slice(MARK.len()..)
    } else {
        body
    };
    let body = match String::from_utf8_lossy(&body) {
        Cow::Borrowed(_) => body,
        Cow::Owned(text) => Bytes::from(text),
    };
    without_lone_surrogates(&body).map_or(body, Bytes::from)
}

/// `None` if there are none.
fn without_lone_surrogates(body: &[u8]) -> Option<Vec<u8>> {
    let mut clean = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(found) = body[at..].iter().position(|byte| *byte == b'\\') {
        at += found;
        let length = match (
            surrogate(&body[at..]),
            body.get(at + ESCAPE..).and_then(surrogate),
        ) {
            (Some(Half::First), Some(Half::Second)) => 2 * ESCAPE,
            (Some(_), _) => {
                clean.extend_from_slice(&body[done..at]);
                clean.extend_from_slice(REPLACEMENT);
                done = at + ESCAPE;
                ESCAPE
            }
            // An escaped backslash is over after two.
            (None, _) => 2,
        };
        at = (at + length).min(body.len());
    }
    (done > 0).then(|| {
        clean.extend_from_slice(&body[done..]);
        clean
    })
}

enum Half {
    First,
    Second,
}

/// Which half of a pair an escape is that begins here, if it is one.
fn surrogate(text: &[u8]) -> Option<Half> {
    let digits = text.strip_prefix(br"\u")?.get(..ESCAPE - 2)?;
    let number = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    match number {
        0xd800..=0xdbff => Some(Half::First),
        0xdc00..=0xdfff => Some(Half::Second),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> String {
        let body = strict(Bytes::copy_from_slice(body.as_bytes()));
        serde_json::from_slice(&body).unwrap()
    }

    #[test]
    fn half_an_emoji_is_a_replacement_character_and_a_whole_one_stays() {
        assert_eq!(read(r#""Foreign \ud83d""#), "Foreign \u{fffd}");
        assert_eq!(
            read(r#""\uDE00\ud83d\ud83d\ude00 \ude00x""#),
            "\u{fffd}\u{fffd}\u{1f600} \u{fffd}x"
        );
        assert_eq!(read(r#""\\ud83d \" \u00e9""#), r#"\ud83d " é"#);
    }

    #[test]
    fn bytes_that_are_no_character_are_one_too() {
        for cut in [
            &b"\"Foreign \xf0\x9f\x98\""[..],
            b"\"Foreign \xf0\"",
            b"\"Foreign \xff\"",
        ] {
            let text: String = serde_json::from_slice(&strict(Bytes::from_static(cut))).unwrap();
            assert_eq!(text, "Foreign \u{fffd}");
            assert!(is_broken(&text));
        }
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(read("\u{feff}\"text\""), "text");
    }

    #[test]
    fn what_is_cut_in_an_escape_stays_as_it_is() {
        for body in [r"\", r"\u", r"\ud83", r"\ud83d\", "", r"\ud83d\ude0"] {
            let clean = strict(Bytes::copy_from_slice(body.as_bytes()));
            assert!(clean.len() <= body.len() + 1, "{body}");
        }
    }
}
