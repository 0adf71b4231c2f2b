//! What stands at a byte of a file, and where things stand, for editors. Reads nothing anew.

use std::ops::Range;

use camino::Utf8Path;

use super::config_place::config_place;
use super::kinds::kind_of;
use super::loaded::Loaded;
use super::names::CONFIG_FILE;
use super::yaml::{Content, Tree};
use crate::diagnostic::Place;
use crate::model::{Kind, Pointer, SourcePath};

/// A key or a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spotted {
    pub document: usize,
    /// The kind of the document; `None`: it has none that is known.
    pub kind: Option<Kind>,
    /// The innermost entry or item there; a key stands for its value.
    pub pointer: Pointer,
    pub on_key: bool,
    /// What a scalar says.
    pub text: Option<String>,
    pub bytes: Range<usize>,
}

impl Loaded {
    /// `None`: the file is not YAML of the project, or has nothing before that byte.
    pub fn spotted(&self, file: &Utf8Path, byte: usize) -> Option<Spotted> {
        let tree = self.sources.tree(file)?;
        let cursor = tree.cursor(byte)?;
        let root = tree.documents().get(cursor.document)?.root?;
        let field = |name: &str| tree.get(root, name).and_then(|one| tree.text(one.value));
        let text = match &tree.node(cursor.node).content {
            Content::Scalar { text, .. } => Some(text.to_string()),
            _ => None,
        };
        let is_config = file == CONFIG_FILE;
        Some(Spotted {
            document: cursor.document,
            kind: kind_of(field("apiVersion"), field("kind"))
                .ok()
                .filter(|_| !is_config),
            pointer: cursor.pointer,
            on_key: cursor.on_key,
            text,
            bytes: tree.start(cursor.node)..tree.end(cursor.node),
        })
    }

    /// The bytes of a value, however many lines it has.
    pub fn bytes_of(&self, path: &SourcePath) -> Option<Range<usize>> {
        self.sources.value_bytes(path)
    }

    /// The scalars of a list.
    pub fn texts_at(&self, path: &SourcePath) -> Vec<String> {
        let tree = self.sources.tree(&path.origin.file);
        let texts = |tree: &Tree| {
            let node = tree.at(path.origin.document, &path.pointer)?;
            let Content::Sequence(items) = &tree.value(node).content else {
                return None;
            };
            let texts = items.iter().filter_map(|item| tree.text(*item));
            Some(texts.map(str::to_owned).collect())
        };
        tree.and_then(texts).unwrap_or_default()
    }

    /// The names that `{ value: … }` takes.
    pub fn value_names(&self) -> Vec<String> {
        let project = self.project.as_ref();
        let names = project.map(|project| project.config.value_names());
        names
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect()
    }

    /// Where a value stands, in a workspace of its own or for all.
    pub fn value_place(&self, name: &str) -> Option<Place> {
        let config = &self.project.as_ref()?.config;
        let mut values = config.workspaces.values().map(|one| &one.values);
        let own = values.find_map(|values| values.get(name));
        let value = config.values.get(name).or(own)?;
        Some(value.place.clone())
    }

    /// Where a program of `sources` stands.
    pub fn source_place(&self, name: &str) -> Option<Place> {
        let config = &self.project.as_ref()?.config;
        config.sources.get(name)?;
        config_place(
            &self.sources,
            Pointer::root().key("sources").key(name.to_owned()),
        )
    }

    /// Where a workspace stands.
    pub fn workspace_place(&self, name: &str) -> Option<Place> {
        let config = &self.project.as_ref()?.config;
        config.workspaces.get(name)?.name_place(&self.sources)
    }
}
