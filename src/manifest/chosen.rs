//! A project and the workspace that is worked in.

use std::sync::Arc;

use super::config::{Config, Workspace};
use super::project::ProjectRoot;

/// A project whose configuration is right.
#[derive(Debug, Clone, PartialEq)]
pub struct Project {
    pub root: ProjectRoot,
    /// Shared by all workspaces: a copy for each would grow with the square of their number.
    pub config: Arc<Config>,
    /// The workspace that was asked for, or the default one, or the only one.
    pub workspace: Workspace,
}
