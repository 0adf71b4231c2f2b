//! The text of a manifest or of the configuration, and why a file has none for us.

use std::io;
use std::sync::Arc;

use camino::Utf8Path;

use super::encoding::{self, NoText};
use super::names::CONFIG_FILE;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::files;

/// The largest file that is read, in bytes.
pub(super) const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Why a file has no text for us. Whoever keeps the file has to fix it.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    /// It is not there, or cannot be opened.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It has more bytes than are read.
    #[error("larger than {} MiB", most / 1024 / 1024)]
    TooLarge { most: u64 },
    /// Its bytes are no text.
    #[error(transparent)]
    NoText(#[from] NoText),
}

impl ReadError {
    pub(super) const fn code(&self) -> Code {
        match self {
            Self::Io(_) | Self::NoText(_) => Code::Unreadable,
            Self::TooLarge { .. } => Code::TooLarge,
        }
    }

    /// What is wrong, with the name of the file.
    pub(super) fn words(&self, file: &Utf8Path) -> String {
        match self {
            Self::Io(error) => format!("cannot read {file}: {error}"),
            Self::TooLarge { .. } | Self::NoText(_) => format!("{file} is {self}"),
        }
    }
}

/// A file without a text, as it is reported.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    pub(super) problem: Diagnostic,
    pub(super) shown: Option<Arc<str>>,
}

/// The text of a manifest below the folder `root`, without a byte-order mark.
pub(super) fn read_text(root: &Utf8Path, file: &Utf8Path) -> Result<Arc<str>, Box<Unread>> {
    read_file_text(&root.join(file), MAX_BYTES).map_err(|error| Box::new(unread(file, error)))
}

/// The text of an editor, unless it is longer than a file may be.
pub(super) fn within_bounds(file: &Utf8Path, text: &Arc<str>) -> Result<Arc<str>, Box<Unread>> {
    let is_too_long = u64::try_from(text.len()).is_ok_and(|length| length > MAX_BYTES);
    if is_too_long {
        return Err(Box::new(unread(
            file,
            ReadError::TooLarge { most: MAX_BYTES },
        )));
    }
    Ok(Arc::clone(text))
}

/// The same of bytes that are not on the disk yet.
pub(super) fn text_of(file: &Utf8Path, bytes: &[u8]) -> Result<Arc<str>, Box<Unread>> {
    encoding::manifest(bytes).map_err(|error| Box::new(unread(file, error.into())))
}

fn unread(file: &Utf8Path, error: ReadError) -> Unread {
    let problem = Diagnostic::error(error.code(), error.words(file));
    let at = |span| Place {
        file: file.to_owned(),
        span,
    };
    let (help, span, shown) = match error {
        ReadError::Io(_) if file == CONFIG_FILE => (
            "fix its permissions or, if it is a link, its target".to_owned(),
            None,
            None,
        ),
        ReadError::Io(_) => (
            "fix its permissions or, if it is a link, its target; if it is not a manifest, list it in .gitignore"
                .to_owned(),
            None,
            None,
        ),
        ReadError::TooLarge { .. } => (
            "if it contains manifests, split it; if not, list it in .gitignore".to_owned(),
            None,
            None,
        ),
        ReadError::NoText(NoText {
            words: _,
            help,
            text,
            span,
        }) => (help, Some(span), Some(text)),
    };
    let problem = problem.at(at(span)).with_help(help);
    Unread { problem, shown }
}

/// The text of a file of at most `most` bytes, as a manifest's is read: without a byte-order mark.
pub(super) fn read_file_text(file: &Utf8Path, most: u64) -> Result<Arc<str>, ReadError> {
    Ok(encoding::manifest(&read_bytes(file, most)?)?)
}

/// The bytes of a file of at most `most` bytes.
pub(super) fn read_bytes(path: &Utf8Path, most: u64) -> Result<Vec<u8>, ReadError> {
    files::read(path, most).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => ReadError::TooLarge { most },
        _ => ReadError::Io(error),
    })
}
