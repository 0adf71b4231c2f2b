//! Edits to splices, splices to a text.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::edits::{Edit, item_of_list};
use super::error::EditError;
use super::list::ListChange;
use super::place::Page;
use super::proof;
use super::splice::{Splice, spliced};
use crate::manifest::yaml::Tree;
use crate::model::Pointer;

/// The text with these edits made in one of its documents.
pub fn edited(text: &str, document: usize, edits: &[Edit]) -> Result<String, EditError> {
    if edits.is_empty() {
        return Ok(text.to_owned());
    }
    let tree = Tree::read(&Arc::from(text));
    let is_arrangement = |edit: &&Edit| matches!(edit, Edit::Arrange(..));
    let (arrangements, others): (Vec<&Edit>, Vec<&Edit>) = edits.iter().partition(is_arrangement);
    let mut result = made(text, &tree, document, &others)?;
    if !arrangements.is_empty() {
        // What is moved takes along what was changed within it.
        let changed = Tree::read(&Arc::from(result.as_str()));
        result = made(&result, &changed, document, &arrangements)?;
    }
    proof::check(&tree, document, edits, &result)?;
    Ok(result)
}

fn made(text: &str, tree: &Tree, document: usize, edits: &[&Edit]) -> Result<String, EditError> {
    let root = tree
        .documents()
        .get(document)
        .filter(|document| !document.flawed)
        .and_then(|document| document.root)
        .ok_or(EditError::Unreadable)?;
    let page = Page { text, tree, root };
    spliced(text, page.splices(edits)?)
}

impl Page<'_> {
    pub(super) fn splices(&self, edits: &[&Edit]) -> Result<Vec<Splice>, EditError> {
        let mut lists: BTreeMap<Pointer, ListChange<'_>> = BTreeMap::new();
        let mut splices = Vec::new();
        for edit in edits {
            match edit {
                Edit::Set(at, value) => splices.extend(self.set(at, value)?),
                Edit::Replace(at, key, value) => splices.push(self.replace(at, key, value)?),
                Edit::Arrange(list, slots) => splices.extend(self.arrange(list, slots)?),
                Edit::Append(list, item) => {
                    lists.entry(list.clone()).or_default().added.push(item);
                }
                Edit::Remove(at) => match item_of_list(at) {
                    Some((list, index)) => {
                        lists.entry(list).or_default().removed.insert(index);
                    }
                    None => splices.push(self.remove_entry(at)?),
                },
            }
        }
        for (list, change) in lists {
            splices.extend(self.change_list(&list, &change)?);
        }
        Ok(splices)
    }
}
