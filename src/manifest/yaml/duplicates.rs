//! The entries of a mapping: every key once, and merge keys (`<<`) applied. A key of the mapping itself wins
//! over a merged one, an earlier merged one over a later.

use std::collections::{HashMap, hash_map};

use super::build::{Abandon, Builder};
use super::flaw::{Flaw, Spot};
use super::tree::{Content, Entry, NodeId, Tree, limit};
use crate::diagnostic::Code;

/// Takes the entries as written.
pub(super) fn settle(
    builder: &mut Builder<'_>,
    written: Vec<Entry>,
) -> Result<Vec<Entry>, Abandon> {
    let mut flaws = Vec::new();
    let mut merges = Vec::new();
    let mut dropped = Vec::new();
    let mut kept = Vec::with_capacity(written.len());
    let mut seen: HashMap<&str, NodeId> = HashMap::with_capacity(written.len());
    for entry in written {
        let Content::Scalar { text, plain } = &builder.tree.value(entry.key).content else {
            flaws.push(no_text(&builder.tree, entry.key));
            continue;
        };
        if &**text == "<<" && *plain {
            merges.push(entry.value);
        } else if let Some(first) = seen.get(&**text) {
            flaws.push(duplicate(&builder.tree, text, *first, entry.key));
            dropped.push(entry.value);
        } else {
            seen.insert(text, entry.key);
            kept.push(entry);
        }
    }
    let mut copied = builder.merged;
    for source in merges {
        let Some(mappings) = mappings(&builder.tree, source) else {
            flaws.push(no_mapping(&builder.tree, source));
            continue;
        };
        for entry in mappings.into_iter().flatten() {
            copied += 1;
            if copied > limit::MERGED {
                let flaw = too_many(&builder.tree, source);
                return Err(builder.refuse(flaw));
            }
            let text = builder.tree.text(entry.key).unwrap_or_default();
            if let hash_map::Entry::Vacant(vacant) = seen.entry(text) {
                vacant.insert(entry.key);
                kept.push(*entry);
            }
        }
    }
    builder.merged = copied;
    builder.tree.dropped.extend(dropped);
    for flaw in flaws {
        builder.report(flaw);
    }
    Ok(kept)
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
