//! The configuration from elsewhere than the working tree: `--config-from FILE|REF`. What a pull request changes in
//! vetform.yaml then decides neither where keys go nor which programs run.
//!
//! Whether a text is a right configuration is not judged here.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::discover::is_named;
use super::encoding;
use super::file_text::{MAX_BYTES, ReadError, read_file_text};
use super::git::{Git, GitError};
use super::names::CONFIG_FILE;

/// A configuration that was read already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrustedConfig {
    /// Without a byte-order mark.
    pub(super) text: Arc<str>,
    pub(super) origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// Absolute.
    File(Utf8PathBuf),
    Revision {
        /// As it was asked for.
        name: String,
        commit: String,
    },
}

/// Why there is no such configuration. For whoever wrote the command line, or set the runner up.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFromError {
    /// Nothing was given, as when a variable is not set.
    #[error("--config-from is empty")]
    Empty,
    /// What was given is an option or holds what no name of a revision can.
    #[error("`{0}` is not a valid file name or git revision")]
    Name(String),
    /// The file cannot be read.
    #[error("cannot read the configuration: {0}")]
    File(String),
    /// There is no such revision.
    #[error("there is no git revision `{0}` here")]
    Unknown(String),
    /// Several things are called so.
    #[error("`{name}` is the name of several things in this repository: {}", found.join(", "))]
    Several {
        /// As it was asked for.
        name: String,
        /// In full.
        found: Vec<String>,
    },
    /// The revision has no configuration.
    #[error("the git revision `{0}` has no {CONFIG_FILE} in this folder")]
    Without(String),
    #[error("{CONFIG_FILE} of the git revision {0}")]
    NoText(String),
    #[error("`{name}` of --config-from: {source}")]
    Git {
        /// As it was asked for.
        name: String,
        source: GitError,
    },
}

impl TrustedConfig {
    /// A name that ends in .yaml or .yml, or begins like a path, is a file, relative to `here`; anything else is a revision of
    /// the repository around the project. The two are never guessed at by looking: a file in the working tree that is
    /// called like a branch is a stranger's.
    pub(super) fn read(
        folder: &Utf8Path,
        here: &Utf8Path,
        name: &str,
    ) -> Result<Self, ConfigFromError> {
        if name.trim().is_empty() {
            return Err(ConfigFromError::Empty);
        }
        if is_path(name) {
            return Self::of_file(here.join(name));
        }
        if name.starts_with('-') || name.contains([':', '\n', '\0']) {
            return Err(ConfigFromError::Name(name.to_owned()));
        }
        Self::of_revision(folder, name)
    }

    /// The file that it was read from, if it is one.
    pub(super) fn file(&self) -> Option<&Utf8Path> {
        match &self.origin {
            Origin::File(file) => Some(file),
            Origin::Revision { .. } => None,
        }
    }

    fn of_file(file: Utf8PathBuf) -> Result<Self, ConfigFromError> {
        let text = read_file_text(&file, MAX_BYTES)
            .map_err(|error: ReadError| ConfigFromError::File(error.words(&file)))?;
        Ok(Self {
            text,
            origin: Origin::File(file),
        })
    }

    fn of_revision(folder: &Utf8Path, name: &str) -> Result<Self, ConfigFromError> {
        let git = Git::around(folder);
        let failed = |source| ConfigFromError::Git {
            name: name.to_owned(),
            source,
        };
        let found = git.named(name).map_err(failed)?;
        if found.len() > 1 {
            return Err(ConfigFromError::Several {
                name: name.to_owned(),
                found,
            });
        }
        let commit = git.commit(name).map_err(|source| match source {
            GitError::Refused(words) if words.is_empty() => {
                ConfigFromError::Unknown(name.to_owned())
            }
            source => failed(source),
        })?;
        let bytes = git
            .file(&commit, CONFIG_FILE)
            .map_err(|source| match source {
                GitError::Refused(_) => ConfigFromError::Without(name.to_owned()),
                source => failed(source),
            })?;
        let text = encoding::manifest(&bytes)
            .map_err(|error| ConfigFromError::NoText(format!("`{name}` is {error}")))?;
        Ok(Self {
            text,
            origin: Origin::Revision {
                name: name.to_owned(),
                commit,
            },
        })
    }

    /// The files that came with it in which a workspace may stand, relative to the project. A file by itself came with none.
    pub(super) fn workspace_files(
        &self,
        folder: &Utf8Path,
        patterns: &[String],
    ) -> Result<Vec<(Utf8PathBuf, Arc<str>)>, ConfigFromError> {
        let Origin::Revision { name, commit } = &self.origin else {
            return Ok(Vec::new());
        };
        let failed = |source| ConfigFromError::Git {
            name: name.clone(),
            source,
        };
        let git = Git::around(folder);
        let mut texts = Vec::new();
        for file in git.yaml_files_with(commit, "Workspace").map_err(failed)? {
            if !is_named(folder, patterns, &file) {
                continue;
            }
            let bytes = git.file(commit, file.as_str()).map_err(failed)?;
            // What is no text holds no workspace.
            texts.extend(encoding::manifest(&bytes).ok().map(|text| (file, text)));
        }
        Ok(texts)
    }

    /// Where it is from, in a word.
    pub(super) fn short(&self) -> &str {
        match &self.origin {
            Origin::File(file) => file.as_str(),
            Origin::Revision { name, .. } => name,
        }
    }

    /// Where it is from, for people.
    pub(super) fn words(&self) -> String {
        match &self.origin {
            Origin::File(file) => file.to_string(),
            Origin::Revision { name, commit } if commit.starts_with(name.as_str()) => {
                format!("the git revision {name}")
            }
            Origin::Revision { name, commit } => {
                format!(
                    "the git revision {name} ({})",
                    &commit[..commit.len().min(12)]
                )
            }
        }
    }
}

fn is_path(name: &str) -> bool {
    let begins = ["/", "./", "../", ".\\", "..\\"];
    let ends = [".yaml", ".yml"];
    begins.iter().any(|begin| name.starts_with(begin))
        || ends.iter().any(|end| name.ends_with(end))
        || Utf8Path::new(name).is_absolute()
}
