//! Where a workspace keeps what was applied last, and whether two keep it in one place. Reads no file; asks the disk only
//! where links lead.

use camino::{Utf8Path, Utf8PathBuf};

use super::place::below;
use crate::manifest::names::STATE_FOLDER;

const REMOTE: [&str; 3] = ["s3://", "gs://", "az://"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateLocation {
    Local(Utf8PathBuf),
    /// An `s3://`, `gs://` or `az://` URL, as written.
    Remote(String),
}

/// Why a text names no place for a state.
pub(super) enum NoPlace {
    /// A URL of another scheme, or nothing.
    Unknown,
    /// A path that leads out of the project.
    Outside,
}

impl StateLocation {
    /// `vetform.state/<workspace>.json` in the project.
    pub(super) fn by_default(root: &Utf8Path, workspace: &str) -> Self {
        Self::Local(root.join(STATE_FOLDER).join(format!("{workspace}.json")))
    }

    /// Reads what stands in vetform.yaml.
    pub(super) fn parse(root: &Utf8Path, text: &str) -> Result<Self, NoPlace> {
        let remote = REMOTE.iter().find_map(|scheme| text.strip_prefix(scheme));
        match remote {
            Some(rest) => {
                if rest.trim_matches('/').is_empty() {
                    return Err(NoPlace::Unknown);
                }
                Ok(Self::Remote(text.to_owned()))
            }
            None if text.contains("://") || text.trim().is_empty() => Err(NoPlace::Unknown),
            None => below(root, text).map(Self::Local).ok_or(NoPlace::Outside),
        }
    }

    /// What two places have in common only if they are one: a file by the way that its links lead, an object of a bucket.
    pub(in crate::manifest) fn identity(&self, workspace: &str) -> String {
        match self {
            Self::Local(path) => resolved(path).into_string(),
            Self::Remote(url) => {
                let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
                let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
                format!("{scheme}://{}/{workspace}", parts.join("/"))
            }
        }
    }
}

/// A file that is not there yet is where its folder is.
fn resolved(path: &Utf8Path) -> Utf8PathBuf {
    if let Ok(there) = path.canonicalize_utf8() {
        return there;
    }
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => resolved(folder).join(name),
        _ => path.to_owned(),
    }
}
