//! Where a project is.

use camino::{Utf8Path, Utf8PathBuf};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "vetform.yaml";

/// The folder that holds vetform.yaml; absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRoot(Utf8PathBuf);

impl ProjectRoot {
    /// The folder.
    pub fn as_path(&self) -> &Utf8Path {
        &self.0
    }

    /// The path of vetform.yaml.
    pub fn config_file(&self) -> Utf8PathBuf {
        self.0.join(CONFIG_FILE)
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

/// The folder that was named, or the nearest one with vetform.yaml from `start` upward.
pub fn find_project(
    start: &Utf8Path,
    explicit: Option<&Utf8Path>,
) -> Result<ProjectRoot, FindProjectError> {
    let wanted = absolute(explicit.unwrap_or(start))?;
    let has_config = |folder: &Utf8Path| folder.join(CONFIG_FILE).is_file();
    if explicit.is_some() {
        return if has_config(&wanted) {
            Ok(ProjectRoot(wanted))
        } else {
            Err(FindProjectError::NotThere(wanted))
        };
    }
    match wanted.ancestors().find(|folder| has_config(folder)) {
        Some(folder) => Ok(ProjectRoot(folder.to_owned())),
        None => Err(FindProjectError::NotFound(wanted)),
    }
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
