//! A state on the disk of a CI job: that is gone when the job ends, and another job knows nothing of its locks. It keeps no
//! two runs apart, so nobody is mailed by one unless somebody says that it is safe.

use super::output::Output;
use crate::ci;
use crate::diagnostic::Code;
use crate::manifest::{StateLocation, Workspace};

/// Whether a job of a CI keeps the workspace's state on its own disk. A sandbox there is thrown away with it.
pub(super) fn keeps_state_locally(workspace: &Workspace) -> bool {
    let is_local = matches!(workspace.state, StateLocation::Local(_));
    ci::is_here() && is_local && workspace.sandbox.is_none()
}

pub(super) fn warn(workspace: &Workspace, output: Output) {
    if keeps_state_locally(workspace) {
        output.insist(&format!(
            "warning[{}]: workspace {} keeps its state in a local file, and this is a CI job: two jobs at once \
            would do everything twice; use a bucket (`state: s3://…`, gs:// or az:// in vetform.yaml; `vetform \
            state migrate` copies the state)",
            Code::LocalStateInCi,
            workspace.name
        ));
    }
}
