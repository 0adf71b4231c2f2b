//! Whether a text stands somewhere with some of its letters written as a URL, JSON, HTML or another source writes them.
//! Knows no meaning of what it looks for.

/// How long `wanted` is at the start of `text`, if it stands there in any spelling, in capitals or not.
pub(crate) fn spelled_at(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut length = 0;
    for &letter in wanted {
        length += letter_at(text.get(length..)?, letter)?;
    }
    Some(length)
}

fn letter_at(text: &[u8], letter: u8) -> Option<usize> {
    let (first, rest) = text.split_first()?;
    if first.eq_ignore_ascii_case(&letter) {
        return Some(1);
    }
    let (written, length) = match (first, rest) {
        (b'%', _) => (number(rest.get(..2)?, 16)?, 3),
        (b'\\', [b'u', rest @ ..]) => (number(rest.get(..4)?, 16)?, 6),
        (b'\\', [b'x', rest @ ..]) => (number(rest.get(..2)?, 16)?, 4),
        (b'\\', [escaped, ..]) => (u32::from(*escaped), 2),
        (b'&', _) => entity(rest)?,
        _ => return None,
    };
    let written = u8::try_from(written).ok()?;
    written.eq_ignore_ascii_case(&letter).then_some(length)
}

/// What an entity of HTML means, and its length with its `&`.
fn entity(rest: &[u8]) -> Option<(u32, usize)> {
    const LONGEST: usize = 10;
    let end = rest.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let written = match rest.get(..end)? {
        [b'#', b'x' | b'X', digits @ ..] => number(digits, 16)?,
        [b'#', digits @ ..] => number(digits, 10)?,
        b"amp" => u32::from(b'&'),
        b"lt" => u32::from(b'<'),
        b"gt" => u32::from(b'>'),
        b"quot" => u32::from(b'"'),
        b"apos" => u32::from(b'\''),
        _ => return None,
    };
    Some((written, end + 2))
}

fn number(digits: &[u8], radix: u32) -> Option<u32> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}
