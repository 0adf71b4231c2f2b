//! Reads manifest files side by side, each by itself. Compares no two of them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use camino::{Utf8Path, Utf8PathBuf};

use super::check::Draft;
use super::file::{FileDrafts, read_file};
use super::file_text::{Unread, read_text, text_of};
use super::project::ProjectRoot;
use super::resolve;
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
    /// What placeholders stand for.
    pub(super) source: Source<'r>,
}

impl Reading<'_> {
    /// Reads files side by side; the answers stand in the order of the files.
    pub(super) fn read_all(
        self,
        files: &[Utf8PathBuf],
        listener: Option<Listener<'_>>,
    ) -> Vec<Read> {
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Read)>> = Mutex::new(Vec::with_capacity(files.len()));
        let work = || {
            while let Some((i, file)) = take(&next, files) {
                let read = self.read_one(file);
                if let (Some(listener), Ok((_, read))) = (listener, &read)
                    && read.problems.is_empty()
                {
                    let workspace = &self.source.workspace.name;
                    let is_here = |draft: &&Draft| draft.workspaces.include(workspace);
                    listener(resolve::outline(
                        read.drafts.iter().filter(is_here),
                        workspace,
                    ));
                }
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push((i, read));
            }
        };
        let workers = thread::available_parallelism()
            .map_or(1, NonZero::get)
            .min(files.len());
        thread::scope(|scope| {
            for _ in 1..workers {
                scope.spawn(work);
            }
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(i, _)| *i);
        done.into_iter().map(|(_, read)| read).collect()
    }

    fn read_one(self, file: &Utf8Path) -> Read {
        let unsaved = self.unsaved.filter(|unsaved| unsaved.name == file);
        let text = match unsaved {
            Some(unsaved) => text_of(file, &unsaved.bytes)?,
            None => read_text(self.root.as_path(), file)?,
        };
        let read = read_file(&Arc::from(file), &text, Some(self.source));
        Ok((text, read))
    }
}

pub(super) type Read = Result<(Arc<str>, FileDrafts), Box<Unread>>;

fn take<'f>(next: &AtomicUsize, files: &'f [Utf8PathBuf]) -> Option<(usize, &'f Utf8PathBuf)> {
    let i = next.fetch_add(1, Ordering::Relaxed);
    files.get(i).map(|file| (i, file))
}
