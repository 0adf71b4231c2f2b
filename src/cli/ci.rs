//! A CI job: its disk is gone when it ends, and another job knows nothing of its locks. A state that is kept on it keeps
//! no two runs apart, so nobody is mailed by one unless somebody says that it is safe. And its log is read for commands.

use super::output::Output;
use crate::diagnostic::Code;
use crate::environment;
use crate::manifest::{StateLocation, Workspace};

/// Whether this is a CI job: they all set `CI`.
fn is_here() -> bool {
    environment::is_set("CI") && environment::text("CI").is_none_or(|value| value != "false")
}

/// Runners that take lines of a log for commands; each sets one of these.
const RUNNERS: [&str; 6] = [
    "GITHUB_ACTIONS",
    "TF_BUILD",
    "GITLAB_CI",
    "TEAMCITY_VERSION",
    "BUILDKITE",
    "TRAVIS",
];

/// Whether what is printed is read for commands. Not every runner sets `CI`.
pub(super) fn reads_logs() -> bool {
    is_here() || RUNNERS.into_iter().any(environment::is_set)
}

/// Whether a job of a CI keeps the workspace's state on its own disk. A sandbox there is thrown away with it.
pub(super) fn keeps_state_locally(workspace: &Workspace) -> bool {
    let is_local = matches!(workspace.state, StateLocation::Local(_));
    is_here() && is_local && workspace.sandbox.is_none()
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
