//! Where new manifests go: beside those of their kind, or where a new project has them. Reads the configuration and what was
//! loaded; no file.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::super::exit::Exit;
use super::super::failure::CommandFailure;
use super::super::session::Session;
use crate::model::Kind;
use crate::pull::NewManifest;

/// The folders of a project.
pub(super) struct Layout<'a> {
    /// `manifests:`; empty: everything is read.
    patterns: &'a [String],
    /// By kind: the innermost folder that holds all of its manifests.
    by_kind: BTreeMap<Kind, Utf8PathBuf>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(session: &'a Session) -> Self {
        let project = session.loaded.project.as_ref();
        let patterns = project.map(|project| project.config.manifests.as_slice());
        let mut by_kind: BTreeMap<Kind, Utf8PathBuf> = BTreeMap::new();
        for (address, origin) in session.desired.origins() {
            let folder = origin.file.parent().unwrap_or(Utf8Path::new(""));
            // What lies outside the project is read, and written by nobody here.
            if folder.starts_with("..") {
                continue;
            }
            by_kind
                .entry(address.kind())
                .and_modify(|known| *known = common(known, folder))
                .or_insert_with(|| folder.to_owned());
        }
        Self {
            patterns: patterns.unwrap_or_default(),
            by_kind,
        }
    }

    /// The place of a new manifest.
    pub(super) fn place(&self, manifest: &NewManifest) -> Result<Utf8PathBuf, CommandFailure> {
        let used = self.by_kind.get(&manifest.address.kind());
        // One file that holds everything is no folder of a kind.
        if let Some(folder) = used.filter(|folder| !folder.as_str().is_empty()) {
            let name = manifest.path.file_name().unwrap_or_default();
            return Ok(folder.join(name));
        }
        let mut parts = manifest.path.components();
        let usual = parts.next().map(|part| part.as_str().to_owned());
        let has_usual = self
            .folders()
            .any(|folder| Some(folder.as_str()) == usual.as_deref());
        if self.patterns.is_empty() || has_usual {
            return Ok(manifest.path.clone());
        }
        Ok(self.first()?.join(&manifest.path))
    }

    /// The first folder that the configuration reads.
    fn first(&self) -> Result<Utf8PathBuf, CommandFailure> {
        self.folders().next().ok_or_else(|| {
            CommandFailure::new(
                Exit::Invalid,
                "`manifests:` in vetform.yaml names no folder to write new manifests into",
            )
            .with_hint("add a folder to it, for example `live`")
        })
    }

    fn folders(&self) -> impl Iterator<Item = Utf8PathBuf> {
        let is_folder = |pattern: &&String| {
            if pattern.starts_with("../") {
                return false;
            }
            let is_plain = !pattern.contains(['*', '?', '[', ']', '{', '}', '!']);
            let extension = Utf8Path::new(pattern).extension();
            let is_file = matches!(extension, Some("yaml" | "yml"));
            is_plain && !is_file
        };
        let folders = self.patterns.iter().filter(is_folder);
        folders.map(|folder| folder.trim_start_matches("./").trim_matches('/').into())
    }
}

fn common(one: &Utf8Path, other: &Utf8Path) -> Utf8PathBuf {
    let pairs = one.components().zip(other.components());
    let same = pairs.take_while(|(one, other)| one == other);
    same.map(|(one, _)| one).collect()
}
