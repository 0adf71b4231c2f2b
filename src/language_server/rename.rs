//! Another name for a manifest: at its own place, wherever others name it, and in its `previousNames`, by which it keeps its live
//! object. Only made if every file can be edited so that nothing else in it changes.

use std::collections::BTreeMap;
use std::ops::Range;

use lsp_types as lsp;
use similar::ChangeTag;

use super::definition::{Subject, mentions};
use super::position::Lines;
use super::requests::{At, Refusal};
use crate::manifest::Declared;
use crate::manifest::edit::{Edit, Yaml, edited};
use crate::model::{Name, Origin, Pointer};

/// The name as it stands there.
pub(super) fn prepare(at: &At<'_>) -> Option<lsp::PrepareRenameResponse> {
    let spotted = at.spotted()?;
    let Subject::Manifest(declared) = at.subject(&spotted)? else {
        return None;
    };
    Some(lsp::PrepareRenameResponse::RangeWithPlaceholder {
        range: Lines::new(&at.text).range(&spotted.bytes),
        placeholder: declared.name.to_string(),
    })
}

pub(super) fn rename(at: &At<'_>, new: &str) -> Result<lsp::WorkspaceEdit, Refusal> {
    let subject = at.spotted().and_then(|spotted| at.subject(&spotted));
    let Some(Subject::Manifest(declared)) = subject else {
        return Err(Refusal::failed("there is no name of a manifest here"));
    };
    let new = Name::try_from(new.to_owned());
    let new = new.map_err(|error| Refusal::failed(error.to_string()))?;
    let loaded = at.view.loaded;
    if new == declared.name {
        return Ok(lsp::WorkspaceEdit::default());
    }
    if let Some(other) = loaded.mentions.get(declared.kind, &new) {
        let file = &other.at.origin.file;
        let words = format!(
            "{file} has a manifest of kind {} named `{new}`",
            declared.kind
        );
        return Err(Refusal::failed(words));
    }
    let mut documents: BTreeMap<Origin, Vec<Edit>> = BTreeMap::new();
    let own = own_edits(at, declared, &new);
    documents.insert(declared.at.origin.clone(), own);
    for mention in mentions(at, declared) {
        let edit = Edit::Set(mention.at.pointer.clone(), Yaml::text(new.as_str()));
        documents
            .entry(mention.at.origin.clone())
            .or_default()
            .push(edit);
    }
    changes(at, &documents)
}

fn own_edits(at: &At<'_>, declared: &Declared, new: &Name) -> Vec<Edit> {
    let previous = Pointer::root().key("metadata").key("previousNames");
    let known = at
        .view
        .loaded
        .texts_at(&declared.at.origin.at(previous.clone()));
    let kept = known
        .into_iter()
        .filter(|name| name != new.as_str() && *name != *declared.name.as_str());
    let names = std::iter::once(declared.name.to_string()).chain(kept);
    vec![
        Edit::Set(declared.at.pointer.clone(), Yaml::text(new.as_str())),
        Edit::Set(previous, Yaml::texts(names)),
    ]
}

fn changes(
    at: &At<'_>,
    documents: &BTreeMap<Origin, Vec<Edit>>,
) -> Result<lsp::WorkspaceEdit, Refusal> {
    let mut texts: BTreeMap<&camino::Utf8Path, String> = BTreeMap::new();
    for (origin, edits) in documents {
        let file = &*origin.file;
        let text = match texts.get(file) {
            Some(text) => text.clone(),
            None => written(at, file)?.to_owned(),
        };
        let text = edited(&text, origin.document, edits)
            .map_err(|error| Refusal::failed(format!("{file} cannot be edited: {error}")))?;
        texts.insert(file, text);
    }
    let changes = texts.into_iter().filter_map(|(file, text)| {
        let uri = at.view.uri(file)?;
        let before = written(at, file);
        Some(before.map(|before| (uri, line_edits(before, &text))))
    });
    let changes: Result<_, Refusal> = changes.collect();
    Ok(lsp::WorkspaceEdit::new(changes?))
}

fn written<'p>(at: &At<'p>, file: &camino::Utf8Path) -> Result<&'p str, Refusal> {
    let text = at.view.loaded.sources.written(file);
    text.map(|text| &**text)
        .ok_or_else(|| Refusal::failed(format!("{file} was not read")))
}

/// An edit for each stretch of lines that differ.
fn line_edits(before: &str, after: &str) -> Vec<lsp::TextEdit> {
    let diff = similar::TextDiff::from_lines(before, after);
    let lines = Lines::new(before);
    let mut done = 0;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let (text, tag) = (change.value(), change.tag());
        if tag == ChangeTag::Equal {
            done += text.len();
            continue;
        }
        if edits.last().is_none_or(|(bytes, _)| bytes.end != done) {
            edits.push((done..done, String::new()));
        }
        let Some((bytes, added)) = edits.last_mut() else {
            continue;
        };
        match tag {
            ChangeTag::Delete => {
                done += text.len();
                bytes.end = done;
            }
            ChangeTag::Insert | ChangeTag::Equal => added.push_str(text),
        }
    }
    let edits = edits.into_iter();
    edits
        .map(|(bytes, text)| lsp::TextEdit::new(lines.range(&bytes), text))
        .collect()
}
