//! Which mappings of a document stand for something else: `{ value: NAME }`, `{ template: TEXT }` and `{ file: PATH }`, each with
//! that one key, in `spec` and nowhere else.

use std::collections::BTreeSet;

use crate::manifest::yaml::{Content, NodeId, Tree};

/// What a placeholder is replaced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::manifest) enum Form {
    Value,
    Template,
    File,
}

impl Form {
    const ALL: [Self; 3] = [Self::Value, Self::Template, Self::File];

    /// Its key.
    pub(in crate::manifest) const fn key(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Template => "template",
            Self::File => "file",
        }
    }
}

/// A field of `spec` that is itself a mapping with such a key.
const OF_FIELDS: [(&str, Form); 1] = [("from", Form::File)];

#[derive(Debug, Clone, Copy)]
pub(super) struct Placeholder {
    pub(super) document: usize,
    /// Where it stands; it may be an alias.
    pub(super) node: NodeId,
    pub(super) form: Form,
    /// What stands behind its key.
    pub(super) argument: NodeId,
}

/// Every placeholder of a file, in no order.
pub(super) fn placeholders(tree: &Tree) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (document, content) in tree.documents().iter().enumerate() {
        let spec = content.root.and_then(|root| tree.get(root, "spec"));
        let Some(spec) = spec else { continue };
        // A `spec` as a whole is none, whatever key it has.
        let mut open: Vec<NodeId> = Vec::new();
        for entry in tree.entries(spec.value) {
            let key = tree.text(entry.key).unwrap_or_default();
            let placeholder = placeholder(tree, entry.value);
            let is_own = placeholder.is_some_and(|(form, _)| OF_FIELDS.contains(&(key, form)));
            if !is_own {
                open.push(entry.value);
            }
        }
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let Some((form, argument)) = placeholder(tree, node) {
                found.push(Placeholder {
                    document,
                    node,
                    form,
                    argument,
                });
                continue;
            }
            match &tree.node(node).content {
                Content::Sequence(items) => open.extend(items),
                Content::Mapping(entries) => open.extend(entries.iter().map(|entry| entry.value)),
                Content::Alias(target) => open.push(*target),
                Content::Scalar { .. } | Content::Lost => {}
            }
        }
    }
    found
}

/// What a mapping stands for, if it has exactly the one key.
pub(in crate::manifest) fn placeholder(tree: &Tree, id: NodeId) -> Option<(Form, NodeId)> {
    let [entry] = tree.entries(id) else {
        return None;
    };
    let key = tree.text(entry.key)?;
    let form = Form::ALL.into_iter().find(|form| form.key() == key)?;
    Some((form, entry.value))
}
