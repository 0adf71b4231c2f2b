//! The entries of a mapping: every key once, and merge keys (`<<`) applied. A key of the mapping itself wins
//! over a merged one, an earlier merged one over a later.

use std::collections::{HashMap, hash_map};

use super::flaw::{Flaw, Spot};
use super::tree::{Content, Entry, NodeId, Tree, limit};
use crate::diagnostic::Code;

/// The entries of one mapping.
pub(super) struct Settled {
    pub(super) kept: Vec<Entry>,
    /// Values of keys that stood there already.
    pub(super) dropped: Vec<NodeId>,
    pub(super) flaws: Vec<Flaw>,
    /// How many entries merge keys have copied in this file so far.
    pub(super) copied: usize,
}

/// Takes the entries as written, in a file where merge keys have `copied` so many already. Where they copy too many
/// the file is refused.
pub(super) fn settle(tree: &Tree, written: Vec<Entry>, mut copied: usize) -> Result<Settled, Flaw> {
    let mut flaws = Vec::new();
    let mut merges = Vec::new();
    let mut dropped = Vec::new();
    let mut kept = Vec::with_capacity(written.len());
    let mut seen: HashMap<&str, NodeId> = HashMap::with_capacity(written.len());
    for entry in written {
        let Content::Scalar { text, plain } = &tree.value(entry.key).content else {
            flaws.push(no_text(tree, entry.key));
            continue;
        };
        if &**text == "<<" && *plain {
            merges.push(entry.value);
        } else if let Some(first) = seen.get(&**text) {
            flaws.push(duplicate(tree, text, *first, entry.key));
            dropped.push(entry.value);
        } else {
            seen.insert(text, entry.key);
            kept.push(entry);
        }
    }
    for source in merges {
        let Some(mappings) = mappings(tree, source) else {
            flaws.push(no_mapping(tree, source));
            continue;
        };
        for entry in mappings.into_iter().flatten() {
            copied += 1;
            if copied > limit::MERGED {
                return Err(too_many(tree, source));
            }
            let text = tree.text(entry.key).unwrap_or_default();
            if let hash_map::Entry::Vacant(vacant) = seen.entry(text) {
                vacant.insert(entry.key);
                kept.push(*entry);
            }
        }
    }
    Ok(Settled {
        kept,
        dropped,
        flaws,
        copied,
    })
}

fn too_many(tree: &Tree, source: NodeId) -> Flaw {
    Flaw::new(
        Code::TooLarge,
        spot(tree, source),
        format!(
            "merge keys (`<<`) copy more than {} entries in this file",
            limit::MERGED
        ),
    )
    .help("no manifest needs this; if the file is meant to be one, split it")
}

/// The entries of one mapping, or of each of a list of mappings.
fn mappings(tree: &Tree, source: NodeId) -> Option<Vec<&[Entry]>> {
    let entries = |id: NodeId| match &tree.value(id).content {
        Content::Mapping(entries) => Some(entries.as_slice()),
        _ => None,
    };
    match &tree.value(source).content {
        Content::Sequence(items) => items.iter().map(|id| entries(*id)).collect(),
        _ => entries(source).map(|entries| vec![entries]),
    }
}

fn spot(tree: &Tree, id: NodeId) -> Spot {
    let bytes = &tree.node(id).bytes;
    Spot::Bytes(bytes.start as usize..bytes.end as usize)
}

fn duplicate(tree: &Tree, key: &str, first: NodeId, second: NodeId) -> Flaw {
    Flaw::new(
        Code::DuplicateKey,
        spot(tree, second),
        format!("duplicate key `{key}`"),
    )
    .related(spot(tree, first), "first here")
    .help("keep one of the two")
}

fn no_text(tree: &Tree, key: NodeId) -> Flaw {
    Flaw::new(Code::WrongType, spot(tree, key), "a key must be text")
        .help("if this is not a key: text that contains `{`, `[` or `: ` must be quoted")
}

fn no_mapping(tree: &Tree, source: NodeId) -> Flaw {
    Flaw::new(
        Code::WrongType,
        spot(tree, source),
        "a merge key (`<<`) takes a mapping or a list of mappings",
    )
    .help("name the anchor of a mapping: `<<: *anchor`")
}
