//! Parser events to a [`Tree`]. After a fault it goes on with the next document, so that one reading finds the
//! faults of all. Recursion is nowhere: nesting costs a stack on the heap, and is cut at a limit.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput, Tag};

use super::duplicates::{Settled, settle};
use super::flaw::{Flaw, Spot};
use super::lines::Lines;
use super::syntax;
use super::tree::{Content, Document, Entry, Node, NodeId, Tree, limit};
use crate::diagnostic::Code;

impl Tree {
    /// Reads a text. Never fails: what is wrong is in [`Tree::flaws`].
    pub(in crate::manifest) fn read(text: &Arc<str>) -> Self {
        let mut builder = Builder {
            text,
            tree: Self {
                nodes: Vec::new(),
                documents: Vec::new(),
                flaws: Vec::new(),
                dropped: Vec::new(),
                filled: BTreeSet::new(),
                lines: Lines::new(Arc::clone(text)),
            },
            open: Vec::new(),
            anchors: HashMap::new(),
            merged: 0,
        };
        builder.read_all();
        builder.tree
    }
}

/// A collection whose end has not come yet.
struct Open {
    anchor: usize,
    start: usize,
    children: Vec<NodeId>,
    is_mapping: bool,
}

pub(super) struct Builder<'t> {
    text: &'t str,
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<usize, NodeId>,
    merged: usize,
}

/// A document cannot be read further; why is in the flaws.
pub(super) struct Abandon;

impl Builder<'_> {
    fn read_all(&mut self) {
        let options: Options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            flow_nesting_limit: limit::DEPTH as usize,
            block_nesting_limit: limit::DEPTH as usize,
        };
        let text = self.text;
        let mut parser = Parser::new_from_str_with_options(text, options);
        while let Some(step) = self.read_event(&mut parser) {
            if step.is_ok() {
                continue;
            }
            self.abandon();
            match parser.proceed_next_document() {
                Ok(true) => {}
                Ok(false) | Err(_) => break,
            }
        }
    }

    fn read_event<'p>(
        &mut self,
        parser: &mut Parser<'p, StrInput<'p>>,
    ) -> Option<Result<(), Abandon>> {
        Some(match parser.next_event()? {
            Ok((event, span)) => self.take(event, &bytes(&span)),
            Err(error) => {
                let flaw = syntax::flaw(self.text, &error, self.open.last().map(|open| open.start));
                Err(self.refuse(flaw))
            }
        })
    }

    fn take(&mut self, event: Event<'_>, bytes: &Range<usize>) -> Result<(), Abandon> {
        match event {
            Event::DocumentStart(..) => {
                self.tree.documents.push(Document {
                    root: None,
                    flawed: false,
                });
                self.anchors.clear();
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                let tagged_text = self.check_tag(tag.as_deref(), bytes)?;
                let content = Content::Scalar {
                    text: text.into(),
                    plain: style == ScalarStyle::Plain && !tagged_text,
                };
                self.add(content, bytes.clone(), anchor)
            }
            Event::SequenceStart(_, anchor, tag) => self.open(anchor, tag.as_deref(), bytes, false),
            Event::MappingStart(_, anchor, tag) => self.open(anchor, tag.as_deref(), bytes, true),
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            Event::Alias(anchor) => self.alias(anchor, bytes.clone()),
            Event::UnresolvedAlias(name) => self.unknown_alias(&name, bytes),
            // Ends, comments and anchors' names say nothing here; the enum may grow more of their sort.
            _ => Ok(()),
        }
    }

    fn open(
        &mut self,
        anchor: usize,
        tag: Option<&Tag>,
        bytes: &Range<usize>,
        is_mapping: bool,
    ) -> Result<(), Abandon> {
        self.check_tag(tag, bytes)?;
        self.open.push(Open {
            anchor,
            start: bytes.start,
            children: Vec::new(),
            is_mapping,
        });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Abandon> {
        let Some(Open {
            anchor,
            start,
            children,
            is_mapping,
        }) = self.open.pop()
        else {
            return Ok(());
        };
        // The parser ends a block where the next token starts; blanks and comments between are not of it.
        let end = children
            .last()
            .map_or(end, |last| self.last_byte(*last, end));
        let content = if is_mapping {
            let pairs = children.chunks_exact(2).map(|pair| Entry {
                key: pair[0],
                value: pair[1],
            });
            let pairs = pairs.collect();
            Content::Mapping(self.settled(pairs)?)
        } else {
            Content::Sequence(children)
        };
        self.add(content, start..end.max(start), anchor)
    }

    fn settled(&mut self, written: Vec<Entry>) -> Result<Vec<Entry>, Abandon> {
        let Settled {
            kept,
            dropped,
            flaws,
            copied,
        } = settle(&self.tree, written, self.merged).map_err(|flaw| self.refuse(flaw))?;
        self.merged = copied;
        self.tree.dropped.extend(dropped);
        for flaw in flaws {
            self.report(flaw);
        }
        Ok(kept)
    }

    fn last_byte(&self, last: NodeId, end: usize) -> usize {
        match self.text.as_bytes().get(end.wrapping_sub(1)) {
            Some(b'}' | b']') => end,
            _ => self.tree.node(last).bytes.end as usize,
        }
    }

    fn add(&mut self, content: Content, bytes: Range<usize>, anchor: usize) -> Result<(), Abandon> {
        let (values, depth) = self.weigh(&content);
        if depth > limit::DEPTH || values > limit::VALUES {
            return Err(self.refuse(too_large(bytes, depth > limit::DEPTH)));
        }
        let id = self.push(Node {
            bytes: narrow(bytes.start)..narrow(bytes.end),
            content,
            values,
            depth,
        });
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        match (self.open.last_mut(), self.tree.documents.last_mut()) {
            (Some(open), _) => open.children.push(id),
            (None, Some(document)) => document.root = Some(id),
            (None, None) => {}
        }
        Ok(())
    }

    fn push(&mut self, node: Node) -> NodeId {
        let id = NodeId(narrow(self.tree.nodes.len()));
        self.tree.nodes.push(node);
        id
    }

    fn weigh(&self, content: &Content) -> (u64, u32) {
        let sum = |children: &mut dyn Iterator<Item = NodeId>| {
            children.fold((1u64, 1u32), |(values, depth), id| {
                let node = self.tree.node(id);
                (
                    values.saturating_add(node.values),
                    depth.max(node.depth + 1),
                )
            })
        };
        match content {
            Content::Scalar { .. } | Content::Lost => (1, 1),
            Content::Alias(target) => {
                let node = self.tree.node(*target);
                (node.values, node.depth)
            }
            Content::Sequence(items) => sum(&mut items.iter().copied()),
            Content::Mapping(entries) => sum(&mut entries.iter().map(|entry| entry.value)),
        }
    }

    fn alias(&mut self, anchor: usize, bytes: Range<usize>) -> Result<(), Abandon> {
        if let Some(target) = self.anchors.get(&anchor) {
            return self.add(Content::Alias(*target), bytes, 0);
        }
        let flaw = Flaw::new(
            Code::YamlSyntax,
            Spot::Bytes(bytes),
            "this alias is inside the value that it refers to",
        );
        Err(self.refuse(flaw.help("a value cannot contain itself; write it out")))
    }

    /// Reported, and read on: the rest of the document may hold more to fix.
    fn unknown_alias(&mut self, name: &str, bytes: &Range<usize>) -> Result<(), Abandon> {
        let flaw = Flaw::new(
            Code::YamlSyntax,
            Spot::Bytes(bytes.clone()),
            format!("there is no anchor `&{name}` before this alias"),
        )
        .help("if it is text, quote it");
        self.report(flaw);
        let content = Content::Scalar {
            text: name.into(),
            plain: false,
        };
        self.add(content, bytes.clone(), 0)
    }

    /// Whether a tag says that this is text. Other tags than YAML's own mean nothing to a manifest.
    fn check_tag(&mut self, tag: Option<&Tag>, bytes: &Range<usize>) -> Result<bool, Abandon> {
        let Some(tag) = tag else { return Ok(false) };
        if let Some("str") = tag.core_suffix() {
            return Ok(true);
        }
        let flaw = Flaw::new(
            Code::WrongType,
            Spot::Bytes(bytes.clone()),
            format!("unknown tag `{}`", tag.original()),
        );
        Err(self.refuse(flaw.help("remove the tag; text needs no tag, at most quotes")))
    }

    fn report(&mut self, flaw: Flaw) {
        if let Some(document) = self.tree.documents.last_mut() {
            document.flawed = true;
        }
        self.tree.flaws.push(flaw);
    }

    fn refuse(&mut self, flaw: Flaw) -> Abandon {
        if self.tree.documents.is_empty() {
            self.tree.documents.push(Document {
                root: None,
                flawed: true,
            });
        }
        self.report(flaw);
        Abandon
    }

    fn abandon(&mut self) {
        self.open.clear();
        self.anchors.clear();
        if let Some(document) = self.tree.documents.last_mut() {
            document.root = None;
        }
    }
}

pub(super) fn too_large(bytes: Range<usize>, too_deep: bool) -> Flaw {
    let message = if too_deep {
        format!("this is nested more than {} levels deep", limit::DEPTH)
    } else {
        format!(
            "with its aliases expanded this is more than {} values",
            limit::VALUES
        )
    };
    Flaw::new(Code::TooLarge, Spot::Bytes(bytes), message)
        .help("no manifest needs this; if the file is meant to be one, split it")
}

fn bytes(span: &Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}

/// Files are at most 16 MiB, so that nothing is ever cut here.
fn narrow(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
