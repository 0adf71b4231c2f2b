//! Fetching a key, from the place that the configuration names. Nothing of it is kept.

use camino::{Utf8Path, Utf8PathBuf};
use secrecy::SecretString;

use super::config::{Credential, CredentialError};
use super::git::Git;
use super::project::ProjectRoot;
use super::trusted::Origin;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The program that prints it could not be taken from the revision of the configuration.
    #[error("cannot take the program from the git revision `{name}`: {message}")]
    Program {
        /// As it was asked for.
        name: String,
        message: String,
    },
}

impl ProjectRoot {
    /// Fetches a key. A program runs in the project's folder; where the configuration is from elsewhere, in the folder that
    /// lies beside it there, so that no file of the working tree is run.
    pub fn key(&self, credential: &Credential) -> Result<SecretString, KeyError> {
        let is_program = matches!(credential, Credential::Command(_));
        match self.trusted.as_deref().map(|trusted| &trusted.origin) {
            Some(Origin::File(file)) if is_program => {
                let folder = file.parent().unwrap_or(self.as_path());
                Ok(credential.resolve(folder)?)
            }
            Some(Origin::Revision { name, commit }) if is_program => {
                let refused = |message: String| KeyError::Program {
                    name: name.clone(),
                    message,
                };
                let scratch = Scratch::new().map_err(|error| refused(error.to_string()))?;
                let tree = scratch.0.join("tree");
                Git::around(self.as_path())
                    .export(commit, &tree)
                    .map_err(|error| refused(error.to_string()))?;
                Ok(credential.resolve(&tree)?)
            }
            _ => Ok(credential.resolve(self.as_path())?),
        }
    }
}

/// A folder for a moment, which nobody else can look into.
struct Scratch(Utf8PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Self> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(|error| std::io::Error::other(error.to_string()))?;
        let folder = Utf8PathBuf::from_path_buf(std::env::temp_dir())
            .map_err(|_| {
                std::io::Error::other("the path of the folder for temporary files is not UTF-8")
            })?
            .join(format!("vetform-{}", hex::encode(name)));
        create_private(&folder)?;
        let scratch = Self(folder);
        create_private(&scratch.0.join("tree"))?;
        Ok(scratch)
    }
}

#[cfg(unix)]
fn create_private(folder: &Utf8Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

/// Elsewhere the folder for temporary files is the user's own.
#[cfg(not(unix))]
fn create_private(folder: &Utf8Path) -> std::io::Result<()> {
    std::fs::create_dir(folder)
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left of it is a copy of what the repository holds.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
