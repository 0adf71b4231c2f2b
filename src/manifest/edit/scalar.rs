//! Scalars as YAML text that reads back as the same value.

use std::fmt::Write as _;
use std::sync::Arc;

use super::value::Yaml;
use crate::manifest::yaml::Tree;

/// What stands after a `key:` or a dash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// What stands on the line itself: `text`, or `|-` before a block.
    pub head: String,
    /// The lines of the block, without their indentation.
    pub block: Vec<String>,
}

impl Written {
    pub(super) fn inline(head: impl Into<String>) -> Self {
        Self {
            head: head.into(),
            block: Vec::new(),
        }
    }
}

/// How a value that is replaced was quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Not at all, or as a block.
    None,
    /// `'`
    Single,
    /// `"`
    Double,
}

/// A scalar in a block; `None` for a list or a mapping.
pub(super) fn written(value: &Yaml, quotes: Quotes) -> Option<Written> {
    Some(match value {
        Yaml::Null => Written::inline("null"),
        Yaml::Bool(value) => Written::inline(value.to_string()),
        Yaml::Number(number) => Written::inline(number.to_json().to_string()),
        Yaml::Text(text) => match quotes {
            Quotes::None => plain(text),
            Quotes::Double => Written::inline(double_quoted(text)),
            Quotes::Single => single_quoted(text).map_or_else(|| plain(text), Written::inline),
        },
        Yaml::List(_) | Yaml::Map(_) => return None,
    })
}

/// A scalar between brackets, where a text ends at a comma.
pub(super) fn in_brackets(value: &Yaml) -> Option<String> {
    Some(match value {
        Yaml::Text(text) => {
            let Written { head, block } = plain(text);
            let is_tame = |c: char| c.is_alphanumeric() || " ._+/@-".contains(c);
            if block.is_empty() && head == *text && text.chars().all(is_tame) {
                head
            } else {
                double_quoted(text)
            }
        }
        other => written(other, Quotes::None)?.head,
    })
}

/// Without quotes where that is safe, as a block where the text has several lines, else in double quotes.
fn plain(text: &str) -> Written {
    folded(text)
        .or_else(|| emitted(text))
        .unwrap_or_else(|| Written::inline(double_quoted(text)))
}

/// Most characters of a text that is written on one line, and of the lines of one that is folded.
const MOST_ON_A_LINE: usize = 100;

/// A long text of one line as several, each broken at a blank, which reading puts back.
fn folded(text: &str) -> Option<Written> {
    let is_plain = |c: char| !(c.is_control() || is_odd(c));
    // A blank at an end would be one that nobody sees.
    let is_trimmed = text.trim() == text;
    if text.chars().count() <= MOST_ON_A_LINE || !is_trimmed || !text.chars().all(is_plain) {
        return None;
    }
    let mut block: Vec<String> = vec![String::new()];
    let mut length = 0;
    // Where there are two blanks, none of them is a break.
    let words = text.split(' ').collect::<Vec<_>>();
    for (index, word) in words.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| words[before]);
        let may_break = !word.is_empty() && before.is_some_and(|before| !before.is_empty());
        let last = block.last_mut()?;
        let longer = length + 1 + word.chars().count();
        if may_break && longer > MOST_ON_A_LINE - 10 {
            block.push((*word).to_owned());
            length = word.chars().count();
        } else {
            if index > 0 {
                last.push(' ');
            }
            last.push_str(word);
            length = longer;
        }
    }
    let document = format!("k: >-\n  {}\n", block.join("\n  "));
    (block.len() > 1 && reads_back(&document, text)).then_some(Written {
        head: ">-".to_owned(),
        block,
    })
}

/// What the emitter makes of it without quotes, if that reads back.
fn emitted(text: &str) -> Option<Written> {
    if is_a_truth(text) {
        return None;
    }
    let map = std::collections::BTreeMap::from([("k", text)]);
    let document = serde_yaml::to_string(&map).ok()?;
    let mut lines = document.strip_prefix("k: ")?.lines();
    let head = lines.next().filter(|head| !head.starts_with(['"', '\'']))?;
    let head = head.to_owned();
    let has_indicator = head.starts_with(['|', '>']) && head.contains(|c: char| c.is_ascii_digit());
    let block: Vec<String> = lines
        .map(|line| line.strip_prefix("  ").unwrap_or("").to_owned())
        .collect();
    // A block that ends in blank lines would swallow those that stand after it, and a later edit could not tell a last line
    // of blanks from them.
    let ends_blank = block.last().is_some_and(|line| line.trim().is_empty()) || head.contains('+');
    (!has_indicator && !ends_blank && reads_back(&document, text))
        .then_some(Written { head, block })
}

/// What other readers of YAML take for `true` or `false`.
fn is_a_truth(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

fn reads_back(document: &str, text: &str) -> bool {
    let tree = Tree::read(&Arc::from(document));
    let root = tree.documents().first().and_then(|document| document.root);
    let value = root.and_then(|root| tree.get(root, "k"));
    tree.flaws().is_empty()
        && value
            .is_some_and(|entry| tree.text(entry.value) == Some(text) && !tree.is_null(entry.value))
}

fn single_quoted(text: &str) -> Option<String> {
    let is_printable = |c: char| c == ' ' || !(c.is_control() || c.is_whitespace() || is_odd(c));
    text.chars()
        .all(is_printable)
        .then(|| format!("'{}'", text.replace('\'', "''")))
}

/// As JSON writes it, which YAML reads; what YAML calls unprintable is escaped as well.
pub(super) fn double_quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if c.is_control() || is_odd(c) => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Line breaks of YAML 1.1, the byte-order mark, and two that are no characters.
const fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Written {
        written(&Yaml::text(text), Quotes::None).unwrap()
    }

    #[test]
    fn what_only_looks_like_something_else_is_quoted() {
        for (given, head) in [
            ("no", "\"no\""),
            ("1.20", "\"1.20\""),
            ("it's", "it's"),
            ("a: b", "\"a: b\""),
            ("", "\"\""),
            ("ends\n\n", "\"ends\\n\\n\""),
            (" lead\nx", "\" lead\\nx\""),
        ] {
            assert_eq!(text(given), Written::inline(head), "{given:?}");
        }
    }

    #[test]
    fn several_lines_are_a_block() {
        let block = text("a\n\n  b");
        assert_eq!(block.head, "|-");
        assert_eq!(block.block, ["a", "", "  b"]);
        assert_eq!(text("a\n\t").head, r#""a\n\t""#);
    }

    #[test]
    fn a_long_line_is_folded_where_reading_puts_it_together_again() {
        let long = "We look for somebody who builds services: calm, clear, kind. ".repeat(3);
        let block = text(long.trim_end());
        assert_eq!((block.head.as_str(), block.block.len()), (">-", 3));
        assert!(
            block.block.iter().all(|line| line.chars().count() <= 90),
            "{block:?}"
        );
        // What would be lost at an end, or cannot be broken, stays on its line.
        assert!(text(&long).block.is_empty());
        assert!(text(&format!(" {}", long.trim_end())).block.is_empty());
        assert!(text(&"x".repeat(200)).block.is_empty());
        let gaps = long.trim_end().replace(' ', "  ");
        assert!(text(&gaps).block.is_empty());
    }

    #[test]
    fn between_brackets_a_comma_is_quoted() {
        assert_eq!(in_brackets(&Yaml::text("Node.js")).unwrap(), "Node.js");
        assert_eq!(in_brackets(&Yaml::text("a, b")).unwrap(), "\"a, b\"");
        assert_eq!(in_brackets(&Yaml::text("on")).unwrap(), "\"on\"");
    }
}
