//! The projects of an editor's window: those of its folders, and of each file that is opened.

use camino::{Utf8Path, Utf8PathBuf};
use lsp_types as lsp;

use super::documents::Documents;
use super::project::{Project, View};
use crate::manifest::{ProjectRoot, find_project};

pub(super) struct Projects {
    /// The only one, if it was named on the command line.
    named: bool,
    all: Vec<Project>,
}

impl Projects {
    pub(super) fn new(named: Option<&ProjectRoot>) -> Self {
        Self {
            named: named.is_some(),
            all: named.map(Project::new).into_iter().collect(),
        }
    }

    /// Takes up the project that a folder is in, if there is one.
    pub(super) fn enter(&mut self, folder: &Utf8Path) {
        if self.named {
            return;
        }
        if let Ok(root) = find_project(folder, None)
            && !self.all.iter().any(|one| one.folder() == root.as_path())
        {
            self.all.push(Project::new(&root));
        }
    }

    /// What is typed in a file has changed: any project may read it.
    pub(super) fn touch(&mut self) {
        self.all.iter_mut().for_each(Project::touch);
    }

    pub(super) fn forget(&mut self, path: &Utf8Path) {
        self.all.iter_mut().for_each(|one| one.forget(path));
    }

    /// The innermost project of a file, and what that calls the file.
    pub(super) fn of(
        &mut self,
        path: &Utf8Path,
        documents: &Documents,
    ) -> Option<(View<'_>, Utf8PathBuf)> {
        let around = self.all.iter_mut();
        let around = around.filter(|one| path.starts_with(one.folder()));
        let project = around.max_by_key(|one| one.folder().as_str().len())?;
        let view = project.view(documents);
        let name = view.name(path);
        Some((view, name))
    }

    pub(super) fn news(&mut self, documents: &Documents) -> Vec<lsp::PublishDiagnosticsParams> {
        let all = self.all.iter_mut();
        all.flat_map(|one| one.news(documents)).collect()
    }
}
