//! Receipts of a local state: a folder beside it, with a file for each page, `00000001.jsonl`. Files are made and never written
//! over. Whoever writes holds the state's lock.

use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::StateError;
use crate::files::{self, STATE_BYTES};

/// The page of this number.
pub(super) fn path(folder: &Utf8Path, number: u64) -> Utf8PathBuf {
    folder.join(file_name(number))
}

/// `00000001.jsonl`: names sort as their numbers do.
pub(super) fn file_name(number: u64) -> String {
    format!("{number:08}.jsonl")
}

/// The number of a page of this name.
pub(super) fn number(name: &str) -> Option<u64> {
    let number = name.strip_suffix(".jsonl")?.parse().ok()?;
    (file_name(number) == name).then_some(number)
}

pub(super) fn read(folder: &Utf8Path, number: u64) -> Result<Option<String>, StateError> {
    let path = path(folder, number);
    match files::read(&path, STATE_BYTES) {
        // What is no text is no receipt either: whoever checks the lines tells which.
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StateError::io("read", &path, error)),
    }
}

/// Writes a page, whole or not at all; `false`: there is one already.
pub(super) fn put(folder: &Utf8Path, number: u64, text: &str) -> Result<bool, StateError> {
    let path = path(folder, number);
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    files::refuse_link(folder)
        .and_then(|()| std::fs::create_dir_all(folder))
        .and_then(|()| files::sync_folder(folder))
        .map_err(|source| StateError::io("use", &folder, source))?;
    files::replace(&path, text.as_bytes())
        .map_err(|source| StateError::io("write", &path, source))?;
    Ok(true)
}

/// The pages that are there, in order.
pub(super) fn all(folder: &Utf8Path) -> Result<Vec<(u64, String)>, StateError> {
    let unlisted = |source| StateError::io("list", &folder, source);
    let entries = match folder.read_dir_utf8() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unlisted)?,
    };
    let mut numbers = Vec::new();
    for entry in entries {
        numbers.extend(number(entry.map_err(unlisted)?.file_name()));
    }
    numbers.sort_unstable();
    let pages = numbers.into_iter().map(|number| {
        let text = read(folder, number)?;
        Ok((number, text.unwrap_or_default()))
    });
    pages.collect()
}
