//! Proof that an edited text says what was wanted, and in everything else what it said before.

use std::sync::Arc;

use super::arrange::Slot;
use super::edits::{Edit, item_of_list};
use super::emit::entries;
use super::error::EditError;
use super::value::Yaml;
use crate::manifest::yaml::{Content, NodeId, Tree, quick_documents};
use crate::model::{Pointer, Segment};

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Scalar { text: String, is_null: bool },
    List(Vec<Said>),
    Map(Vec<(String, Said)>),
}

/// Reads the result with both readings.
pub(super) fn check(
    before: &Tree,
    document: usize,
    edits: &[Edit],
    result: &str,
) -> Result<(), EditError> {
    let after = Tree::read(&Arc::from(result));
    if !after.flaws().is_empty() {
        return Err(EditError::Unproven);
    }
    let mut wanted = documents(before);
    match wanted.get_mut(document) {
        Some(Some(wanted)) => make(wanted, edits)?,
        _ => return Err(EditError::Unreadable),
    }
    let said = documents(&after);
    let is_proven = said == wanted && quick_reading_agrees(result, &said);
    is_proven.then_some(()).ok_or(EditError::Unproven)
}

/// Reads a text that is to lack one document, and to say all others as before.
pub(super) fn says_the_others(
    before: &Tree,
    document: usize,
    result: &str,
) -> Result<(), EditError> {
    let after = Tree::read(&Arc::from(result));
    let mut wanted = documents(before);
    if !after.flaws().is_empty() || document >= wanted.len() {
        return Err(EditError::Unproven);
    }
    wanted.remove(document);
    let said = documents(&after);
    let is_proven = said == wanted && quick_reading_agrees(result, &said);
    is_proven.then_some(()).ok_or(EditError::Unproven)
}

/// Whether the result says what was said before with at most so many scalars replaced: every key, item and document is there, and in
/// its place.
pub(in crate::manifest) fn replaces_scalars(before: &Tree, result: &str, most: usize) -> bool {
    let after = Tree::read(&Arc::from(result));
    if after.flaws().len() > before.flaws().len() {
        return false;
    }
    let (before, after) = (documents(before), documents(&after));
    let differing = before.iter().zip(&after).map(|pair| match pair {
        (Some(one), Some(other)) => differing(one, other),
        (None, None) => Some(0),
        (None, Some(_)) | (Some(_), None) => None,
    });
    let differing: Option<usize> = differing.sum();
    before.len() == after.len() && differing.is_some_and(|number| number <= most)
}

/// How many scalars differ; `None`: more than that does.
fn differing(one: &Said, other: &Said) -> Option<usize> {
    match (one, other) {
        (Said::Scalar { .. }, Said::Scalar { .. }) => Some(usize::from(one != other)),
        (Said::List(one), Said::List(other)) if one.len() == other.len() => {
            one.iter().zip(other).map(|(a, b)| differing(a, b)).sum()
        }
        (Said::Map(one), Said::Map(other)) if one.len() == other.len() => {
            let pairs = one.iter().zip(other);
            let pairs = pairs.map(|((key, a), (other_key, b))| {
                Some(usize::from(key != other_key) + differing(a, b)?)
            });
            pairs.sum()
        }
        _ => None,
    }
}

fn documents(tree: &Tree) -> Vec<Option<Said>> {
    let of = |root: NodeId| said(tree, root);
    tree.documents()
        .iter()
        .map(|document| document.root.map(of))
        .collect()
}

fn said(tree: &Tree, id: NodeId) -> Said {
    match &tree.value(id).content {
        Content::Scalar { text, .. } => Said::Scalar {
            text: text.to_string(),
            is_null: tree.is_null(id),
        },
        Content::Sequence(items) => Said::List(items.iter().map(|id| said(tree, *id)).collect()),
        Content::Mapping(entries) => {
            let entry = |key, value| {
                (
                    tree.text(key).unwrap_or_default().to_owned(),
                    said(tree, value),
                )
            };
            Said::Map(
                entries
                    .iter()
                    .map(|one| entry(one.key, one.value))
                    .collect(),
            )
        }
        // `value` follows aliases to their end.
        Content::Alias(target) => said(tree, *target),
        // No file that was just read has any.
        Content::Lost => Said::Scalar {
            text: String::new(),
            is_null: true,
        },
    }
}

/// The edits made on what the document says: values and keys first, then items taken away, then items added or put into
/// another order.
fn make(document: &mut Said, edits: &[Edit]) -> Result<(), EditError> {
    let missing = || EditError::Unproven;
    let mut removed: Vec<(Pointer, usize)> = Vec::new();
    let mut entries_removed: Vec<&Pointer> = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set(at, value) => put(document, at, wanted(value)).ok_or_else(missing)?,
            Edit::Replace(at, key, value) => {
                let (list, index) = entry(document, at).ok_or_else(missing)?;
                list[index] = (key.clone(), wanted(value));
            }
            Edit::Remove(at) => match item_of_list(at) {
                Some(item) => removed.push(item),
                None => entries_removed.push(at),
            },
            Edit::Append(..) | Edit::Arrange(..) => {}
        }
    }
    for at in entries_removed {
        let (list, index) = entry(document, at).ok_or_else(missing)?;
        list.remove(index);
    }
    removed.sort();
    for (list, index) in removed.iter().rev() {
        match find(document, list.segments()) {
            Some(Said::List(items)) if *index < items.len() => drop(items.remove(*index)),
            _ => return Err(missing()),
        }
    }
    for edit in edits {
        match edit {
            Edit::Append(list, item) => {
                append(document, list, wanted(item)).ok_or_else(missing)?;
            }
            Edit::Arrange(list, slots) => arrange(document, list, slots).ok_or_else(missing)?,
            Edit::Set(..) | Edit::Replace(..) | Edit::Remove(_) => {}
        }
    }
    Ok(())
}

fn arrange(document: &mut Said, list: &Pointer, slots: &[Slot]) -> Option<()> {
    let Said::List(items) = find(document, list.segments())? else {
        return None;
    };
    let arranged = slots.iter().map(|slot| match slot {
        Slot::Kept(index) => items.get(*index).cloned(),
        Slot::New(value) => Some(wanted(value)),
    });
    *items = arranged.collect::<Option<_>>()?;
    Some(())
}

fn append(document: &mut Said, list: &Pointer, item: Said) -> Option<()> {
    match find(document, list.segments()) {
        Some(Said::List(items)) => items.push(item),
        _ => put(document, list, Said::List(vec![item]))?,
    }
    Some(())
}

fn put(document: &mut Said, at: &Pointer, value: Said) -> Option<()> {
    if let Some(there) = find(document, at.segments()) {
        *there = value;
        return Some(());
    }
    let (last, above) = at.segments().split_last()?;
    let Segment::Key(key) = last else { return None };
    let parent = find(document, above)?;
    match parent {
        Said::Map(entries) => entries.push((key.to_string(), value)),
        Said::Scalar { is_null: true, .. } => *parent = Said::Map(vec![(key.to_string(), value)]),
        _ => return None,
    }
    Some(())
}

fn find<'s>(said: &'s mut Said, segments: &[Segment]) -> Option<&'s mut Said> {
    let Some((first, rest)) = segments.split_first() else {
        return Some(said);
    };
    let next = match (first, said) {
        (Segment::Key(key), Said::Map(entries)) => {
            &mut entries.iter_mut().find(|(known, _)| known == key)?.1
        }
        (Segment::Index(index), Said::List(items)) => items.get_mut(*index)?,
        _ => return None,
    };
    find(next, rest)
}

fn entry<'s>(said: &'s mut Said, at: &Pointer) -> Option<(&'s mut Vec<(String, Said)>, usize)> {
    let (last, above) = at.segments().split_last()?;
    let (Segment::Key(key), Said::Map(entries)) = (last, find(said, above)?) else {
        return None;
    };
    let index = entries.iter().position(|(known, _)| known == key)?;
    Some((entries, index))
}

fn wanted(value: &Yaml) -> Said {
    let scalar = |text: String| Said::Scalar {
        text,
        is_null: false,
    };
    match value {
        Yaml::Null => Said::Scalar {
            text: "null".to_owned(),
            is_null: true,
        },
        Yaml::Text(text) => scalar(text.clone()),
        Yaml::Number(number) => scalar(number.to_json().to_string()),
        Yaml::Bool(value) => scalar(value.to_string()),
        Yaml::List(items) => Said::List(items.iter().map(wanted).collect()),
        Yaml::Map(lines) => {
            let entry = |(key, value): (&str, &Yaml)| (key.to_owned(), wanted(value));
            Said::Map(entries(lines).map(entry).collect())
        }
    }
}

/// Where the quick reading has an answer, it must be the same.
fn quick_reading_agrees(text: &str, said: &[Option<Said>]) -> bool {
    let Some(documents) = quick_documents(text) else {
        return true;
    };
    let agree = |(value, said): (&serde_yaml::Value, &Option<Said>)| match said {
        Some(said) => agrees(value, said),
        None => value.is_null(),
    };
    documents.len() == said.len() && documents.iter().zip(said).all(agree)
}

fn agrees(value: &serde_yaml::Value, said: &Said) -> bool {
    use serde_yaml::Value;
    match (value, said) {
        (Value::String(a), Said::Scalar { text, is_null }) => a == text && !is_null,
        (Value::Null, Said::Scalar { is_null, .. }) => *is_null,
        (Value::Bool(_) | Value::Number(_), Said::Scalar { text, .. }) => {
            serde_yaml::from_str::<Value>(text).is_ok_and(|read| read == *value)
        }
        (Value::Sequence(a), Said::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agrees(a, b))
        }
        (Value::Mapping(a), Said::Map(b)) => {
            let same = |(key, said): &(String, Said)| {
                a.get(key.as_str()).is_some_and(|value| agrees(value, said))
            };
            a.len() == b.len() && b.iter().all(same)
        }
        _ => false,
    }
}
