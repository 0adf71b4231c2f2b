//! Bytes of a file to its text. Manifests are UTF-8; files with people are also what spreadsheets write: UTF-16 with a
//! byte-order mark. Nothing is guessed: what is not text is refused, with the place of the first wrong byte and how to
//! save it rightly. Reads no disk.

use std::fmt;
use std::sync::Arc;

use super::yaml::Lines;
use crate::diagnostic::Span;
use crate::model::counted;

/// Why bytes are no text for us. Whoever keeps the file has to save it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoText {
    /// What it is instead, after "FILE is".
    pub(super) words: String,
    pub(super) help: String,
    /// What can be shown of it: U+FFFD stands for what is not text. Without a byte-order mark.
    pub(super) text: Arc<str>,
    /// Where the first U+FFFD stands; the first character if there is none.
    pub(super) span: Span,
}

/// Which half of a pair of bytes comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

pub(super) fn manifest(bytes: &[u8]) -> Result<Arc<str>, NoText> {
    match utf16(bytes) {
        None => utf8(bytes, false),
        Some((order, pairs, _)) => {
            let (text, _) = from_pairs(order, pairs);
            let words = "UTF-16; a manifest must be UTF-8".to_owned();
            Err(no_text(words, save_as_utf8(order), text.into(), 0))
        }
    }
}

/// The text of a file with people. Whatever ends a line in it, a line feed does here.
pub(super) fn people(bytes: &[u8]) -> Result<Arc<str>, NoText> {
    let text = match utf16(bytes) {
        None => utf8(bytes, true)?,
        Some((order, pairs, true)) => match from_pairs(order, pairs) {
            (text, None) => text.into(),
            (text, Some(at)) => {
                let words = "invalid UTF-16: part of a character is missing".to_owned();
                let help = "save it again as “CSV UTF-8” or as Unicode text";
                let text = with_line_feeds(&text);
                return Err(no_text(words, help.to_owned(), text, at));
            }
        },
        Some((order, pairs, false)) => {
            let (text, _) = from_pairs(order, pairs);
            let words = "UTF-16 without a byte-order mark".to_owned();
            let text = with_line_feeds(&text);
            return Err(no_text(words, save_as_utf8(order), text, 0));
        }
    };
    Ok(with_line_feeds(&text))
}

fn utf8(bytes: &[u8], is_sheet: bool) -> Result<Arc<str>, NoText> {
    let error = match str::from_utf8(bytes) {
        Ok(text) => return Ok(without_mark(text).into()),
        Err(error) => error,
    };
    let from = error.valid_up_to();
    let whole = String::from_utf8_lossy(bytes);
    let text = with_line_feeds(without_mark(&whole));
    let at = from - (whole.len() - text.len());
    let lines = broken_lines(bytes);
    let more = match lines {
        ..=1 => String::new(),
        lines => format!(", in {}", counted(lines, "line")),
    };
    let words = format!("not UTF-8 text (from byte {from} on{more})");
    let help = match (is_sheet, may_be_windows(bytes)) {
        (true, true) => {
            "it looks like Windows-1252, as a spreadsheet writes plain “CSV”: save it as “CSV UTF-8”, or \
             run `iconv -f WINDOWS-1252 -t UTF-8 OLD.csv > NEW.csv`"
        }
        (true, false) => "save it as “CSV UTF-8”",
        (false, _) => "save the file as UTF-8",
    };
    Err(no_text(words, help.to_owned(), text, at))
}

/// Lines with a byte that is not UTF-8.
fn broken_lines(bytes: &[u8]) -> usize {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter(|line| str::from_utf8(line).is_err()).count()
}

/// Whether every byte means something in Windows-1252.
fn may_be_windows(bytes: &[u8]) -> bool {
    let is_unused = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0..=8);
    !bytes.iter().any(is_unused)
}

fn save_as_utf8(order: Order) -> String {
    let from = match order {
        Order::Little => "UTF-16LE",
        Order::Big => "UTF-16BE",
    };
    format!("save the file as UTF-8, or run `iconv -f {from} -t UTF-8 OLD > NEW`")
}

/// `at`: the byte of `text` that is pointed at.
fn no_text(words: String, help: String, text: Arc<str>, at: usize) -> NoText {
    let length = text[at..].chars().next().map_or(0, char::len_utf8);
    let span = Lines::new(Arc::clone(&text)).span(&(at..at + length));
    NoText {
        words,
        help,
        text,
        span,
    }
}

/// The bytes after the mark if this is UTF-16, and whether there is a mark. A text without one that begins with two
/// characters of ASCII cannot be anything else: no text has a NUL in it.
fn utf16(bytes: &[u8]) -> Option<(Order, &[u8], bool)> {
    match bytes {
        // UTF-32: no program that writes files with people has it, and read as UTF-16 it is full of NULs.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, pairs @ ..] => Some((Order::Little, pairs, true)),
        [0xfe, 0xff, pairs @ ..] => Some((Order::Big, pairs, true)),
        [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..] => Some((Order::Little, bytes, false)),
        [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] => Some((Order::Big, bytes, false)),
        _ => None,
    }
}

/// The text, and where the first U+FFFD stands that is there for half a character.
fn from_pairs(order: Order, bytes: &[u8]) -> (String, Option<usize>) {
    let pairs = bytes.chunks_exact(2);
    let is_cut = !pairs.remainder().is_empty();
    let units = pairs.map(|pair| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut broken = None;
    let end = is_cut.then_some(Err(()));
    let read = char::decode_utf16(units).map(|unit| unit.map_err(|_| ()));
    for character in read.chain(end) {
        text.push(character.unwrap_or_else(|()| {
            broken.get_or_insert(text.len());
            char::REPLACEMENT_CHARACTER
        }));
    }
    (text, broken)
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Spreadsheets on a Mac may end a line with a carriage return alone. Places stay as they are.
fn with_line_feeds(text: &str) -> Arc<str> {
    let mut lines = String::with_capacity(text.len());
    for line in text.split_inclusive('\r') {
        match line.strip_suffix('\r') {
            Some(whole) if !text[lines.len() + line.len()..].starts_with('\n') => {
                lines.push_str(whole);
                lines.push('\n');
            }
            _ => lines.push_str(line),
        }
    }
    lines.into()
}

impl fmt::Display for NoText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for NoText {}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, to: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to).collect()
    }

    #[test]
    fn utf16_with_a_mark_is_the_text_that_it_says() {
        let text = "email\r\nZoë 🙂\rx\n";
        for to in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = encoded(&format!("\u{feff}{text}"), to);
            assert_eq!(&*people(&bytes).unwrap(), "email\r\nZoë 🙂\nx\n");
            let refused = manifest(&bytes).unwrap_err();
            assert_eq!(refused.words, "UTF-16; a manifest must be UTF-8");
            let bare = encoded(text, to);
            let refused = people(&bare).unwrap_err();
            assert_eq!(refused.words, "UTF-16 without a byte-order mark");
            assert!(manifest(&bare).is_err());
        }
    }

    #[test]
    fn half_a_character_is_refused_where_it_stands() {
        let mut bytes = encoded("\u{feff}a\nb", u16::to_le_bytes);
        bytes.push(7);
        let refused = people(&bytes).unwrap_err();
        assert_eq!((refused.span.start.line, refused.span.start.column), (2, 2));
        let lone = [0xff, 0xfe, b'a', 0, 0x3d, 0xd8, b'b', 0];
        assert_eq!(people(&lone).unwrap_err().span.start.column, 2);
    }

    #[test]
    fn every_line_that_is_no_text_is_counted() {
        let refused = people(b"email\nZo\xeb\nJos\xe9\nx\n").unwrap_err();
        assert_eq!(refused.words, "not UTF-8 text (from byte 8 on, in 2 lines)");
        assert!(refused.help.contains("WINDOWS-1252"), "{}", refused.help);
        assert!(!people(b"a\x81").unwrap_err().help.contains("WINDOWS"));
    }
}
