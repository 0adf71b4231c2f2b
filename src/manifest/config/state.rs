//! Where a workspace keeps what was applied last.

use camino::{Utf8Path, Utf8PathBuf};

use crate::manifest::discover::STATE_FOLDER;

/// Schemes of object stores.
const REMOTE: [&str; 3] = ["s3://", "gs://", "az://"];

/// Where the state is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateLocation {
    /// A file; absolute.
    Local(Utf8PathBuf),
    /// An `s3://`, `gs://` or `az://` URL, as written.
    Remote(String),
}

impl StateLocation {
    /// `vetform.state/<workspace>.json` in the project.
    pub(super) fn by_default(root: &Utf8Path, workspace: &str) -> Self {
        Self::Local(root.join(STATE_FOLDER).join(format!("{workspace}.json")))
    }

    /// Reads what stands in vetform.yaml; `None` if it is a URL of another scheme, or empty.
    pub(super) fn parse(root: &Utf8Path, text: &str) -> Option<Self> {
        let remote = REMOTE.iter().find_map(|scheme| text.strip_prefix(scheme));
        match remote {
            Some(rest) => {
                (!rest.trim_matches('/').is_empty()).then(|| Self::Remote(text.to_owned()))
            }
            None if text.contains("://") || text.trim().is_empty() => None,
            None => Some(Self::Local(root.join(text.trim_start_matches("./")))),
        }
    }
}
