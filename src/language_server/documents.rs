//! The files that an editor has open, as they are typed.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use lsp_types as lsp;

use super::paths::path_of;
use super::position::Lines;

#[derive(Debug, Default)]
pub(super) struct Documents(HashMap<Utf8PathBuf, Arc<str>>);

impl Documents {
    /// Its path; `None` of what is no file.
    pub(super) fn open(&mut self, document: &lsp::TextDocumentItem) -> Option<Utf8PathBuf> {
        let path = path_of(&document.uri)?;
        self.0.insert(path.clone(), plain(&document.text));
        Some(path)
    }

    pub(super) fn change(
        &mut self,
        change: &lsp::DidChangeTextDocumentParams,
    ) -> Option<Utf8PathBuf> {
        let path = path_of(&change.text_document.uri)?;
        let text = self.0.get_mut(&path)?;
        let mut now = text.to_string();
        for change in &change.content_changes {
            match change.range {
                None => now.clone_from(&change.text),
                Some(range) => {
                    let bytes = Lines::new(&now).bytes(range);
                    now.replace_range(bytes, &change.text);
                }
            }
        }
        *text = plain(&now);
        Some(path)
    }

    pub(super) fn close(&mut self, uri: &lsp::Uri) -> Option<Utf8PathBuf> {
        let path = path_of(uri)?;
        self.0.remove(&path);
        Some(path)
    }

    pub(super) fn get(&self, path: &Utf8Path) -> Option<&Arc<str>> {
        self.0.get(path)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&Utf8PathBuf, &Arc<str>)> {
        self.0.iter()
    }
}

/// As a manifest's text is read from a disk: without a byte-order mark.
fn plain(text: &str) -> Arc<str> {
    Arc::from(text.strip_prefix('\u{feff}').unwrap_or(text))
}
