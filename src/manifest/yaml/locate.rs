//! Paths to places.

use std::ops::Range;

use super::flaw::Spot;
use super::tree::{Content, Entry, NodeId, Tree};
use crate::diagnostic::Span;
use crate::model::{Pointer, Segment};

impl Tree {
    /// Where something of a document stands; at most one line of it.
    pub(in crate::manifest) fn span(&self, document: usize, spot: &Spot) -> Span {
        let bytes = match spot {
            Spot::Bytes(bytes) => bytes.clone(),
            Spot::Key(pointer) => self.find(document, pointer).key_bytes(self),
            Spot::Value(pointer) => {
                let found = self.find(document, pointer);
                if found.complete {
                    found.value_bytes(self)
                } else {
                    found.key_bytes(self)
                }
            }
        };
        self.lines.span(&bytes)
    }

    /// The value at the end of a path, if there is one.
    pub(in crate::manifest) fn at(&self, document: usize, pointer: &Pointer) -> Option<NodeId> {
        let found = self.find(document, pointer);
        found.value.filter(|_| found.complete)
    }

    /// Every byte of a value, however many lines it has.
    pub(in crate::manifest) fn value_bytes(
        &self,
        document: usize,
        pointer: &Pointer,
    ) -> Range<usize> {
        self.find(document, pointer).value_bytes(self)
    }

    /// The bytes of every value that stands under this key, anywhere in the file; of an alias also those of what it
    /// stands for.
    pub(in crate::manifest) fn values_of(&self, key: &str) -> Vec<Range<usize>> {
        let entries = self.nodes.iter().filter_map(|node| match &node.content {
            Content::Mapping(entries) => Some(entries),
            _ => None,
        });
        let wanted = entries
            .flatten()
            .filter(|entry| self.text(entry.key) == Some(key));
        wanted
            .flat_map(|entry| [self.node(entry.value), self.value(entry.value)])
            .map(|node| node.bytes.start as usize..node.bytes.end as usize)
            .collect()
    }

    /// The bytes of every value of every item of a list under this key, but of those under these keys; an item that
    /// is not a mapping as a whole.
    pub(in crate::manifest) fn values_in_items_of(
        &self,
        list: &str,
        but: &[&str],
    ) -> Vec<Range<usize>> {
        let mut values = Vec::new();
        let entries = self.nodes.iter().flat_map(|node| match &node.content {
            Content::Mapping(entries) => entries.as_slice(),
            _ => &[],
        });
        for entry in entries.filter(|entry| self.text(entry.key) == Some(list)) {
            let whole = self.bytes(entry.value);
            let dropped = self.dropped.iter().map(|id| self.bytes(*id));
            values.extend(dropped.filter(|bytes| whole.contains(&bytes.start)));
            let Content::Sequence(items) = &self.value(entry.value).content else {
                values.push(whole);
                continue;
            };
            for item in items {
                if !self.is_mapping(*item) {
                    values.push(self.bytes(*item));
                }
                let fields = self.entries(*item).iter();
                let told = fields
                    .filter(|field| self.text(field.key).is_none_or(|key| !but.contains(&key)));
                values.extend(told.flat_map(|field| {
                    let value = self.value(field.value);
                    [
                        self.bytes(field.value),
                        value.bytes.start as usize..value.bytes.end as usize,
                    ]
                }));
            }
        }
        values
    }

    /// The bytes of every value that stands under this key, as [`values_of`](Self::values_of) without aliases.
    pub(in crate::manifest) fn places_of(&self, key: &str) -> Vec<Range<usize>> {
        let entries = self.nodes.iter().flat_map(|node| match &node.content {
            Content::Mapping(entries) => entries.as_slice(),
            _ => &[],
        });
        let wanted = entries.filter(|entry| self.text(entry.key) == Some(key));
        wanted.map(|entry| self.bytes(entry.value)).collect()
    }

    /// Whether a document is beyond reading.
    pub(in crate::manifest) fn has_lost_a_document(&self) -> bool {
        let mut documents = self.documents.iter();
        documents.any(|document| document.flawed && document.root.is_none())
    }

    fn find(&self, document: usize, pointer: &Pointer) -> Found {
        let root = self
            .documents
            .get(document)
            .and_then(|document| document.root);
        let mut found = Found {
            key: None,
            value: root,
            complete: root.is_some(),
        };
        for segment in pointer.segments() {
            let Some((key, value)) = found.value.and_then(|at| self.step(at, segment)) else {
                found.complete = false;
                break;
            };
            found.key = key;
            found.value = Some(value);
        }
        found
    }

    fn step(&self, at: NodeId, segment: &Segment) -> Option<(Option<NodeId>, NodeId)> {
        match segment {
            Segment::Key(key) => {
                let Entry { key, value } = self.get(at, key)?;
                Some((Some(key), value))
            }
            Segment::Index(index) => match &self.value(at).content {
                Content::Sequence(items) => Some((None, *items.get(*index)?)),
                _ => None,
            },
        }
    }

    fn bytes(&self, id: NodeId) -> Range<usize> {
        let bytes = &self.node(id).bytes;
        bytes.start as usize..bytes.end as usize
    }
}

/// How far a path led.
struct Found {
    /// The last key, unless an item of a list came after it.
    key: Option<NodeId>,
    value: Option<NodeId>,
    /// Whether it led to its end.
    complete: bool,
}

impl Found {
    fn value_bytes(&self, tree: &Tree) -> Range<usize> {
        self.value.map_or(0..0, |id| tree.bytes(id))
    }

    /// The key; an item of a list and a document have none: then their first line.
    fn key_bytes(&self, tree: &Tree) -> Range<usize> {
        self.key
            .map_or_else(|| self.value_bytes(tree), |id| tree.bytes(id))
    }
}
