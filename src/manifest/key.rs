//! Fetching a key, from the place that the configuration names. Nothing of it is kept.

use secrecy::SecretString;

use super::config::{Credential, CredentialError};
use super::program_folder::ProgramFolderError;
use super::project::ProjectRoot;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Credential(#[from] CredentialError),
    /// The program that prints it could not be taken from the revision of the configuration.
    #[error(transparent)]
    Program(#[from] ProgramFolderError),
}

impl ProjectRoot {
    /// Fetches a key.
    pub fn key(&self, credential: &Credential) -> Result<SecretString, KeyError> {
        if let Credential::Command(_) = credential {
            return Ok(self.in_program_folder(|folder| credential.resolve(folder))??);
        }
        Ok(credential.resolve(self.as_path())?)
    }
}
