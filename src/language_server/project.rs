//! One project as an editor sees it: read with what is typed in the place of what is on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use lsp_types as lsp;

use super::diagnostics;
use super::documents::Documents;
use super::paths::{inside, outside, uri_of};
use super::position::Lines;
use crate::manifest::{CONFIG_FILE, Loaded, ProjectRoot, ReadCache, load_and_lint_everywhere};

pub(super) struct Project {
    root: ProjectRoot,
    cache: Arc<ReadCache>,
    /// As it was read last; `None`: something has changed since.
    loaded: Option<Loaded>,
    /// The editor shows what is wrong with it now. A question that comes first reads the project, and tells nothing of it.
    is_told: bool,
    /// What the editor shows, by file.
    published: BTreeMap<Utf8PathBuf, Vec<lsp::Diagnostic>>,
}

/// A project that is read, and where its files are.
#[derive(Clone, Copy)]
pub(super) struct View<'p> {
    pub(super) root: &'p Utf8Path,
    pub(super) loaded: &'p Loaded,
}

impl Project {
    pub(super) fn new(root: &ProjectRoot) -> Self {
        let cache = Arc::new(ReadCache::default());
        Self {
            root: root.cached(&cache),
            cache,
            loaded: None,
            is_told: false,
            published: BTreeMap::new(),
        }
    }

    pub(super) fn folder(&self) -> &Utf8Path {
        self.root.as_path()
    }

    /// What is typed has changed.
    pub(super) fn touch(&mut self) {
        self.loaded = None;
        self.is_told = false;
    }

    /// So has a file on the disk.
    pub(super) fn forget(&mut self, path: &Utf8Path) {
        self.cache.forget(&inside(self.folder(), path));
        self.touch();
    }

    pub(super) fn view(&mut self, documents: &Documents) -> View<'_> {
        let Self { root, loaded, .. } = self;
        let loaded = loaded.get_or_insert_with(|| {
            let texts = documents.all();
            let texts = texts.map(|(path, text)| (inside(root.as_path(), path), Arc::clone(text)));
            load_and_lint_everywhere(&root.with_buffers(texts.collect()), None, |_| true)
        });
        View {
            root: root.as_path(),
            loaded,
        }
    }

    /// What the editor does not show yet.
    pub(super) fn news(&mut self, documents: &Documents) -> Vec<lsp::PublishDiagnosticsParams> {
        if std::mem::replace(&mut self.is_told, true) {
            return Vec::new();
        }
        let view = self.view(documents);
        let root = view.root.to_owned();
        let now = diagnostics::by_file(view);
        let files: BTreeSet<&Utf8PathBuf> = now.keys().chain(self.published.keys()).collect();
        let changed = files
            .into_iter()
            .filter(|file| now.get(*file) != self.published.get(*file));
        let news = changed.filter_map(|file| {
            let diagnostics = now.get(file).cloned().unwrap_or_default();
            let uri = uri_of(&outside(&root, file))?;
            Some(lsp::PublishDiagnosticsParams::new(uri, diagnostics, None))
        });
        let news = news.collect();
        self.published = now;
        news
    }
}

impl View<'_> {
    /// What the project calls a file.
    pub(super) fn name(self, path: &Utf8Path) -> Utf8PathBuf {
        inside(self.root, path)
    }

    pub(super) fn uri(self, file: &Utf8Path) -> Option<lsp::Uri> {
        uri_of(&outside(self.root, file))
    }

    pub(super) fn location(
        self,
        file: &Utf8Path,
        bytes: &std::ops::Range<usize>,
    ) -> Option<lsp::Location> {
        let text = self.loaded.sources.written(file)?;
        let range = Lines::new(text).range(bytes);
        Some(lsp::Location::new(self.uri(file)?, range))
    }

    /// Whether it is the configuration.
    pub(super) fn is_config(file: &Utf8Path) -> bool {
        file == CONFIG_FILE
    }
}
