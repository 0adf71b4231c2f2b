//! A manifest that is on no disk: an editor's, or one that a program has just made.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::file_text::MAX_BYTES;
use crate::files;

/// What a manifest from stdin is called where it stands for no file.
pub const STDIN: &str = "<stdin>";

/// Files of a project as an editor holds them, or as they will be once they are written: what is on the disk is not read. Each by its
/// path relative to the project, without a byte-order mark.
pub type Buffers = BTreeMap<Utf8PathBuf, Arc<str>>;

/// A manifest as somebody has it who has not saved it.
#[derive(Debug)]
pub struct Unsaved {
    /// In the place of which file it is read, or what it is called.
    pub name: Utf8PathBuf,
    /// As they would stand in the file.
    pub(super) bytes: Vec<u8>,
}

impl Unsaved {
    /// Reads it from stdin.
    ///
    /// # Errors
    /// What the system says; and that it is larger than a manifest may be.
    pub fn from_stdin(name: Utf8PathBuf) -> io::Result<Self> {
        let bytes = files::read_stdin(MAX_BYTES)?;
        Ok(Self { name, bytes })
    }
}
