//! Other states that are kept where one is kept: one of them may be the same state under an earlier name.
//!
//! Only looks, and decides nothing: what looks like a state and cannot be read is told as such, and so is a place whose
//! files cannot be listed.

use std::io::ErrorKind;

use camino::{Utf8Path, Utf8PathBuf};

use super::document;
use super::error::StateError;
use super::local::LocalState;
use super::recorded::Recorded;
use crate::files::{self, STATE_BYTES};

/// Another state, and where it is kept.
#[derive(Debug)]
pub struct Beside {
    /// A path, or an object's URL.
    pub place: String,
    /// The file, where it is one of this machine.
    pub file: Option<Utf8PathBuf>,
    pub content: Content,
}

/// What such a file says.
#[derive(Debug)]
pub enum Content {
    State(Box<Recorded>),
    /// It is, or was, a state, and nothing can be learned from it.
    Broken(StateError),
    /// Nobody knows whether it is a state.
    Unknown(StateError),
}

/// What is kept in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// States and nothing else, if nobody put it there: what is not JSON is a state that broke.
    States,
    /// Any file, as in a folder that somebody chose.
    Anything,
}

/// The states in a folder of this machine, by name, but for those in places that `is_known`: they are not read.
///
/// # Errors
/// The folder is there, and its files cannot be listed.
pub fn states_in(
    folder: &Utf8Path,
    holds: Holds,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Vec<Beside>, StateError> {
    let unlisted = |source| StateError::io("list", &folder, source);
    let entries = match folder.read_dir_utf8() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.map_err(unlisted)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(unlisted)?.into_path();
        if path.extension() == Some("json") && !is_known(path.as_str()) {
            files.push(path);
        }
    }
    files.sort();
    let states = files.into_iter();
    Ok(states
        .filter_map(|file| state_of_file(file, holds))
        .collect())
}

/// The states in the folder of one, without itself.
pub(super) fn beside_file(
    own: &Utf8Path,
    is_known: &dyn Fn(&str) -> bool,
) -> Result<Vec<Beside>, StateError> {
    let Some(folder) = own.parent() else {
        return Ok(Vec::new());
    };
    let is_left_out = |place: &str| place == own.as_str() || is_known(place);
    states_in(folder, Holds::Anything, &is_left_out)
}

fn state_of_file(file: Utf8PathBuf, holds: Holds) -> Option<Beside> {
    // A folder or a pipe of that name is nobody's state; of a link that leads nowhere, nobody knows.
    if file.metadata().is_ok_and(|found| !found.is_file()) {
        return None;
    }
    let content = match LocalState::new(file.clone()).load() {
        Ok((recorded, ..)) => Content::State(Box::new(recorded)),
        Err(error) => match (files::read(&file, STATE_BYTES), holds) {
            (Ok(text), _) => unreadable(error, &text, holds)?,
            (Err(_), Holds::States) => Content::Broken(error),
            (Err(_), Holds::Anything) => Content::Unknown(error),
        },
    };
    Some(Beside {
        place: file.to_string(),
        file: Some(file),
        content,
    })
}

/// Of a text that is not read as a state: whether it is one that broke. Other files are nobody's concern.
pub(super) fn unreadable(error: StateError, text: &[u8], holds: Holds) -> Option<Content> {
    let is_one = document::has_marks_of_one(text)
        || holds == Holds::States
            && (matches!(error, StateError::Newer { .. }) || !document::is_json(text));
    is_one.then_some(Content::Broken(error))
}
