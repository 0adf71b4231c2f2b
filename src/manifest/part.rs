//! Some of a project's files: which of them a path means, and what is wrong with these alone. All of them were read
//! before, so that every reference is known.

use std::collections::BTreeSet;
use std::path::absolute;

use camino::{Utf8Path, Utf8PathBuf};

use super::loaded::Loaded;
use super::project::ProjectRoot;

impl Loaded {
    /// What the project calls a file, or every file below a folder; nothing if it reads none of them.
    pub fn known_as(&self, root: &ProjectRoot, path: &Utf8Path) -> BTreeSet<Utf8PathBuf> {
        let here = self.below(root, |file| {
            Some(absolute(file).ok()?.starts_with(absolute(path).ok()?))
        });
        if !here.is_empty() {
            return here;
        }
        // Through a link, the same file has another path.
        let Ok(real) = path.canonicalize() else {
            return here;
        };
        self.below(root, |file| {
            Some(file.canonicalize().ok()?.starts_with(&real))
        })
    }

    fn below(
        &self,
        root: &ProjectRoot,
        is_below: impl Fn(&Utf8Path) -> Option<bool>,
    ) -> BTreeSet<Utf8PathBuf> {
        let known = self.per_file.keys().chain(self.sources.names());
        let is_meant = |name: &&Utf8PathBuf| is_below(&root.as_path().join(name)) == Some(true);
        known.filter(is_meant).cloned().collect()
    }

    /// Keeps what is about these files, and all of it if the configuration is wrong: then nothing else was looked at.
    pub fn keep_only(&mut self, files: &BTreeSet<Utf8PathBuf>) {
        if self.project.is_some() {
            self.problems.retain(|problem| {
                let related = problem.related.iter().map(|(place, _)| place);
                let mut places = problem.place.iter().chain(related);
                places.any(|place| files.contains(&place.file))
            });
        }
        self.per_file.retain(|file, _| files.contains(file));
        self.files = self.per_file.len();
        self.resources = self.per_file.values().sum();
    }
}
