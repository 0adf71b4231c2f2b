//! The quick reading: `serde_yaml` values, without places, several times as fast as the tree. It only takes files
//! in which it cannot differ from the tree, and gives up on any doubt.

use serde::Deserialize;
use serde_yaml::Value;

use super::tree::comment_of_doubt;

/// The documents of a text, an empty one as null; `None` if only the tree can tell what the text says.
pub(in crate::manifest) fn quick_documents(text: &str) -> Option<Vec<Value>> {
    if is_doubtful(text) {
        return None;
    }
    serde_yaml::Deserializer::from_str(text)
        .map(|document| Value::deserialize(document).ok().filter(is_settled))
        .collect()
}

/// Anchors, merge keys and tags (their cost is bounded in the tree only), directives, tabs, other spellings of the
/// booleans, and the line breaks on which YAML 1.1 and 1.2 differ.
fn is_doubtful(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "<<", "\t", "True", "TRUE", "False", "FALSE", "\n%", "\u{85}", "\u{2028}", "\u{2029}",
    ];
    text.starts_with('%')
        || may_nest_deep(text)
        || has_odd_sign(text)
        || may_cut_a_text(text)
        || may_end_in_a_block(text)
        || text.lines().any(may_run_on)
        || WORDS.iter().any(|word| text.contains(word))
}

/// Whether brackets may nest deeper in some document than is worth a look. libyaml's time grows with the square of
/// that depth: 100,000 levels take minutes. Closing brackets are not counted, since they may stand inside quotes.
fn may_nest_deep(text: &str) -> bool {
    const MOST: usize = 256;
    let mut open = 0;
    let mut at_line_start = true;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'[' | b'{' => open += 1,
            b'-' if at_line_start && bytes[at..].starts_with(b"---") => open = 0,
            _ => {}
        }
        if open > MOST {
            return true;
        }
        at_line_start = *byte == b'\n';
    }
    false
}

/// Whether an `&anchor` or a `!tag` may stand in it (such a sign, not after a letter or digit, before something), a question
/// mark that would be one, too (between brackets libyaml takes any for the sign of a key), or a dash or colon before a
/// bracket, or a `#` right after one, after a quote or after what may begin a block (`|2-`): there libyaml is more lenient
/// than YAML.
fn has_odd_sign(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_free = || {
            !at.checked_sub(1)
                .is_some_and(|before| is_word(bytes[before]))
        };
        match byte {
            b'&' | b'?' => !after.is_ascii_whitespace() && is_free(),
            b'!' => is_free(),
            b'#' => at > 0 && b",[]{}\"'|>+-0123456789".contains(&bytes[at - 1]),
            b'-' | b':' => b",[]{}".contains(&after) && is_free(),
            _ => false,
        }
    })
}

/// Whether a text without quotes may end in a comment that is none: the tree tells.
fn may_cut_a_text(text: &str) -> bool {
    text.match_indices(" #").any(|(at, _)| {
        !text[..at].ends_with([' ', '\n'])
            && at > 0
            && comment_of_doubt(&text[at..]).is_some()
            && !is_quoted(text, at)
    })
}

/// Whether a place of a text that [begins and ends](may_run_on) its quoted texts in their lines is in one: an odd number of quotes
/// before it, the last of them right after the colon of a key.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    line.matches('"').count() % 2 == 1
        && line.rsplit_once('"').is_some_and(|(before, _)| {
            let key = before
                .strip_suffix(' ')
                .and_then(|key| key.trim_end_matches(' ').strip_suffix(':'));
            key.is_some_and(|key| key.ends_with(|c: char| c.is_ascii_alphanumeric()))
        })
}

/// Whether a file without a last line end may end in a block that keeps it (`|`, `>+`): libyaml adds none.
fn may_end_in_a_block(text: &str) -> bool {
    let keeps_its_end = |line: &str| {
        let code = line.split(" #").next().unwrap_or(line).trim_end();
        let sign = code.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+');
        sign.ends_with(['|', '>'])
    };
    !text.ends_with('\n') && text.lines().any(keeps_its_end)
}

/// Whether a quoted text that starts in this line may go on in the next, where libyaml asks for no indentation.
fn may_run_on(line: &str) -> bool {
    match (quotes(line, b'"'), quotes(line, b'\'')) {
        (None, None) => false,
        (Some(double), None) => double % 2 == 1 || line.contains('\\'),
        (None, Some(single)) => single % 2 == 1,
        (Some(_), Some(_)) => true,
    }
}

/// How many of these quotes a line has; `None` if none of them stands where a quoted text can begin.
fn quotes(line: &str, quote: u8) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut quotes = 0;
    let mut opens = false;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == quote {
            quotes += 1;
            opens |= at == 0 || b" ,:[{".contains(&bytes[at - 1]);
        }
    }
    opens.then_some(quotes)
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || b".?)'`".contains(&byte)
}

/// A null inside a document is for the tree to refuse, with its place.
fn is_settled(document: &Value) -> bool {
    fn no_null(value: &Value) -> bool {
        match value {
            Value::Null | Value::Tagged(_) => false,
            Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
            Value::Sequence(items) => items.iter().all(no_null),
            Value::Mapping(entries) => entries
                .iter()
                .all(|(key, value)| key.is_string() && no_null(value)),
        }
    }
    document.is_null() || no_null(document)
}
