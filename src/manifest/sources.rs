//! The texts of a project's files: for snippets, and to find the line of a value long after it was decoded.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::yaml::{Spot, Tree};
use crate::diagnostic::Place;
use crate::model::SourcePath;

/// Every file that was read, by its path relative to the project's folder.
#[derive(Debug, Default)]
pub struct Sources {
    files: BTreeMap<Utf8PathBuf, Source>,
}

#[derive(Debug)]
struct Source {
    text: Arc<str>,
    /// Built when the first place in the file is asked for: most files are never asked about.
    tree: OnceLock<Tree>,
}

impl Sources {
    /// The text of a file, without a byte-order mark. In invigil.yaml a credential that stands there is masked.
    pub fn text(&self, file: &Utf8Path) -> Option<&Arc<str>> {
        self.files.get(file).map(|source| &source.text)
    }

    /// Where a value stands, cut to its first line; its nearest existing parent's key if it is not there. `None`
    /// if the file is not one of these.
    pub fn locate(&self, path: &SourcePath) -> Option<Place> {
        self.place(path, &Spot::Value(path.pointer.clone()))
    }

    /// Where the key of a value stands.
    pub(super) fn locate_key(&self, path: &SourcePath) -> Option<Place> {
        self.place(path, &Spot::Key(path.pointer.clone()))
    }

    fn place(&self, path: &SourcePath, spot: &Spot) -> Option<Place> {
        let file = &path.origin.file;
        let source = self.files.get::<Utf8Path>(file)?;
        let tree = source.tree.get_or_init(|| Tree::read(&source.text));
        Some(Place {
            file: file.to_path_buf(),
            span: Some(tree.span(path.origin.document, spot)),
        })
    }

    /// Adds a file, with its tree if that was needed anyway.
    pub(super) fn add(&mut self, file: Utf8PathBuf, text: Arc<str>, tree: Option<Tree>) {
        let tree = tree.map_or_else(OnceLock::new, OnceLock::from);
        self.files.insert(file, Source { text, tree });
    }
}
