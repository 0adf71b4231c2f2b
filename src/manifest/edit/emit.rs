//! Values as lines of a block, and between brackets.

use super::scalar::{Quotes, in_brackets, written};
use super::value::{Line, Yaml};

/// Most characters of a list that is written on one line.
const MOST_ON_A_LINE: usize = 80;

pub fn document(lines: &[Line]) -> String {
    joined(&map_lines(lines), 0)
}

/// Lines with this indentation, each with its end.
pub(super) fn joined(lines: &[String], indent: usize) -> String {
    let mut text = String::new();
    for line in lines {
        if !line.is_empty() {
            text.extend(std::iter::repeat_n(' ', indent));
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

/// The lines of `key: value`.
pub(super) fn entry_lines(key: &str, value: &Yaml) -> Vec<String> {
    let (head, block) = after(value);
    let colon = if head.is_empty() { ":" } else { ": " };
    let key = in_brackets(&Yaml::text(key)).unwrap_or_default();
    let first = format!("{key}{colon}{head}");
    std::iter::once(first).chain(block).collect()
}

/// What stands on the line of a key, and the lines below it, indented.
pub(super) fn after(value: &Yaml) -> (String, Vec<String>) {
    match value {
        Yaml::List(items) => match short_list(items) {
            Some(list) => (list, Vec::new()),
            None => (String::new(), indented(list_lines(items))),
        },
        Yaml::Map(lines) if lines.is_empty() => ("{}".to_owned(), Vec::new()),
        Yaml::Map(lines) => (String::new(), indented(map_lines(lines))),
        scalar => match written(scalar, Quotes::None) {
            Some(written) => (written.head, indented(written.block)),
            None => (String::new(), Vec::new()),
        },
    }
}

/// A list of scalars on one line, if it fits.
fn short_list(items: &[Yaml]) -> Option<String> {
    let items: Option<Vec<String>> = items.iter().map(in_brackets).collect();
    let list = format!("[{}]", items?.join(", "));
    (list.chars().count() <= MOST_ON_A_LINE).then_some(list)
}

pub(super) fn list_lines(items: &[Yaml]) -> Vec<String> {
    items.iter().flat_map(item_lines).collect()
}

/// The lines of one item, its dash included.
pub(super) fn item_lines(item: &Yaml) -> Vec<String> {
    let lines = match item {
        Yaml::Map(lines) if !lines.is_empty() => map_lines(lines),
        Yaml::List(items) if short_list(items).is_none() => list_lines(items),
        other => {
            let (head, block) = after(other);
            std::iter::once(head).chain(block).collect()
        }
    };
    let mut lines = lines.into_iter();
    let first = lines.next().unwrap_or_default();
    std::iter::once(format!("- {first}"))
        .chain(indented(lines))
        .collect()
}

fn map_lines(lines: &[Line]) -> Vec<String> {
    let of = |line: &Line| match line {
        Line::Entry(key, value) => entry_lines(key, value),
        Line::Comment(text) if text.is_empty() => vec![String::new()],
        Line::Comment(text) => vec![format!("# {}", one_line(text))],
    };
    lines.iter().flat_map(of).collect()
}

fn indented(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    let deeper = |line: String| {
        if line.is_empty() {
            line
        } else {
            format!("  {line}")
        }
    };
    lines.into_iter().map(deeper).collect()
}

/// A comment ends where its line does, so nothing in it may end the line.
fn one_line(text: &str) -> String {
    let tame = |c: char| {
        if c.is_control() || c.is_whitespace() {
            ' '
        } else {
            c
        }
    };
    text.chars().map(tame).collect()
}

pub(super) fn flow(value: &Yaml) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Yaml::List(items) => format!("[{}]", list(items.iter().map(flow).collect())),
        Yaml::Map(lines) if entries(lines).next().is_none() => "{}".to_owned(),
        Yaml::Map(lines) => format!(
            "{{ {} }}",
            list(
                entries(lines)
                    .map(|(key, value)| flow_entry(key, value))
                    .collect()
            )
        ),
        scalar => in_brackets(scalar).unwrap_or_default(),
    }
}

/// `key: value` between braces.
pub(super) fn flow_entry(key: &str, value: &Yaml) -> String {
    let key = in_brackets(&Yaml::text(key)).unwrap_or_default();
    format!("{key}: {}", flow(value))
}

/// The entries of a mapping, without its comments.
pub(super) fn entries(lines: &[Line]) -> impl Iterator<Item = (&str, &Yaml)> {
    lines.iter().filter_map(|line| match line {
        Line::Entry(key, value) => Some((key.as_str(), value)),
        Line::Comment(_) => None,
    })
}
