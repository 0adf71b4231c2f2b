//! Where a project is.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::trusted::{ConfigFromError, TrustedConfig};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "vetform.yaml";

/// The folder that holds vetform.yaml; absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRoot {
    folder: Utf8PathBuf,
    /// The configuration, where it does not come from this folder.
    pub(super) trusted: Option<Arc<TrustedConfig>>,
}

impl ProjectRoot {
    /// The folder.
    pub fn as_path(&self) -> &Utf8Path {
        &self.folder
    }

    /// The path of vetform.yaml.
    pub fn config_file(&self) -> Utf8PathBuf {
        self.folder.join(CONFIG_FILE)
    }

    /// Where the configuration comes from, if not from this folder.
    pub fn config_from(&self) -> Option<String> {
        self.trusted.as_ref().map(|trusted| trusted.words())
    }

    const fn new(folder: Utf8PathBuf) -> Self {
        Self {
            folder,
            trusted: None,
        }
    }
}

/// Why there is no project. Always for the caller to mend.
#[derive(Debug, thiserror::Error)]
pub enum FindProjectError {
    /// Neither the folder nor one above it has the file.
    #[error("there is no {CONFIG_FILE} in {0} or any folder above it; `vetform init` makes one")]
    NotFound(Utf8PathBuf),
    /// The folder that was named has not the file.
    #[error("there is no {CONFIG_FILE} in {0}; `vetform init {0}` makes one")]
    NotThere(Utf8PathBuf),
    /// The working folder is gone or its path is no UTF-8.
    #[error("cannot tell the absolute path of {path}: {source}")]
    NoPath {
        /// As given.
        path: Utf8PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// Why there is no project whose configuration comes from elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum TrustProjectError {
    /// There is no folder.
    #[error(transparent)]
    Find(#[from] FindProjectError),
    /// There is no such configuration.
    #[error(transparent)]
    Config(#[from] ConfigFromError),
}

/// The folder that was named, or the nearest one with vetform.yaml from `start` upward.
pub fn find_project(
    start: &Utf8Path,
    explicit: Option<&Utf8Path>,
) -> Result<ProjectRoot, FindProjectError> {
    let wanted = absolute(explicit.unwrap_or(start))?;
    let has_config = |folder: &Utf8Path| folder.join(CONFIG_FILE).is_file();
    if explicit.is_some() {
        return if has_config(&wanted) {
            Ok(ProjectRoot::new(wanted))
        } else {
            Err(FindProjectError::NotThere(wanted))
        };
    }
    match wanted.ancestors().find(|folder| has_config(folder)) {
        Some(folder) => Ok(ProjectRoot::new(folder.to_owned())),
        None => Err(FindProjectError::NotFound(wanted)),
    }
}

/// The same, with the configuration from a file or a git revision: the folder itself may lack one. Without one in any
/// folder upward it is `start`.
pub fn find_project_trusting(
    start: &Utf8Path,
    explicit: Option<&Utf8Path>,
    config_from: &str,
) -> Result<ProjectRoot, TrustProjectError> {
    let folder = match find_project(start, explicit) {
        Ok(root) => root.folder,
        Err(FindProjectError::NotThere(folder)) => folder,
        Err(FindProjectError::NotFound(_)) => absolute(start)?,
        Err(error @ FindProjectError::NoPath { .. }) => return Err(error.into()),
    };
    let trusted = TrustedConfig::read(&folder, start, config_from)?;
    Ok(ProjectRoot {
        folder,
        trusted: Some(Arc::new(trusted)),
    })
}

fn absolute(path: &Utf8Path) -> Result<Utf8PathBuf, FindProjectError> {
    camino::absolute_utf8(path).map_err(|source| FindProjectError::NoPath {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_found_from_any_folder_below_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8Path::from_path(folder.path()).unwrap();
        std::fs::create_dir_all(root.join("a/b")).unwrap();
        assert!(find_project(&root.join("a"), Some(&root.join("a"))).is_err());
        std::fs::write(root.join(CONFIG_FILE), "").unwrap();
        assert_eq!(
            find_project(&root.join("a/b"), None).unwrap().as_path(),
            root
        );
        assert!(find_project(root, Some(&root.join("a"))).is_err());
    }
}
