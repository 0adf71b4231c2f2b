//! Where in a document somebody types, from the text alone: while a line is being typed the file often is no YAML. Reads indentation,
//! dashes, and brackets within one line.

use std::ops::Range;

use super::schema::Step;

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Context {
    /// `apiVersion` and `kind` of the document, as far as they stand there.
    pub(super) api_version: Option<String>,
    pub(super) kind: Option<String>,
    /// To the mapping whose key, or to the place whose value, is typed.
    pub(super) path: Vec<Step>,
    pub(super) slot: Slot,
    /// The bytes of the word around the cursor.
    pub(super) word: Range<usize>,
    /// Keys that the mapping has already.
    pub(super) siblings: Vec<String>,
    /// Whether a colon follows.
    pub(super) has_colon: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Key,
    Value,
    /// After a dash: the first key of a mapping, or the whole item.
    KeyOrValue,
}

/// `None` in a comment.
pub(super) fn context(text: &str, byte: usize) -> Option<Context> {
    let byte = text.floor_char_boundary(byte);
    let lines = document_lines(text, byte);
    let at = lines.iter().rposition(|line| line.start <= byte)?;
    let line = &lines[at];
    let before = &text[line.start..byte];
    if is_in_comment(before) {
        return None;
    }
    let field = |name: &str| {
        let lines = lines.iter().map(|line| &text[line.clone()]);
        let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let value = values.next()?.split('#').next()?.trim();
        Some(value.trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
    };
    let here = Line::of(before);
    let mut path = above(text, &lines[..at], &here);
    let (slot, prefix) = within(&here, before, &mut path);
    let word_start = byte - prefix;
    let rest = &text[byte..line.end];
    let word_end = byte + rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
    Some(Context {
        api_version: field("apiVersion"),
        kind: field("kind"),
        siblings: siblings(text, &lines, at, &here, before),
        has_colon: text[word_end..line.end].trim_start().starts_with(':'),
        path,
        slot,
        word: word_start..word_end,
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || "-_./$".contains(c)
}

/// The lines of the document around a byte, without their ends.
fn document_lines(text: &str, byte: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        if line.starts_with("---") {
            if start > byte {
                break;
            }
            lines.clear();
        } else {
            lines.push(start..end);
        }
        start += line.len();
    }
    if text.is_empty() || text.ends_with('\n') && byte == text.len() {
        lines.push(text.len()..text.len());
    }
    lines
}

fn is_in_comment(before: &str) -> bool {
    let mut quote = None;
    let mut last = ' ';
    for c in before.chars() {
        match (quote, c) {
            (None, '#') if last.is_whitespace() => return true,
            (None, '"' | '\'') if !last.is_alphanumeric() => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        last = c;
    }
    false
}

/// A line of a block: its dashes, its key, and what is after the colon.
struct Line<'t> {
    /// Columns of its dashes.
    dashes: Vec<usize>,
    /// Where its content begins.
    column: usize,
    key: Option<&'t str>,
    value: &'t str,
    is_blank: bool,
}

impl<'t> Line<'t> {
    fn of(line: &'t str) -> Self {
        let mut dashes = Vec::new();
        let mut column = line.len() - line.trim_start_matches(' ').len();
        while let Some(rest) = line[column..].strip_prefix('-')
            && (rest.is_empty() || rest.starts_with(' '))
        {
            dashes.push(column);
            column += 1;
            column += line[column..].len() - line[column..].trim_start_matches(' ').len();
        }
        let content = &line[column..];
        let is_open = content.starts_with(['{', '[', '"', '\'', '#']);
        let parts = content
            .split_once(':')
            .filter(|(_, value)| !is_open && (value.is_empty() || value.starts_with([' ', '\t'])));
        Self {
            column,
            key: parts.map(|(key, _)| key.trim()),
            value: parts.map_or(content, |(_, value)| value),
            is_blank: content.is_empty() || content.starts_with('#'),
            dashes,
        }
    }
}

/// The path to what this line is in, from what is above it and less indented.
fn above(text: &str, lines: &[Range<usize>], here: &Line<'_>) -> Vec<Step> {
    let mut path = Vec::new();
    let mut limit = here.column;
    // The key of a list may stand in the column of its dashes.
    let mut is_item = false;
    let items = |line: &Line<'_>, limit: &mut usize, path: &mut Vec<Step>| {
        let dashes = line.dashes.iter().rev();
        let inner: Vec<usize> = dashes.copied().filter(|dash| dash < limit).collect();
        for dash in &inner {
            path.push(Step::Item);
            *limit = *dash;
        }
        !inner.is_empty()
    };
    is_item |= items(here, &mut limit, &mut path);
    for line in lines.iter().rev() {
        let line = Line::of(&text[line.clone()]);
        if line.is_blank && line.dashes.is_empty() {
            continue;
        }
        let is_above =
            line.column < limit || is_item && line.column == limit && line.dashes.is_empty();
        if let Some(key) = line.key.filter(|_| is_above) {
            path.push(Step::Key(key.to_owned()));
            limit = line.column;
            is_item = false;
        }
        is_item |= items(&line, &mut limit, &mut path);
        if limit == 0 && !is_item {
            break;
        }
    }
    path.reverse();
    path
}

/// What is typed on the line itself; the length of the word before the cursor.
fn within(here: &Line<'_>, before: &str, path: &mut Vec<Step>) -> (Slot, usize) {
    let mut slot = match here.key {
        Some(key) => {
            path.push(Step::Key(key.to_owned()));
            Slot::Value
        }
        None if here.dashes.is_empty() => Slot::Key,
        None => Slot::KeyOrValue,
    };
    let mut word = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut quote: Option<char> = None;
    for c in here.value.chars() {
        match (quote, c) {
            (Some(end), c) if c == end => quote = None,
            (None, '"' | '\'') if word.is_empty() => quote = Some(c),
            (None, '{' | '[') => {
                open.push(path.len());
                if c == '[' {
                    path.push(Step::Item);
                }
                slot = if c == '{' {
                    Slot::Key
                } else {
                    Slot::KeyOrValue
                };
                word.clear();
            }
            (None, '}' | ']') => {
                if let Some(depth) = open.pop() {
                    path.truncate(depth);
                }
                word.clear();
            }
            (None, ',') if !open.is_empty() => {
                let depth = open.last().copied().unwrap_or_default();
                let is_list = path.get(depth) == Some(&Step::Item);
                path.truncate(depth + usize::from(is_list));
                slot = if is_list { Slot::KeyOrValue } else { Slot::Key };
                word.clear();
            }
            (None, ':') if !open.is_empty() && slot == Slot::Key => {
                path.push(Step::Key(word.trim().to_owned()));
                slot = Slot::Value;
                word.clear();
            }
            (_, c) => word.push(c),
        }
    }
    // `$` begins a place of a template, which is a word of its own.
    let typed = before.len() - before.trim_end_matches(is_of_word).len();
    (slot, typed)
}

fn siblings(
    text: &str,
    lines: &[Range<usize>],
    at: usize,
    here: &Line<'_>,
    before: &str,
) -> Vec<String> {
    if let Some(open) = before
        .rfind('{')
        .filter(|open| !before[*open..].contains('}'))
    {
        let line = &text[lines[at].clone()];
        let inner = line[open + 1..].split('}').next().unwrap_or_default();
        let keys = inner.split(',').filter_map(|part| part.split_once(':'));
        return keys.map(|(key, _)| key.trim().to_owned()).collect();
    }
    let mut keys = Vec::new();
    let mut take = |line: &Range<usize>, is_above: bool| {
        let line = Line::of(&text[line.clone()]);
        if line.is_blank {
            return true;
        }
        let is_next = !is_above && !line.dashes.is_empty();
        if line.column < here.column || is_next && line.column <= here.column {
            return false;
        }
        if line.column == here.column {
            keys.extend(line.key.map(str::to_owned));
        }
        !(is_above && !line.dashes.is_empty() && line.column == here.column)
    };
    if here.dashes.is_empty() {
        let _ = lines[..at].iter().rev().all(|line| take(line, true));
    }
    let _ = lines[at + 1..].iter().all(|line| take(line, false));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path and the slot at `|`.
    fn at(text: &str) -> String {
        let byte = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let Some(found) = context(&text, byte) else {
            return "nothing".to_owned();
        };
        let steps = found.path.iter().map(|step| match step {
            Step::Key(key) => format!(".{key}"),
            Step::Item => "[]".to_owned(),
        });
        let steps: String = steps.collect();
        let word = &text[found.word.clone()];
        format!(
            "{:?} {steps} `{word}` beside {:?}",
            found.slot, found.siblings
        )
    }

    #[test]
    fn blocks_are_read_by_their_indentation() {
        let spec = "kind: Flow\nmetadata: { name: a }\nspec:\n";
        insta::assert_snapshot!(at(&format!("{spec}  flowN|\n  status: x\n")), @r#"Key .spec `flowN` beside ["status"]"#);
        insta::assert_snapshot!(at(&format!("{spec}  status: AC|")), @"Value .spec.status `AC` beside []");
        insta::assert_snapshot!(at(&format!("{spec}  steps:\n    - assessment: one\n      pass|\n    - name: x\n")), @r#"Key .spec.steps[] `pass` beside ["assessment"]"#);
        insta::assert_snapshot!(at(&format!("{spec}  steps:\n  - assessment: |\n")), @"Value .spec.steps[].assessment `` beside []");
        insta::assert_snapshot!(at(&format!("{spec}  steps:\n    - |\n")), @"KeyOrValue .spec.steps[] `` beside []");
        insta::assert_snapshot!(at("kind: Flow\n|"), @r#"Key  `` beside ["kind"]"#);
        insta::assert_snapshot!(at("# a comment |"), @"nothing");
    }

    #[test]
    fn brackets_are_read_within_their_line() {
        insta::assert_snapshot!(at("metadata: { name: a, work| }\n"), @r#"Key .metadata `work` beside ["name"]"#);
        insta::assert_snapshot!(at("metadata: { name: a, workspaces: [pro|] }\n"), @r#"KeyOrValue .metadata.workspaces[] `pro` beside ["name", "workspaces"]"#);
        insta::assert_snapshot!(at("spec:\n  title: { value: br|\n"), @r#"Value .spec.title.value `br` beside ["value"]"#);
        insta::assert_snapshot!(at("spec:\n  steps:\n    - { assessment: b|, passThreshold: 60 }\n"), @r#"Value .spec.steps[].assessment `b` beside ["assessment", "passThreshold"]"#);
    }

    #[test]
    fn another_document_is_another_place() {
        let found = context(
            "kind: Flow\n---\nkind: Question\nspec:\n  \n---\nkind: Roster\n",
            35,
        )
        .unwrap();
        assert_eq!(found.kind.as_deref(), Some("Question"));
        assert_eq!(found.path, [Step::Key("spec".to_owned())]);
    }
}
