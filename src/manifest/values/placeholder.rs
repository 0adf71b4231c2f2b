//! Which mappings of a document stand for something else: `{ value: NAME }`, `{ template: TEXT }` and `{ file: PATH }`, each with
//! that one key, in `spec` and nowhere else.

use std::collections::BTreeSet;

use crate::manifest::yaml::{Content, Entry, NodeId, Tree};

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

/// What is met on the way through `spec`.
#[derive(Debug, Clone, Copy)]
pub(in crate::manifest) enum Met {
    Placeholder(Form, NodeId),
    Scalar,
}

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
    visit(tree, &mut |document, node, _, met| {
        if let Met::Placeholder(form, argument) = met {
            found.push(Placeholder {
                document,
                node,
                form,
                argument,
            });
        }
    });
    found
}

/// Takes a document, a node of its `spec`, the key that it stands under or in a list of, and what it is.
type Visitor<'v> = dyn FnMut(usize, NodeId, NodeId, Met) + 'v;

/// Shows every placeholder and every other scalar of each `spec` of a file, in no order.
pub(in crate::manifest) fn visit(tree: &Tree, visitor: &mut Visitor<'_>) {
    let mut seen = BTreeSet::new();
    for (document, content) in tree.documents().iter().enumerate() {
        let spec = content.root.and_then(|root| tree.get(root, "spec"));
        let Some(spec) = spec else { continue };
        // A `spec` as a whole is none, whatever key it has.
        let fields = tree.entries(spec.value).iter();
        let mut open: Vec<(NodeId, NodeId)> = fields
            .filter(|field| !is_of_field(tree, **field))
            .map(|field| (field.key, field.value))
            .collect();
        while let Some((key, node)) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let Some((form, argument)) = placeholder(tree, node) {
                visitor(document, node, key, Met::Placeholder(form, argument));
                continue;
            }
            match &tree.node(node).content {
                Content::Sequence(items) => open.extend(items.iter().map(|item| (key, *item))),
                Content::Mapping(entries) => {
                    open.extend(entries.iter().map(|entry| (entry.key, entry.value)));
                }
                Content::Alias(target) => open.push((key, *target)),
                Content::Scalar { .. } => visitor(document, node, key, Met::Scalar),
                Content::Lost => {}
            }
        }
    }
}

/// Whether it is a field that knows the key of a placeholder as its own.
fn is_of_field(tree: &Tree, field: Entry) -> bool {
    let key = tree.text(field.key).unwrap_or_default();
    placeholder(tree, field.value).is_some_and(|(form, _)| OF_FIELDS.contains(&(key, form)))
}

/// What a mapping stands for, if it has exactly the one key.
pub(super) fn placeholder(tree: &Tree, id: NodeId) -> Option<(Form, NodeId)> {
    let [entry] = tree.entries(id) else {
        return None;
    };
    let key = tree.text(entry.key)?;
    let form = Form::ALL.into_iter().find(|form| form.key() == key)?;
    Some((form, entry.value))
}
