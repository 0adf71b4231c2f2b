//! Reads manifest files side by side, each by itself. Compares no two of them.

use std::collections::HashMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::check::Draft;
use super::file::{FileDrafts, read_file};
use super::file_text::{Unread, text_of};
use super::project::ProjectRoot;
use super::resolve;
use super::side_by_side::side_by_side;
use super::unsaved::Unsaved;
use super::values::Source;
use crate::model::Desired;

/// Hears what a manifest file declares as soon as it is read, while the others still are; of a file with a problem
/// nothing. It is an [outline](resolve::outline), and only if no file has a problem will it be in [`Loaded::desired`](super::Loaded::desired). Called from
/// several threads.
pub type Listener<'l> = &'l (dyn Fn(Desired) + Sync);

/// Where manifests are read from.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub(super) root: &'r ProjectRoot,
    pub(super) unsaved: Option<&'r Unsaved>,
    /// What was read already.
    pub(super) texts: &'r HashMap<Utf8PathBuf, Arc<str>>,
    /// What placeholders stand for.
    pub(super) source: Source<'r>,
    pub(super) run_programs: RunPrograms,
    pub(super) asked: Asked,
}

/// What the manifests are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// What is wrong, as for an editor.
    Problems,
    /// And, if nothing is, what they want.
    Desired,
}

/// Whether programs of `sources` are run: what only checks manifests runs none, since whose they are is not known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunPrograms {
    Yes,
    No,
}

impl Reading<'_> {
    /// Reads files side by side; the answers stand in the order of the files.
    pub(super) fn read_all(
        self,
        files: &[Utf8PathBuf],
        listener: Option<Listener<'_>>,
    ) -> Vec<Read> {
        side_by_side(files, |file| {
            let read = self.read_one(file);
            if let (Some(listener), Ok((_, read))) = (listener, &read)
                && read.problems.is_empty()
            {
                let workspace = &self.source.workspace.name;
                let is_here = |draft: &&Draft| draft.workspaces.include(workspace);
                let here = read.drafts.iter().filter(is_here);
                listener(resolve::outline(here, workspace));
            }
            read
        })
    }

    fn read_one(self, file: &Utf8Path) -> Read {
        let unsaved = self.unsaved.filter(|unsaved| unsaved.name == file);
        let text = match (unsaved, self.texts.get(file)) {
            (Some(unsaved), _) => text_of(file, &unsaved.bytes)?,
            (None, Some(text)) => Arc::clone(text),
            (None, None) => self.root.text(file)?,
        };
        let read = || read_file(&Arc::from(file), &text, Some(self.source));
        let read = match &self.root.cache {
            Some(cache) => cache.drafts(file, &text, self.source.workspace, read),
            None => read(),
        };
        Ok((text, read))
    }
}

pub(super) type Read = Result<(Arc<str>, FileDrafts), Box<Unread>>;
