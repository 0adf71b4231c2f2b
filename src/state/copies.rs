//! Copies of a state that somebody has put beside it: `production.json.bak`, `production (copy).json`. They have its lineage.

use camino::{Utf8Path, Utf8PathBuf};

use super::document;
use super::error::StateError;
use super::recorded::Recorded;
use crate::files::{self, STATE_BYTES};

/// A copy of a state.
#[derive(Debug)]
pub struct StateCopy {
    pub file: Utf8PathBuf,
    pub recorded: Recorded,
}

impl StateCopy {
    /// Writes it over with what is known of it now.
    ///
    /// # Errors
    /// The file is as it was then.
    pub fn save(&self) -> Result<(), StateError> {
        let text = document::text(self.file.as_str(), &self.recorded)?;
        files::replace(&self.file, text.as_bytes())
            .map_err(|source| StateError::io("write", &self.file, source))
    }
}

/// Those in the folder of `own`, without itself. What cannot be read as a state is none.
pub(super) fn copies(own: &Utf8Path, lineage: &str) -> Result<Vec<StateCopy>, StateError> {
    let Some(folder) = own.parent() else {
        return Ok(Vec::new());
    };
    let entries = match folder.read_dir_utf8() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|source| StateError::io("list", &folder, source))?,
    };
    let mut copies = Vec::new();
    for entry in entries {
        let file = entry
            .map_err(|source| StateError::io("list", &folder, source))?
            .into_path();
        let is_file = file.symlink_metadata().is_ok_and(|found| found.is_file());
        if !is_file || file == own {
            continue;
        }
        let Ok(text) = files::read(&file, STATE_BYTES) else {
            continue;
        };
        if !document::looks_like_one(&text) {
            continue;
        }
        if let Ok(recorded) = document::parse(file.as_str(), &text)
            && recorded.lineage == lineage
        {
            copies.push(StateCopy { file, recorded });
        }
    }
    copies.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(copies)
}
