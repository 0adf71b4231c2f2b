//! What could not be read of a system, as a failed command: the first line says the cause and whose turn it is, the help
//! is what `doctor` says. Holds no rule on what is tried again.

use super::exit::Exit;
use super::failure::CommandFailure;
use crate::manifest::Workspace;
use crate::provider::http::{ReadError, ReadErrors, ReadFailure};

const YOURS: &str = "yours to fix";
const THEIRS: &str = "the system's to fix";
const OURS: &str = "a bug in vetform";
const BETWEEN: &str = "the network's or the system's fault";

/// Cause and turn, in words that follow the name of the system.
fn cause(error: &ReadError) -> (String, &'static str) {
    match error {
        ReadError::Unreachable { cause, .. } => {
            let turn = if cause.starts_with("no connection") {
                BETWEEN
            } else {
                YOURS
            };
            (format!("cannot be reached: {cause}"), turn)
        }
        ReadError::NoAnswer { cause, .. } => (format!("does not answer: {cause}"), BETWEEN),
        ReadError::Failing { refusal, .. } => (format!("fails ({})", refusal.status), THEIRS),
        ReadError::Throttled { refusal, .. } => {
            let status = refusal.status;
            let cause =
                format!("rejects calls ({status}): there are too many, or it is under maintenance");
            (cause, "a matter of waiting")
        }
        ReadError::KeyRefused { refusal, .. } => {
            let cause = format!(
                "does not accept the API key, its permissions or its subscription ({})",
                refusal.status
            );
            (cause, YOURS)
        }
        ReadError::Refused { refusal, .. } if refusal.is_page => (
            format!(
                "is not what responds ({}, a page): a proxy or firewall is in between, or `baseUrl` is wrong",
                refusal.status
            ),
            YOURS,
        ),
        ReadError::Refused { refusal, .. } => {
            (format!("refuses a read ({})", refusal.status), YOURS)
        }
        ReadError::Redirected { status, .. } => {
            (format!("has moved ({status}, a redirect)"), YOURS)
        }
        ReadError::Malformed { bad, .. } if bad.is_page() => {
            ("responds with a page instead of JSON".to_owned(), YOURS)
        }
        ReadError::Malformed { .. } => ("responds with something undocumented".to_owned(), THEIRS),
        ReadError::TooLarge { .. } => (
            "responds with more data than vetform reads".to_owned(),
            THEIRS,
        ),
        ReadError::Incomplete { .. } => ("gives contradictory responses".to_owned(), BETWEEN),
        ReadError::Id(_) => ("was asked for an invalid id".to_owned(), YOURS),
        ReadError::NoSystem(_) => ("is not in the workspace".to_owned(), YOURS),
        ReadError::Unlisted(_) => (
            "was asked for a list that it does not have".to_owned(),
            OURS,
        ),
    }
}

pub(super) fn fix(error: &ReadError) -> &'static str {
    match error {
        ReadError::KeyRefused { .. } => {
            "create or activate a key in the system's web app, and store it where `apiKey` in vetform.yaml says"
        }
        ReadError::Unreachable { .. } | ReadError::NoAnswer { .. } => {
            "check the network, any proxy, and `baseUrl` in vetform.yaml"
        }
        ReadError::Redirected { .. } => "set `baseUrl` in vetform.yaml to the new address",
        ReadError::Throttled { .. } => "wait, or set `limits.requestsPerSecond` in vetform.yaml",
        ReadError::Failing { .. } => "the system has a problem: try again later",
        ReadError::Refused { .. } | ReadError::Malformed { .. } | ReadError::TooLarge { .. } => {
            "check that `baseUrl` in vetform.yaml is the documented one"
        }
        ReadError::Incomplete { .. } | ReadError::Id(_) | ReadError::NoSystem(_) => "try again",
        ReadError::Unlisted(_) => "report it: this is a bug in vetform",
    }
}

/// `what` could not be read in this workspace; `after` is a consequence that the help ends with.
pub(super) fn unread(
    workspace: &Workspace,
    what: &str,
    errors: &ReadErrors,
    after: &str,
) -> CommandFailure {
    let name = &workspace.name;
    let message = format!("could not read {what} in workspace {name}");
    // The most serious is the first.
    let Some(ReadFailure { system, error }) = errors.0.first() else {
        return CommandFailure::new(Exit::Failed, message);
    };
    let (cause, turn) = cause(error);
    let subject = system.map_or("it".to_owned(), |system| {
        let place = workspace.settings(system).map(|one| &one.base_url);
        place.map_or(system.to_string(), |url| format!("{system} ({url})"))
    });
    CommandFailure::new(
        Exit::Failed,
        format!("{message} ({turn}): {subject} {cause}"),
    )
    .with_details(errors)
    .with_hint(format!("{}{after}", fix(error)))
}
