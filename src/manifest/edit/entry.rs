//! One value of a mapping or a list: set, put in, put in the place of another, taken away.

use std::ops::Range;

use super::emit::{after, entry_lines, flow, flow_entry, joined};
use super::error::{EditError, form};
use super::place::{Page, Place};
use super::scalar::{Quotes, written};
use super::splice::Splice;
use super::value::{Line, Yaml};
use crate::manifest::yaml::{Content, Entry};
use crate::model::{Pointer, Segment};

impl Page<'_> {
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
    pub(super) fn lines_after(&self, at: usize, lines: String) -> Option<Splice> {
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
                let map = Yaml::Map(vec![Line::entry(&**key, value.clone())]);
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

    pub(super) fn replace(
        &self,
        at: &Pointer,
        key: &str,
        value: &Yaml,
    ) -> Result<Splice, EditError> {
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

    pub(super) fn remove_entry(&self, at: &Pointer) -> Result<Splice, EditError> {
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
}

const fn quotes(first: Option<u8>) -> Quotes {
    match first {
        Some(b'"') => Quotes::Double,
        Some(b'\'') => Quotes::Single,
        _ => Quotes::None,
    }
}
