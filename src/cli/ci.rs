//! Whether this is a CI job, and whether its log is read for commands. As the environment says.

use crate::environment;

/// Whether this is a CI job: they all set `CI`.
pub(super) fn is_here() -> bool {
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
