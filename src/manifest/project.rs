//! Where a project is.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::configuration::SharedConfiguration;
use super::file_text::{Unread, read_text, within_bounds};
use super::names::{
    CONFIG_FILE, EARLIER_NAME, STATE_FOLDER, earlier_config_file, earlier_state_folder,
    holds_project,
};
use super::read_cache::ReadCache;
use super::trusted::{ConfigFromError, TrustedConfig};
use super::unsaved::Buffers;

/// The folder that holds vetform.yaml; absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRoot {
    folder: Utf8PathBuf,
    /// The configuration, where it does not come from this folder.
    pub(super) trusted: Option<Arc<TrustedConfig>>,
    /// What is read once for all who have this; `None`: everybody reads anew.
    pub(super) shared: Option<SharedConfiguration>,
    /// What stands for files that are on the disk.
    buffers: Arc<Buffers>,
    /// What is kept from one reading to the next; `None`: nothing.
    pub(super) cache: Option<Arc<ReadCache>>,
}

impl ProjectRoot {
    pub fn as_path(&self) -> &Utf8Path {
        &self.folder
    }

    /// The path of vetform.yaml.
    pub fn config_file(&self) -> Utf8PathBuf {
        self.folder.join(CONFIG_FILE)
    }

    /// The folder of the states whose place vetform.yaml leaves open.
    pub fn default_state_folder(&self) -> Utf8PathBuf {
        self.folder.join(STATE_FOLDER)
    }

    /// Where the configuration comes from, if not from this folder.
    pub fn config_from(&self) -> Option<String> {
        self.trusted.as_ref().map(|trusted| trusted.words())
    }

    fn new(folder: Utf8PathBuf) -> Self {
        Self {
            folder,
            trusted: None,
            shared: None,
            buffers: Arc::default(),
            cache: None,
        }
    }

    /// The same with these texts in the place of files.
    #[must_use]
    pub fn with_buffers(&self, buffers: Buffers) -> Self {
        Self {
            buffers: Arc::new(buffers),
            ..self.clone()
        }
    }

    /// The text of a file of the project, without a byte-order mark.
    pub(super) fn text(&self, file: &Utf8Path) -> Result<Arc<str>, Box<Unread>> {
        match (self.buffers.get(file), &self.cache) {
            (Some(text), _) => within_bounds(file, text),
            (None, Some(cache)) => cache.text(file, || read_text(&self.folder, file)),
            (None, None) => read_text(&self.folder, file),
        }
    }

    /// Files that stand for none on the disk.
    pub(super) fn only_in_buffers(&self) -> impl Iterator<Item = &Utf8PathBuf> {
        let files = self.buffers.keys();
        files.filter(|file| !self.folder.join(file).exists())
    }

    /// The same for who reads the project again and again, and says what has changed in between.
    #[must_use]
    pub fn cached(&self, cache: &Arc<ReadCache>) -> Self {
        Self {
            cache: Some(Arc::clone(cache)),
            ..self.clone()
        }
    }

    /// The same for many who read it and write no manifest: the configuration and the texts of the manifests are read once.
    #[must_use]
    pub fn shared(self) -> Self {
        Self {
            shared: Some(SharedConfiguration::default()),
            ..self
        }
    }
}

/// Why there is no project. Always for the caller to fix.
#[derive(Debug, thiserror::Error)]
pub enum FindProjectError {
    /// Neither the folder nor one above it has the file.
    #[error("there is no {CONFIG_FILE} in {0} or any folder above it; `vetform init` creates one")]
    NotFound(Utf8PathBuf),
    /// The folder that was named has not the file.
    #[error("there is no {CONFIG_FILE} in {0}; `vetform init {0}` creates one")]
    NotThere(Utf8PathBuf),
    /// What is there is the configuration of the earlier name.
    #[error("{folder} uses the former name of this program: its configuration must now be called {CONFIG_FILE}, not \
        {name}", name = earlier_config_file())]
    Earlier { folder: Utf8PathBuf },
    /// The working folder is gone or its path is not UTF-8.
    #[error("cannot determine the absolute path of {path}: {source}")]
    NoPath {
        /// As given.
        path: Utf8PathBuf,
        source: std::io::Error,
    },
}

impl FindProjectError {
    /// What to do, where that takes more than the message says.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Earlier { folder } => Some(moving(folder)),
            Self::NotFound(_) | Self::NotThere(_) | Self::NoPath { .. } => None,
        }
    }
}

/// How a project moves from the earlier name to this one. Without its state everything would be found by name at best, and
/// nobody would know who was mailed.
fn moving(folder: &Utf8Path) -> String {
    let config = earlier_config_file();
    let mut steps = vec![format!("`git mv {config} {CONFIG_FILE}`")];
    let (state, work) = (earlier_state_folder(), format!(".{EARLIER_NAME}"));
    for (old, new) in [(&state, STATE_FOLDER), (&work, ".vetform")] {
        if folder.join(old).is_dir() {
            steps.push(format!("`mv {old} {new}`"));
        }
    }
    format!(
        "nothing was read or sent; in that folder, run {}; then write `apiVersion: vetform/v1` in {CONFIG_FILE}, \
         and use the new name in .gitignore, workflows and variables ({}_… is now VETFORM_…)",
        steps.join(", "),
        EARLIER_NAME.to_uppercase()
    )
}

/// Why there is no project whose configuration comes from elsewhere.
#[derive(Debug, thiserror::Error)]
pub enum TrustProjectError {
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
    let has_config = |folder: &Utf8Path| holds_project(folder.as_std_path());
    let has_earlier = |folder: &Utf8Path| folder.join(earlier_config_file()).is_file();
    if explicit.is_some() {
        return if has_config(&wanted) {
            Ok(ProjectRoot::new(wanted))
        } else if has_earlier(&wanted) {
            Err(FindProjectError::Earlier { folder: wanted })
        } else {
            Err(FindProjectError::NotThere(wanted))
        };
    }
    let mut above = wanted.ancestors();
    match above.find(|folder| has_config(folder) || has_earlier(folder)) {
        Some(folder) if has_config(folder) => Ok(ProjectRoot::new(folder.to_owned())),
        Some(folder) => Err(FindProjectError::Earlier {
            folder: folder.to_owned(),
        }),
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
        Err(FindProjectError::NotThere(folder) | FindProjectError::Earlier { folder }) => folder,
        Err(FindProjectError::NotFound(_)) => absolute(start)?,
        Err(error @ FindProjectError::NoPath { .. }) => return Err(error.into()),
    };
    let trusted = TrustedConfig::read(&folder, start, config_from)?;
    Ok(ProjectRoot {
        trusted: Some(Arc::new(trusted)),
        ..ProjectRoot::new(folder)
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

    #[cfg(unix)]
    #[test]
    fn a_configuration_that_cannot_be_read_is_not_passed_over_for_another_projects() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        let inner = root.join("inner");
        std::fs::create_dir(&inner).unwrap();
        std::fs::write(root.join(CONFIG_FILE), "").unwrap();
        std::os::unix::fs::symlink("nowhere", inner.join(CONFIG_FILE)).unwrap();
        let found = find_project(&inner.join("deeper"), None).unwrap();
        assert_eq!(found.as_path(), inner);
        assert!(find_project(&inner, Some(&inner)).is_ok());
    }

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
