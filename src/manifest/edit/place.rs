//! Where things stand in a text: lines, keys, dashes, the ends of blocks.

use std::ops::Range;

use crate::manifest::yaml::{Content, Entry, NodeId, Tree};
use crate::model::{Pointer, Segment};

/// One document of a text.
pub(super) struct Page<'t> {
    pub text: &'t str,
    pub tree: &'t Tree,
    pub root: NodeId,
}

/// A value that was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub value: NodeId,
    /// Its key; an item of a list and a document have none.
    pub entry: Option<Entry>,
    /// Whether it stands between brackets or braces.
    pub in_brackets: bool,
}

impl Page<'_> {
    pub(super) fn find(&self, pointer: &Pointer) -> Option<Place> {
        let mut place = Place {
            value: self.root,
            entry: None,
            in_brackets: false,
        };
        for segment in pointer.segments() {
            let in_brackets = place.in_brackets || self.is_bracketed(place.value);
            let (entry, value) = match segment {
                Segment::Key(key) => {
                    let entry = self.tree.get(place.value, key)?;
                    (Some(entry), entry.value)
                }
                Segment::Index(index) => (None, *self.items(place.value)?.get(*index)?),
            };
            place = Place {
                value,
                entry,
                in_brackets,
            };
        }
        Some(place)
    }

    pub(super) fn items(&self, id: NodeId) -> Option<&[NodeId]> {
        match &self.tree.value(id).content {
            Content::Sequence(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn bytes(&self, id: NodeId) -> Range<usize> {
        let bytes = &self.tree.node(id).bytes;
        bytes.start as usize..bytes.end as usize
    }

    /// Whether it is a list or mapping between brackets or braces.
    pub(super) fn is_bracketed(&self, id: NodeId) -> bool {
        let is_collection = matches!(
            self.tree.node(id).content,
            Content::Sequence(_) | Content::Mapping(_)
        );
        is_collection && matches!(self.byte(self.bytes(id).start), Some(b'[' | b'{'))
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Just after the last byte of a value, without the blank lines that a block scalar takes in.
    pub(super) fn end(&self, id: NodeId) -> usize {
        let bytes = self.bytes(id);
        if self.is_bracketed(id) {
            return bytes.end;
        }
        let end = match &self.tree.node(id).content {
            Content::Mapping(entries) => entries.last().map(|entry| self.entry_end(*entry)),
            Content::Sequence(items) => items.last().map(|item| self.end(*item)),
            Content::Scalar { .. } | Content::Alias(_) | Content::Lost => None,
        };
        end.unwrap_or_else(|| bytes.start + self.text[bytes].trim_end().len())
    }

    pub(super) fn entry_end(&self, entry: Entry) -> usize {
        self.end(entry.value).max(self.after_colon(entry))
    }

    /// Just after the colon of a key.
    pub(super) fn after_colon(&self, entry: Entry) -> usize {
        let end = self.bytes(entry.key).end;
        self.text[end..].find(':').map_or(end, |at| end + at + 1)
    }

    /// The first byte after blanks.
    pub(super) fn after_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches([' ', '\t']).len()
    }

    /// The first byte after an anchor and its blanks. Whoever refers to it gets the new value too: the proof tells.
    pub(super) fn after_anchor(&self, at: usize) -> usize {
        if self.byte(at) != Some(b'&') {
            return at;
        }
        let rest = &self.text[at..];
        self.after_blanks(at + rest.find(char::is_whitespace).unwrap_or(rest.len()))
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// The first byte of the next line, or the end of the text.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |end| at + end + 1)
    }

    /// What stands on the line from `at` on, without its end.
    pub(super) fn rest_of_line(&self, at: usize) -> &str {
        self.text[at..self.line_end(at)].trim_end_matches(['\r', '\n'])
    }

    /// Blanks, or what counts as such, before it on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// Whether only blanks stand before it on its line.
    pub(super) fn begins_its_line(&self, at: usize) -> bool {
        self.text[self.line_start(at)..at]
            .bytes()
            .all(|byte| byte == b' ')
    }

    /// The dash of an item of a list in a block.
    pub(super) fn dash(&self, item: NodeId) -> Option<usize> {
        let before = self.text[..self.bytes(item).start].trim_end();
        // The minus of a block's `|-` is not a dash.
        let bare = before.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        let before = match bare.strip_suffix(['|', '>']) {
            Some(before) => before.trim_end(),
            None => before,
        };
        before.ends_with('-').then(|| before.len() - 1)
    }
}
