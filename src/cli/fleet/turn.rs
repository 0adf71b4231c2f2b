//! What a command does in one of many workspaces, and what comes of it. Puts nothing anywhere.

use super::claim::{Claim, ClaimArgs};
use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::cli::formats::{Format, FormatArgs, Wanted};
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::outputs::Rendered;
use crate::cli::signals::Signals;

/// A command that can be run in many workspaces.
pub(in crate::cli) trait InEach: Sync {
    type Format: Format;

    /// `plan`
    const COMMAND: &'static str;
    /// The key of one workspace's result in the JSON report.
    const RESULT: &'static str;

    fn formats(&self) -> &FormatArgs<Self::Format>;

    fn wanted(&self) -> Result<Vec<Wanted<Self::Format>>, CommandFailure> {
        self.formats().wanted(None)
    }

    /// Why it cannot be run in several, whichever they are.
    fn refusal(&self) -> Option<CommandFailure> {
        None
    }

    /// Whether something has to be finished when somebody interrupts it.
    fn writes(&self) -> bool {
        false
    }

    /// How turns that are over are known in a later run of the same name.
    fn claim(&self) -> Option<&ClaimArgs> {
        None
    }

    /// The options by which it does more or less in a workspace, in some words that are the same for the same.
    fn asked(&self) -> String {
        String::new()
    }

    /// Whether one workspace has to wait for the one before.
    fn is_in_turn(&self) -> bool {
        false
    }

    /// What it does in the one workspace that `global` names.
    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, Self::Format>,
    ) -> Result<Turn, CommandFailure>;
}

/// What is around a turn.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Stage<'a, F> {
    pub wanted: &'a [Wanted<F>],
    /// Says of every message which workspace it is about.
    pub output: Output,
    /// `None`: an interruption ends the process.
    pub signals: Option<&'a Signals>,
    /// If the run has a name.
    pub claim: Option<Claim<'a>>,
}

/// What came of a turn.
#[derive(Debug)]
pub(in crate::cli) struct Turn {
    /// In the order of what is wanted; fewer if it failed.
    pub results: Vec<Rendered>,
    /// In a few words.
    pub line: String,
    /// Whether those words say it all.
    pub is_quiet: bool,
    /// Whether it was over before: another worker of the run took it, or the same in an earlier life.
    pub is_remembered: bool,
    pub exit: Exit,
    /// Why it ended early.
    pub failure: Option<CommandFailure>,
}

impl Turn {
    /// Whether it failed, and may go well when it is taken again.
    pub(in crate::cli) fn may_pass(&self) -> bool {
        self.failure
            .as_ref()
            .is_some_and(|failure| failure.may_pass)
    }
}

/// A turn that ended before it had any result.
impl From<CommandFailure> for Turn {
    fn from(failure: CommandFailure) -> Self {
        Self {
            results: Vec::new(),
            line: String::new(),
            // What has been said already is told in a line.
            is_quiet: failure.message.is_empty(),
            is_remembered: false,
            exit: failure.exit,
            failure: Some(failure),
        }
    }
}
