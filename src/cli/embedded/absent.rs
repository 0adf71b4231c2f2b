//! A program without embedded systems: what it says to whoever asks for one.

use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::global::Global;
use super::super::output::Output;
use super::super::rehearse::RehearseArgs;
use super::super::session::Session;
use super::super::systems::Door;
use super::SandboxArgs;

/// There are none.
pub(in crate::cli) enum Embedded {}

impl Embedded {
    pub(in crate::cli) async fn start(session: &Session) -> Result<Self, CommandFailure> {
        let name = &session.workspace.name;
        let hint =
            "name a workspace with live systems (`-w NAME`), or use a vetform with the feature";
        Err(absent(&format!("workspace {name} is a sandbox")).with_hint(hint))
    }

    pub(in crate::cli) fn doors(&self) -> Vec<Door> {
        match *self {}
    }

    pub(in crate::cli) async fn stop(self) {
        match self {}
    }
}

pub(in crate::cli) async fn serve(_: &SandboxArgs, _: Output) -> CommandResult {
    Err(absent("there is nothing to serve").with_hint(OTHER))
}

pub(in crate::cli) async fn rehearse(_: &Global, _: &RehearseArgs, _: Output) -> CommandResult {
    Err(absent("a rehearsal needs a sandbox").with_hint(OTHER))
}

const OTHER: &str =
    "use a released vetform, or one that was built with the feature; nothing was read or sent";

fn absent(what: &str) -> CommandFailure {
    let message = format!(
        "{what}, and this vetform was built without the embedded systems (feature `sandbox`)"
    );
    CommandFailure::new(Exit::Invalid, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_asks_for_a_sandbox_is_told_why_there_is_none() {
        let args = SandboxArgs {
            port: 0,
            store: None,
            latency: std::time::Duration::ZERO,
            faults: None,
            seed: None,
        };
        let refused = serve(&args, Output::new(&Global::default()))
            .await
            .unwrap_err();
        assert_eq!(refused.exit, Exit::Invalid);
        insta::assert_snapshot!(refused.message, @"there is nothing to serve, and this vetform was built without the embedded systems (feature `sandbox`)");
    }
}
