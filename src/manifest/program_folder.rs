//! Where the programs run that the configuration names: in the project's folder; where the configuration is from elsewhere, in
//! the folder that lies beside it there, so that no file of the working tree is run.

use camino::Utf8Path;

use super::git::Git;
use super::project::ProjectRoot;
use super::trusted::Origin;
use crate::files::{Scratch, create_private};

/// The program could not be taken from the revision of the configuration.
#[derive(Debug, thiserror::Error)]
#[error("cannot take the program from the git revision `{name}`: {message}")]
pub struct ProgramFolderError {
    /// As it was asked for.
    name: String,
    message: String,
}

impl ProjectRoot {
    /// Runs something in that folder, which may be gone afterwards.
    pub(super) fn in_program_folder<T>(
        &self,
        run: impl FnOnce(&Utf8Path) -> T,
    ) -> Result<T, ProgramFolderError> {
        match self.trusted.as_deref().map(|trusted| &trusted.origin) {
            Some(Origin::File(file)) => Ok(run(file.parent().unwrap_or(self.as_path()))),
            Some(Origin::Revision { name, commit }) => {
                let refused = |message: String| ProgramFolderError {
                    name: name.clone(),
                    message,
                };
                let scratch = Scratch::new().map_err(|error| refused(error.to_string()))?;
                create_private(&scratch.path().join("tree"))
                    .map_err(|error| refused(error.to_string()))?;
                let tree = scratch.path().join("tree");
                Git::around(self.as_path())
                    .export(commit, &tree)
                    .map_err(|error| refused(error.to_string()))?;
                Ok(run(&tree))
            }
            None => Ok(run(self.as_path())),
        }
    }

    /// Whether a program is where it would be run from. One of a git revision is looked for when it is run.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn look_for_program(&self, program: &str) -> Result<(), String> {
        let folder = match self.trusted.as_deref().map(|trusted| &trusted.origin) {
            Some(Origin::File(file)) => file.parent().unwrap_or(self.as_path()),
            Some(Origin::Revision { .. }) => return Ok(()),
            None => self.as_path(),
        };
        if is_path(program) {
            return judge(folder.join(program).as_std_path())
                .map_err(|wrong| format!("{program} {wrong}"));
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let found = std::env::split_paths(&path).any(|folder| judge(&folder.join(program)).is_ok());
        if found {
            Ok(())
        } else {
            Err(format!("{program} is not in any folder of PATH"))
        }
    }
}

/// A path is the configuration's, and so relative to where that lies; a bare name is looked for as a shell would.
pub(super) fn is_path(program: &str) -> bool {
    program.contains(['/', std::path::MAIN_SEPARATOR])
}

fn judge(path: &std::path::Path) -> Result<(), &'static str> {
    let found = path.metadata().map_err(|_| "does not exist")?;
    if !found.is_file() {
        return Err("is not a file");
    }
    #[cfg(unix)]
    if std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o111 == 0 {
        return Err("is not executable");
    }
    Ok(())
}
