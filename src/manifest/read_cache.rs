//! What is kept between two readings of one project by the same process, as for an editor: the list of files, their texts, and what
//! each says. Whoever keeps it must say what has changed on the disk; a text that is another one is noticed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use super::config::Workspace;
use super::file::FileDrafts;
use super::file_text::Unread;
use super::values::Form;
use crate::diagnostic::Diagnostic;

type Listing = (Vec<Utf8PathBuf>, Vec<Diagnostic>);

#[derive(Debug, Default)]
pub struct ReadCache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// By the patterns of the configuration.
    listing: Option<(Vec<String>, Listing)>,
    texts: HashMap<Utf8PathBuf, Arc<str>>,
    drafts: HashMap<Utf8PathBuf, ReadFile>,
}

/// What a text says.
#[derive(Debug)]
struct ReadFile {
    text: Arc<str>,
    /// Where its placeholders were filled; `None`: it has none, and says the same everywhere.
    workspace: Option<Workspace>,
    drafts: FileDrafts,
}

/// It says nothing of its own: what it holds is in the files.
impl PartialEq for ReadCache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ReadCache {}

impl ReadCache {
    /// A file was made, changed or removed on the disk.
    pub fn forget(&self, file: &Utf8Path) {
        let mut kept = self.kept();
        // It may also be what decides which files are read.
        kept.listing = None;
        kept.texts.remove(file);
        kept.drafts.remove(file);
    }

    /// Anything may have changed.
    pub fn forget_all(&self) {
        *self.kept() = Kept::default();
    }

    pub(super) fn listing(&self, patterns: &[String], list: impl FnOnce() -> Listing) -> Listing {
        let mut kept = self.kept();
        if let Some((known, listing)) = &kept.listing
            && known == patterns
        {
            return listing.clone();
        }
        let listing = list();
        kept.listing = Some((patterns.to_vec(), listing.clone()));
        listing
    }

    pub(super) fn text(
        &self,
        file: &Utf8Path,
        read: impl FnOnce() -> Result<Arc<str>, Box<Unread>>,
    ) -> Result<Arc<str>, Box<Unread>> {
        if let Some(text) = self.kept().texts.get(file) {
            return Ok(Arc::clone(text));
        }
        let text = read()?;
        self.kept().texts.insert(file.to_owned(), Arc::clone(&text));
        Ok(text)
    }

    pub(super) fn drafts(
        &self,
        file: &Utf8Path,
        text: &Arc<str>,
        workspace: &Workspace,
        read: impl FnOnce() -> FileDrafts,
    ) -> FileDrafts {
        if let Some(known) = self.kept().drafts.get(file)
            && (Arc::ptr_eq(&known.text, text) || known.text == *text)
            && known.workspace.as_ref().is_none_or(|one| one == workspace)
        {
            return known.drafts.copied();
        }
        let drafts = read();
        // What other files hold may change without a word.
        let is_of_files = drafts.uses.iter().any(|one| one.form == Form::File);
        if !is_of_files {
            let read = ReadFile {
                text: Arc::clone(text),
                workspace: (!drafts.uses.is_empty()).then(|| workspace.clone()),
                drafts: drafts.copied(),
            };
            self.kept().drafts.insert(file.to_owned(), read);
        }
        drafts
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
