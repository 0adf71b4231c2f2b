//! Other states that are kept where one is kept: one of them may be the same state under an earlier name.
//!
//! Only looks. What cannot be read, or is not a state, is passed over: nothing is decided on its absence.

use camino::{Utf8Path, Utf8PathBuf};

use super::local::LocalState;
use super::recorded::Recorded;
use super::store::StateStore;

/// Another state, and where it is kept.
#[derive(Debug)]
pub struct Beside {
    /// A path, or an object's URL.
    pub place: String,
    /// The file, where it is one of this machine.
    pub file: Option<Utf8PathBuf>,
    /// What it says.
    pub recorded: Recorded,
}

/// The states in a folder of this machine, by name.
pub fn states_in(folder: &Utf8Path) -> Vec<Beside> {
    let Ok(entries) = folder.read_dir_utf8() else {
        return Vec::new();
    };
    let mut files: Vec<Utf8PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| path.extension() == Some("json"))
        .collect();
    files.sort();
    files.into_iter().filter_map(state_of_file).collect()
}

fn state_of_file(file: Utf8PathBuf) -> Option<Beside> {
    let (recorded, ..) = LocalState::new(file.clone()).load().ok()?;
    Some(Beside {
        place: file.to_string(),
        file: Some(file),
        recorded,
    })
}

impl StateStore {
    /// The other states in its folder, or below its prefix.
    pub async fn beside(&self) -> Vec<Beside> {
        if let Some(own) = self.files().first() {
            let mut others = own.parent().map(states_in).unwrap_or_default();
            others.retain(|other| other.file.as_ref() != Some(own));
            return others;
        }
        self.beside_in_its_bucket().await
    }
}
