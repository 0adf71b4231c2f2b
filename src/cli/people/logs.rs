//! The logs of calls that this project writes: whoever is to be forgotten is taken out of them. A line stays, with what it
//! tells of the call.

use camino::{Utf8Path, Utf8PathBuf};

use super::mentions::Needles;
use crate::files::{self, JOURNAL_BYTES};

/// Where they are, below the project.
pub(super) const FOLDER: &str = ".vetform/log";

/// Takes somebody out of every log. Returns how many lines were changed.
pub(super) fn clean(root: &Utf8Path, person: &Needles) -> std::io::Result<usize> {
    let mut lines = 0;
    for path in logs(root)? {
        files::refuse_links_below(root, &path)?;
        let text = files::read(&path, JOURNAL_BYTES)?;
        let text = String::from_utf8_lossy(&text);
        if let Some((clean, changed)) = person.removed(&text) {
            files::replace(&path, clean.as_bytes())?;
            lines += changed;
        }
    }
    Ok(lines)
}

fn logs(root: &Utf8Path) -> std::io::Result<Vec<Utf8PathBuf>> {
    let folder = root.join(FOLDER);
    let entries = match folder.read_dir_utf8() {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut logs = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            logs.push(entry.into_path());
        }
    }
    logs.sort();
    Ok(logs)
}
