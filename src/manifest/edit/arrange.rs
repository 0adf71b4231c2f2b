//! The items of a list in another order: each takes its own lines along, with the comments right above it and those
//! indented below it. Blank lines and all other comments stay where they are.

use std::ops::Range;

use super::emit::{flow, item_lines, joined};
use super::error::{EditError, form};
use super::place::{Page, Place};
use super::splice::Splice;
use super::value::Yaml;
use crate::manifest::yaml::NodeId;
use crate::model::Pointer;

/// What stands at one place of a list that is put into another order.
#[derive(Debug, Clone, PartialEq)]
pub enum Slot {
    /// The item that stood at this place before, from 0.
    Kept(usize),
    New(Yaml),
}

impl Page<'_> {
    /// The whole list, place by place; items that no slot keeps are taken away.
    pub(super) fn arrange(&self, at: &Pointer, slots: &[Slot]) -> Result<Vec<Splice>, EditError> {
        let place = self.find(at).ok_or_else(|| form(at))?;
        let items = self.items(place.value).ok_or_else(|| form(at))?;
        let is_bracketed = place.in_brackets || self.is_bracketed(place.value);
        if slots.is_empty() || is_bracketed && slots.len() < items.len() {
            let texts: Vec<String> = (slots.iter())
                .map(|slot| self.bracketed_slot(at, items, slot))
                .collect::<Result<_, _>>()?;
            let whole = self.bytes(place.value);
            return if is_bracketed {
                Ok(vec![Splice::new(whole, format!("[{}]", texts.join(", ")))])
            } else {
                self.set(at, &Yaml::List(Vec::new()))
            };
        }
        if is_bracketed {
            self.arrange_in_brackets(at, items, slots)
        } else {
            self.arrange_in_block(at, place, items, slots)
        }
    }

    fn bracketed_slot(
        &self,
        at: &Pointer,
        items: &[NodeId],
        slot: &Slot,
    ) -> Result<String, EditError> {
        match slot {
            Slot::Kept(index) => {
                let item = items.get(*index).ok_or_else(|| form(at))?;
                Ok(self.text[self.bytes(*item)].to_owned())
            }
            Slot::New(value) => Ok(flow(value)),
        }
    }

    fn arrange_in_brackets(
        &self,
        at: &Pointer,
        items: &[NodeId],
        slots: &[Slot],
    ) -> Result<Vec<Splice>, EditError> {
        let places: Vec<Range<usize>> = items.iter().map(|item| self.bytes(*item)).collect();
        let mut texts = Vec::new();
        for slot in slots {
            texts.push(self.bracketed_slot(at, items, slot)?);
        }
        Ok(in_places(&places, &texts, ", "))
    }

    fn arrange_in_block(
        &self,
        at: &Pointer,
        list: Place,
        items: &[NodeId],
        slots: &[Slot],
    ) -> Result<Vec<Splice>, EditError> {
        let mut bound = list.entry.map_or_else(
            || self.line_start(self.bytes(list.value).start),
            |entry| self.line_end(self.after_colon(entry)),
        );
        let mut places = Vec::new();
        for item in items {
            let lines = self.lines_of_item(*item, bound).ok_or_else(|| form(at))?;
            bound = lines.end;
            places.push(lines);
        }
        let indent = self.column(self.bytes(list.value).start);
        let mut texts = Vec::new();
        for slot in slots {
            let text = match slot {
                Slot::Kept(index) => {
                    let lines = places.get(*index).ok_or_else(|| form(at))?;
                    self.text[lines.clone()].replace("\r\n", "\n")
                }
                Slot::New(value) => joined(&item_lines(value), indent),
            };
            texts.push(text.trim_end_matches('\n').to_owned());
        }
        let places: Vec<Range<usize>> = places
            .into_iter()
            .map(|lines| self.without_line_end(lines))
            .collect();
        // Lines that nothing is put into go, with their ends.
        let mut splices = in_places(&places, &texts, "\n");
        for splice in splices.iter_mut().skip(texts.len()) {
            splice.at.end = self.line_end(splice.at.end);
        }
        Ok(splices)
    }

    /// The lines of an item of a block, with the comments that are its own; none begins before `bound`. `None`: its first
    /// line is not its own.
    fn lines_of_item(&self, item: NodeId, bound: usize) -> Option<Range<usize>> {
        let dash = self.dash(item).filter(|dash| self.begins_its_line(*dash))?;
        let mut start = self.line_start(dash);
        while start > bound {
            let above = self.line_start(start - 1);
            let is_own = above >= bound && self.comment_column(above) == Some(self.column(dash));
            if !is_own {
                break;
            }
            start = above;
        }
        Some(start..self.end_of_item(item, dash))
    }

    /// The first line after an item and the comments that are indented below it.
    pub(super) fn end_of_item(&self, item: NodeId, dash: usize) -> usize {
        let mut end = self.line_end(self.end(item).max(dash));
        let is_own = |line| {
            self.comment_column(line)
                .is_some_and(|column| column > self.column(dash))
        };
        while end < self.text.len() && is_own(end) {
            end = self.line_end(end);
        }
        end
    }

    /// Where the comment begins on a line that has nothing else.
    fn comment_column(&self, line: usize) -> Option<usize> {
        let start = self.after_blanks(line);
        (self.byte(start) == Some(b'#')).then(|| start - line)
    }

    fn without_line_end(&self, lines: Range<usize>) -> Range<usize> {
        let text = self.text[lines.clone()].trim_end_matches(['\r', '\n']);
        lines.start..lines.start + text.len()
    }
}

/// The texts in these places; what is too much follows the last one.
fn in_places(places: &[Range<usize>], texts: &[String], separator: &str) -> Vec<Splice> {
    let last = places.len().saturating_sub(1);
    places
        .iter()
        .enumerate()
        .map(|(index, place)| {
            let text = match texts.get(index..) {
                Some(rest) if index == last => rest.join(separator),
                Some([text, ..]) => text.clone(),
                _ => String::new(),
            };
            Splice::new(place.clone(), text)
        })
        .collect()
}
