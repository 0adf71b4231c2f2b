//! What the files and folders of a project are called, and by which of them a folder is one.

use std::path::Path;

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "vetform.yaml";

/// The folder of the default state: never manifests, whatever lies there.
pub(super) const STATE_FOLDER: &str = "vetform.state";

/// What this program was called before. Nothing reads what has this name any more: it is only told how it is called now.
pub(super) const EARLIER_NAME: &str = "invigil";

/// The configuration file of a project of the earlier name.
pub fn earlier_config_file() -> String {
    format!("{EARLIER_NAME}.yaml")
}

/// The folder of the default state under the earlier name.
pub fn earlier_state_folder() -> String {
    format!("{EARLIER_NAME}.state")
}

/// Whether a folder is a project's. A configuration that cannot be read (a link that leads nowhere, a pipe) makes it one as
/// well: to look further up would take another project for this one.
pub(super) fn holds_project(folder: &Path) -> bool {
    folder.join(CONFIG_FILE).symlink_metadata().is_ok()
}
