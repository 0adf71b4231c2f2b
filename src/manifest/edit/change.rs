//! Edits to splices, splices to a text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::arrange::Slot;
use super::emit::{after, entry_lines, flow, flow_entry, item_lines, joined};
use super::place::{Page, Place};
use super::proof;
use super::scalar::{Quotes, written};
use super::value::{Line, Yaml};
use crate::manifest::yaml::{Content, Entry, NodeId, Tree};
use crate::model::{Pointer, Segment};

/// One change of a document. Every pointer means the text as it was before any of the edits.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Puts a value there: in the place of what stands there, or as a new key at the end of its mapping.
    Set(Pointer, Yaml),
    /// Adds an item at the end of a list; the list is made if it is not there.
    Append(Pointer, Yaml),
    /// Takes an entry of a mapping or an item of a list away.
    Remove(Pointer),
    /// Puts another key with another value in the place of an entry.
    Replace(Pointer, String, Yaml),
    /// Puts a list into another order, place by place. Not together with an item of the same list that is added or
    /// taken away.
    Arrange(Pointer, Vec<Slot>),
}

impl Edit {
    /// Where it is made.
    pub const fn at(&self) -> &Pointer {
        match self {
            Self::Set(at, _)
            | Self::Append(at, _)
            | Self::Remove(at)
            | Self::Replace(at, _, _)
            | Self::Arrange(at, _) => at,
        }
    }

    /// The item of a list in `spec` that it changes within: edits within one item make sense only together.
    pub fn item(&self) -> Option<Pointer> {
        let at = self.at().segments();
        let is_within = matches!(at.get(2), Some(Segment::Index(_))) && at.len() > 3;
        is_within.then(|| at.iter().take(3).cloned().collect())
    }

    /// What somebody does by hand where it cannot be made.
    pub fn words(&self) -> String {
        match self {
            Self::Set(at, value) => format!("set `{at}` to {}", flow(value)),
            Self::Append(at, item) => format!("add {} to `{at}`", flow(item)),
            Self::Remove(at) => format!("take `{at}` away"),
            Self::Replace(at, key, value) => {
                format!("put {} in the place of `{at}`", flow_entry(key, value))
            }
            Self::Arrange(at, _) => format!("put `{at}` into the order that is live"),
        }
    }
}

/// Why a text was not edited: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not YAML without faults, or has no such document. Whoever keeps the file must fix it.
    #[error("the file is not as it was when it was read")]
    Unreadable,
    /// The place is written in a way that cannot be edited without touching more. Edit it by hand.
    #[error("`{0}` is written in a way that cannot be changed in place")]
    Form(String),
    /// The result would not say exactly what was wanted. Edit it by hand.
    #[error(
        "changed here, the file would say something else, too; perhaps another place refers to this one"
    )]
    Unproven,
}

/// The text with these edits made in one of its documents.
pub fn edited(text: &str, document: usize, edits: &[Edit]) -> Result<String, EditError> {
    if edits.is_empty() {
        return Ok(text.to_owned());
    }
    let tree = Tree::read(&Arc::from(text));
    let is_arrangement = |edit: &&Edit| matches!(edit, Edit::Arrange(..));
    let (arrangements, others): (Vec<&Edit>, Vec<&Edit>) = edits.iter().partition(is_arrangement);
    let mut result = made(text, &tree, document, &others)?;
    if !arrangements.is_empty() {
        // What is moved takes along what was changed within it.
        let changed = Tree::read(&Arc::from(result.as_str()));
        result = made(&result, &changed, document, &arrangements)?;
    }
    proof::check(&tree, document, edits, &result)?;
    Ok(result)
}

fn made(text: &str, tree: &Tree, document: usize, edits: &[&Edit]) -> Result<String, EditError> {
    let root = tree
        .documents()
        .get(document)
        .filter(|document| !document.flawed)
        .and_then(|document| document.root)
        .ok_or(EditError::Unreadable)?;
    let page = Page { text, tree, root };
    spliced(text, page.splices(edits)?)
}

/// A text in the place of a stretch of another.
pub(super) struct Splice {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(at: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            at,
            text: text.into(),
        }
    }
}

fn spliced(text: &str, mut splices: Vec<Splice>) -> Result<String, EditError> {
    splices.sort_by_key(|splice| splice.at.start);
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Splice { at, text: new } in splices {
        let between = text.get(done..at.start).ok_or(EditError::Unproven)?;
        result.push_str(between);
        result.push_str(&new.replace('\n', line_end));
        done = at.end;
    }
    result.push_str(text.get(done..).ok_or(EditError::Unproven)?);
    Ok(result)
}

/// What happens to one list.
#[derive(Default)]
struct ListChange<'e> {
    removed: BTreeSet<usize>,
    added: Vec<&'e Yaml>,
}

impl Page<'_> {
    fn splices(&self, edits: &[&Edit]) -> Result<Vec<Splice>, EditError> {
        let mut lists: BTreeMap<Pointer, ListChange<'_>> = BTreeMap::new();
        let mut splices = Vec::new();
        for edit in edits {
            match edit {
                Edit::Set(at, value) => splices.extend(self.set(at, value)?),
                Edit::Replace(at, key, value) => splices.push(self.replace(at, key, value)?),
                Edit::Arrange(list, slots) => splices.extend(self.arrange(list, slots)?),
                Edit::Append(list, item) => {
                    lists.entry(list.clone()).or_default().added.push(item);
                }
                Edit::Remove(at) => match item_of_list(at) {
                    Some((list, index)) => {
                        lists.entry(list).or_default().removed.insert(index);
                    }
                    None => splices.push(self.remove_entry(at)?),
                },
            }
        }
        for (list, change) in lists {
            splices.extend(self.change_list(&list, &change)?);
        }
        Ok(splices)
    }

    pub(super) fn set(&self, at: &Pointer, value: &Yaml) -> Result<Vec<Splice>, EditError> {
        let Some(place) = self.find(at) else {
            return self.insert(at, value);
        };
        if place.in_brackets {
            return Ok(vec![Splice::new(self.bytes(place.value), flow(value))]);
        }
        match place.entry {
            Some(entry) => self.set_entry(at, entry, value),
            None => self.set_item(at, place, value),
        }
    }

    /// An item of a list in a block: only one that has a line to itself.
    fn set_item(&self, at: &Pointer, place: Place, value: &Yaml) -> Result<Vec<Splice>, EditError> {
        let bytes = self.bytes(place.value);
        let quotes = quotes(self.byte(bytes.start));
        let written = written(value, quotes).filter(|written| written.block.is_empty());
        match written {
            Some(written) if self.dash(place.value).is_some() => {
                Ok(vec![Splice::new(bytes, written.head)])
            }
            _ => Err(form(at)),
        }
    }

    fn set_entry(
        &self,
        at: &Pointer,
        entry: Entry,
        value: &Yaml,
    ) -> Result<Vec<Splice>, EditError> {
        let colon = self.after_colon(entry);
        let start = self.after_anchor(self.after_blanks(colon));
        let anchor = self.text[colon..start].trim_end();
        let first = self.byte(start);
        let (head, block) = match written(value, quotes(first)) {
            Some(written) if quotes(first) != Quotes::None && written.block.is_empty() => {
                (written.head, Vec::new())
            }
            _ => after(value),
        };
        let below = joined(&block, self.column(self.bytes(entry.key).start));
        let spaced = if head.is_empty() {
            anchor.to_owned()
        } else {
            format!("{anchor} {head}")
        };
        let end = self.entry_end(entry);
        Ok(match first {
            Some(b'&' | b'!') => return Err(form(at)),
            None | Some(b'\n' | b'\r' | b'#') if !anchor.is_empty() => return Err(form(at)),
            Some(b'|' | b'>') => {
                let header = self.rest_of_line(start);
                let comment = header.find(" #").map_or("", |at| &header[at..]);
                let next = self.line_end(start);
                let content = next..self.line_end(end).max(next);
                let content = if content.start >= end {
                    next..next
                } else {
                    content
                };
                vec![
                    Splice::new(colon..start + header.len(), spaced + comment),
                    Splice::new(content, below),
                ]
            }
            None | Some(b'\n' | b'\r' | b'#') => {
                let next = self.line_end(start);
                let mut splices = vec![Splice::new(colon..colon, spaced)];
                if end > next {
                    splices.push(Splice::new(next..self.line_end(end), below));
                } else {
                    splices.extend(self.lines_after(colon, below));
                }
                splices
            }
            Some(_) => {
                let mut splices = vec![Splice::new(colon..end, spaced)];
                splices.extend(self.lines_after(end, below));
                splices
            }
        })
    }

    /// Whole lines after the line of `at`.
    fn lines_after(&self, at: usize, lines: String) -> Option<Splice> {
        if lines.is_empty() {
            return None;
        }
        let next = self.line_end(at);
        let ends = next > 0 && self.byte(next - 1) == Some(b'\n');
        let lines = if ends {
            lines
        } else {
            format!("\n{}", lines.trim_end_matches('\n'))
        };
        Some(Splice::new(next..next, lines))
    }

    /// A key that is not there yet.
    fn insert(&self, at: &Pointer, value: &Yaml) -> Result<Vec<Splice>, EditError> {
        let Some((Segment::Key(key), above)) = at.segments().split_last() else {
            return Err(form(at));
        };
        let parent = above.iter().cloned().collect();
        let place = self.find(&parent).ok_or_else(|| form(at))?;
        let entries = match &self.tree.node(place.value).content {
            Content::Mapping(entries) => entries.as_slice(),
            _ if self.tree.is_null(place.value) => {
                let map = Yaml::Map(vec![Line::entry(key, value.clone())]);
                return self.set(&parent, &map);
            }
            _ => return Err(form(at)),
        };
        let Some(last) = entries.last() else {
            let start = self.bytes(place.value).start + 1;
            let text = format!(" {} ", flow_entry(key, value));
            return Ok(vec![Splice::new(start..start, text)]);
        };
        if place.in_brackets || self.is_bracketed(place.value) {
            let end = self.entry_end(*last);
            let text = format!(", {}", flow_entry(key, value));
            return Ok(vec![Splice::new(end..end, text)]);
        }
        let indent = self.column(self.bytes(entries[0].key).start);
        let lines = joined(&entry_lines(key, value), indent);
        Ok(self
            .lines_after(self.entry_end(*last), lines)
            .into_iter()
            .collect())
    }

    fn replace(&self, at: &Pointer, key: &str, value: &Yaml) -> Result<Splice, EditError> {
        let place = self.find(at).ok_or_else(|| form(at))?;
        let entry = place.entry.ok_or_else(|| form(at))?;
        let start = self.bytes(entry.key).start;
        let end = self.entry_end(entry);
        if place.in_brackets {
            return Ok(Splice::new(start..end, flow_entry(key, value)));
        }
        let lines = joined(&entry_lines(key, value), self.column(start));
        let lines = lines.trim_start_matches(' ');
        let next = self.line_end(end);
        let has_end = self.byte(next.saturating_sub(1)) == Some(b'\n');
        let lines = if has_end {
            lines
        } else {
            lines.trim_end_matches('\n')
        };
        Ok(Splice::new(start..next, lines))
    }

    fn remove_entry(&self, at: &Pointer) -> Result<Splice, EditError> {
        let place = self.find(at).ok_or_else(|| form(at))?;
        let entry = place.entry.ok_or_else(|| form(at))?;
        let start = self.bytes(entry.key).start;
        let end = self.entry_end(entry);
        if place.in_brackets {
            return Ok(Splice::new(self.with_comma(start..end), ""));
        }
        if self.begins_its_line(start) {
            return Ok(Splice::new(self.line_start(start)..self.line_end(end), ""));
        }
        // The first key after a dash: the next one takes its place.
        let next = self.line_end(end);
        let next = self.after_blanks(next);
        let is_key = next - self.line_start(next) == self.column(start)
            && !matches!(self.byte(next), None | Some(b'#' | b'-' | b'\n' | b'\r'));
        is_key
            .then(|| Splice::new(start..next, ""))
            .ok_or_else(|| form(at))
    }

    /// A stretch between brackets with the comma that parts it from what is after or before it.
    fn with_comma(&self, bytes: Range<usize>) -> Range<usize> {
        let after = self.after_blanks(bytes.end);
        if self.byte(after) == Some(b',') {
            return bytes.start..self.after_blanks(after + 1);
        }
        let before = self.text[..bytes.start].trim_end();
        if before.ends_with(',') {
            before.len() - 1..bytes.end
        } else {
            bytes
        }
    }

    fn change_list(&self, at: &Pointer, change: &ListChange<'_>) -> Result<Vec<Splice>, EditError> {
        let ListChange { removed, added } = change;
        let place = self.find(at);
        let items = place
            .and_then(|place| self.items(place.value))
            .unwrap_or(&[]);
        let kept: Vec<NodeId> = items
            .iter()
            .enumerate()
            .filter(|(i, _)| !removed.contains(i))
            .map(|(_, item)| *item)
            .collect();
        if removed.iter().any(|i| *i >= items.len()) {
            return Err(form(at));
        }
        let Some(place) = place.filter(|_| !kept.is_empty()) else {
            let list = Yaml::List(added.iter().copied().cloned().collect());
            return self.set(at, &list);
        };
        if place.in_brackets || self.is_bracketed(place.value) {
            return Ok(vec![self.bracketed_list(place.value, &kept, change)]);
        }
        let mut splices = Vec::new();
        for item in removed.iter().filter_map(|i| items.get(*i)) {
            let dash = self.dash(*item).filter(|dash| self.begins_its_line(*dash));
            let dash = dash.ok_or_else(|| form(at))?;
            let lines = self.line_start(dash)..self.end_of_item(*item, dash);
            splices.push(Splice::new(lines, ""));
        }
        let indent = self.column(self.bytes(place.value).start);
        let last = items.last().copied().unwrap_or(place.value);
        let end = self
            .dash(last)
            .map_or_else(|| self.end(last), |dash| self.end_of_item(last, dash) - 1);
        for item in added {
            let lines = joined(&item_lines(item), indent);
            splices.extend(self.lines_after(end, lines));
        }
        Ok(splices)
    }

    fn bracketed_list(&self, list: NodeId, kept: &[NodeId], change: &ListChange<'_>) -> Splice {
        let added = change.added.iter().map(|item| flow(item));
        if change.removed.is_empty() {
            let end = kept.last().map_or(0, |last| self.end(*last));
            return Splice::new(
                end..end,
                added
                    .flat_map(|item| [", ".to_owned(), item])
                    .collect::<String>(),
            );
        }
        let kept = kept
            .iter()
            .map(|item| self.text[self.bytes(*item)].to_owned());
        let items: Vec<String> = kept.chain(added).collect();
        Splice::new(self.bytes(list), format!("[{}]", items.join(", ")))
    }
}

/// The list and the index, if the pointer ends in one.
pub(super) fn item_of_list(at: &Pointer) -> Option<(Pointer, usize)> {
    match at.segments().split_last()? {
        (Segment::Index(index), above) => Some((above.iter().cloned().collect(), *index)),
        (Segment::Key(_), _) => None,
    }
}

const fn quotes(first: Option<u8>) -> Quotes {
    match first {
        Some(b'"') => Quotes::Double,
        Some(b'\'') => Quotes::Single,
        _ => Quotes::None,
    }
}

pub(super) fn form(at: &Pointer) -> EditError {
    EditError::Form(at.to_string())
}
