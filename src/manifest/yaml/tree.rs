//! A file as a tree that knows where everything stands. Aliases stay references, so a file of `n` bytes is a
//! tree of at most `n` nodes however much it would be worth written out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::flaw::Flaw;
use super::lines::Lines;
use super::scalar;
use crate::diagnostic::Span;

/// Limits that no honest manifest meets and that every step after the parser may rely on.
pub(super) mod limit {
    /// Levels of nesting, aliases written out. Decoding recurses once a level.
    pub(in super::super) const DEPTH: u32 = 64;
    /// Values of one document, aliases written out.
    pub(in super::super) const VALUES: u64 = 2_000_000;
    /// Entries that merge keys (`<<`) of one file may copy.
    pub(in super::super) const MERGED: usize = 500_000;
}

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::manifest) struct NodeId(pub(super) u32);

/// A value or a key.
#[derive(Debug, Clone)]
pub(in crate::manifest) struct Node {
    /// Where it stands, in bytes.
    pub(in crate::manifest) bytes: Range<u32>,
    pub(in crate::manifest) content: Content,
    /// Values in it, itself included, aliases written out.
    pub(super) values: u64,
    /// Levels in it, itself included, aliases written out.
    pub(super) depth: u32,
}

#[derive(Debug, Clone)]
pub(in crate::manifest) enum Content {
    /// Text, or what a plain scalar (without quotes) may also mean.
    Scalar { text: Box<str>, plain: bool },
    /// `- a`
    Sequence(Vec<NodeId>),
    /// `a: b`, merge keys applied, every key once.
    Mapping(Vec<Entry>),
    /// `*a`
    Alias(NodeId),
    /// It should have been something else, and why it is not is said already.
    Lost,
}

/// One `key: value`.
#[derive(Debug, Clone, Copy)]
pub(in crate::manifest) struct Entry {
    pub(in crate::manifest) key: NodeId,
    pub(in crate::manifest) value: NodeId,
}

#[derive(Debug, Clone)]
pub(in crate::manifest) struct Document {
    /// `None`: nothing stands in it, or what stands in it is beyond reading (then `flawed`).
    pub(in crate::manifest) root: Option<NodeId>,
    /// Whether a part of it could not be read.
    pub(in crate::manifest) flawed: bool,
}

#[derive(Debug, Clone)]
pub(in crate::manifest) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) documents: Vec<Document>,
    pub(super) flaws: Vec<Flaw>,
    /// Values of keys that stood there before: part of no mapping.
    pub(super) dropped: Vec<NodeId>,
    /// Nodes whose contents do not stand in the file.
    pub(super) filled: BTreeSet<NodeId>,
    pub(super) lines: Lines,
}

impl Tree {
    /// Its documents, empty ones included.
    pub(in crate::manifest) fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// What was wrong with the YAML itself.
    pub(in crate::manifest) fn flaws(&self) -> &[Flaw] {
        &self.flaws
    }

    /// The node itself: for its place.
    pub(in crate::manifest) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(in crate::manifest) fn value(&self, id: NodeId) -> &Node {
        let mut node = self.node(id);
        while let Content::Alias(target) = node.content {
            node = self.node(target);
        }
        node
    }

    /// The text of a scalar, however written.
    pub(in crate::manifest) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.value(id).content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether keys and values stand in it.
    pub(in crate::manifest) fn is_mapping(&self, id: NodeId) -> bool {
        matches!(self.value(id).content, Content::Mapping(_))
    }

    /// Whether it says "nothing": `~`, `null`, or nothing at all.
    pub(in crate::manifest) fn is_null(&self, id: NodeId) -> bool {
        matches!(&self.value(id).content, Content::Scalar { text, plain: true } if scalar::is_null(text))
    }

    /// The entries of a mapping; none of anything else.
    pub(in crate::manifest) fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.value(id).content {
            Content::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// What YAML takes for a comment after this value and a person may have meant as a part of it: a `#` with something
    /// right behind it, and a single blank before it.
    pub(in crate::manifest) fn cut_off(&self, id: NodeId) -> Option<&str> {
        if self.filled.contains(&id) {
            return None;
        }
        let rest = self.lines.rest(self.node(id).bytes.end as usize);
        // What says nothing may stand before the colon of its key.
        comment_of_doubt(rest.strip_prefix(':').unwrap_or(rest))
    }

    /// The stretch, cut at the end of its first line.
    pub(in crate::manifest) fn line_of(&self, bytes: &Range<usize>) -> Span {
        self.lines.span(bytes)
    }

    /// What stands in these bytes of the file.
    pub(in crate::manifest) fn written(&self, bytes: &Range<usize>) -> &str {
        self.lines.written(bytes)
    }

    pub(in crate::manifest) fn get(&self, id: NodeId, key: &str) -> Option<Entry> {
        match &self.value(id).content {
            Content::Mapping(entries) => entries
                .iter()
                .find(|entry| self.text(entry.key) == Some(key))
                .copied(),
            _ => None,
        }
    }
}

/// The comment at the start of this end of a line, unless it clearly is one.
pub(super) fn comment_of_doubt(rest: &str) -> Option<&str> {
    let comment = rest.strip_prefix(' ')?.strip_prefix('#')?;
    let is_clear = comment.is_empty() || comment.starts_with([' ', '\t', '#', '!', '-', '=']);
    (!is_clear).then(|| rest.trim())
}
