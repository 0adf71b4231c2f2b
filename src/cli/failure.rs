//! Why a command ended early: the one place that gives every room's error its exit code and its hint.

use std::fmt::Display;

use super::exit::Exit;
use super::turn::Turn;
use crate::apply::{CarryOutError, Failure};
use crate::files::remedy;
use crate::manifest::{ConfigFromError, FindProjectError, TrustProjectError};
use crate::plan::PlanError;
use crate::provider::http::TransportError;
use crate::sandbox::SandboxError;
use crate::state::{JournalError, LockError, StateError};

/// How a command ends.
pub(super) type CommandResult = Result<Exit, CommandFailure>;

#[derive(Debug)]
pub(super) struct CommandFailure {
    pub exit: Exit,
    /// What went wrong, in one line; empty if it has been said already, and is found again.
    pub message: String,
    /// Whether a message that is here has been said on stderr, with all that belongs to it.
    pub is_said: bool,
    /// More about it, a line each.
    pub details: Vec<String>,
    pub hint: Option<String>,
}

impl CommandFailure {
    pub(super) fn new(exit: Exit, message: impl Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            is_said: false,
            details: Vec::new(),
            hint: None,
        }
    }

    /// What was wrong has been shown.
    pub(super) const fn said(exit: Exit) -> Self {
        Self {
            exit,
            message: String::new(),
            is_said: false,
            details: Vec::new(),
            hint: None,
        }
    }

    /// The same of what is not found again by who looks.
    pub(super) fn said_of(exit: Exit, message: impl Display) -> Self {
        Self {
            is_said: true,
            ..Self::new(exit, message)
        }
    }

    /// The same with whose turn it is, at the end of the first line.
    pub(super) fn turn(mut self, turn: Turn) -> Self {
        self.message = format!("{} ({turn})", self.message);
        self
    }

    /// With more lines: those of a text that names nothing which could break them.
    pub(super) fn with_details(mut self, lines: impl Display) -> Self {
        self.details = lines.to_string().lines().map(str::to_owned).collect();
        self
    }

    /// All of it but the hint.
    pub(super) fn whole(&self) -> String {
        let lines = std::iter::once(&self.message).chain(&self.details);
        lines.map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    /// The same where nobody has read what was shown.
    pub(super) fn whole_or_said(&self) -> String {
        if self.message.is_empty() {
            "a manifest or the configuration has errors".to_owned()
        } else {
            self.whole()
        }
    }

    /// Of a file that is named in the message; nothing was sent, or what was is said already.
    pub(super) fn of_file(exit: Exit, message: impl Display, error: &std::io::Error) -> Self {
        Self::new(exit, format!("{message}: {error}")).with_hint(remedy(error))
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl From<FindProjectError> for CommandFailure {
    fn from(error: FindProjectError) -> Self {
        let hint = error.help();
        Self {
            hint,
            ..Self::new(Exit::Invalid, error)
        }
    }
}

impl From<TrustProjectError> for CommandFailure {
    fn from(error: TrustProjectError) -> Self {
        match error {
            TrustProjectError::Find(error) => error.into(),
            TrustProjectError::Config(error) => error.into(),
        }
    }
}

impl From<ConfigFromError> for CommandFailure {
    fn from(error: ConfigFromError) -> Self {
        let (exit, hint) = match &error {
            ConfigFromError::Empty => (
                Exit::Invalid,
                "name a file or a git revision, for example origin/main; perhaps a variable is not set",
            ),
            ConfigFromError::Name(_) | ConfigFromError::File(_) => (
                Exit::Invalid,
                "a file name ends in .yaml or starts with ./, ../ or /; anything else is a git revision, like \
                origin/main",
            ),
            ConfigFromError::Unknown(_) => (
                Exit::Invalid,
                "a shallow checkout has only its own commit: fetch the branch first, for example `git fetch \
                --depth=1 origin main`; for a file, put ./ before its name",
            ),
            ConfigFromError::Without(_) | ConfigFromError::NoText(_) => (
                Exit::Invalid,
                "merge a vetform.yaml first, or name another revision or a file",
            ),
            ConfigFromError::Git { .. } => (
                Exit::Failed,
                "a git revision needs git and a checkout that git trusts; a file needs neither",
            ),
        };
        Self::new(exit, error).with_hint(hint)
    }
}

impl From<TransportError> for CommandFailure {
    fn from(error: TransportError) -> Self {
        Self::new(Exit::Failed, error)
    }
}

impl From<SandboxError> for CommandFailure {
    fn from(error: SandboxError) -> Self {
        let mut message = format!("the sandbox: {error}");
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            message = format!("{message}: {error}");
            cause = error.source();
        }
        let exit = match error {
            SandboxError::Seed(_) => Exit::Invalid,
            _ => Exit::Failed,
        };
        let hint = match &error {
            SandboxError::NotAFile(_)
            | SandboxError::Open { .. }
            | SandboxError::Foreign { .. } => {
                "name another file with `--store`, or with `sandbox: { store: … }` in vetform.yaml"
            }
            SandboxError::Folder { source, .. } => remedy(source),
            SandboxError::Bind { .. } => "choose another port with `--port`; 0 for any free port",
            SandboxError::Database(_) => "check whether its disk has free space",
            SandboxError::Unknown { .. } | SandboxError::Misfit(_) | SandboxError::Seed(_) => {
                return Self::new(exit, message);
            }
        };
        Self::new(exit, message).with_hint(hint)
    }
}

impl From<PlanError> for CommandFailure {
    fn from(error: PlanError) -> Self {
        Self::new(Exit::Failed, error)
    }
}

impl From<StateError> for CommandFailure {
    fn from(error: StateError) -> Self {
        let hint = match &error {
            StateError::Damaged { .. } => {
                "nothing was sent; restore the last good version from version control, or move the file away: \
                vetform then finds live objects by name again"
            }
            StateError::MergeConflict { .. } => {
                "nothing was sent; keep the whole version with the higher `serial` (the later apply), with `git \
                checkout --theirs` or `--ours`, then plan: objects that it lacks are found by name"
            }
            StateError::DanglingLink { .. } => {
                "nothing was sent; mount or restore its target: without the state vetform would adopt or create \
                everything again. If the state is really lost, remove the link"
            }
            StateError::Newer { .. } => "nothing was sent; use the newer vetform that wrote it",
            StateError::DamagedJournal { .. } => {
                "nothing was sent; keep a copy and move the journal away: the next plan finds what that run created \
                by name"
            }
            StateError::Conflict { .. } => {
                "what this run did is live and in its journal; find out who changed the state outside the lock, \
                then plan again: objects that the state lacks are found by name"
            }
            StateError::Unsteady { .. } => "nothing was sent; another run is saving: try again",
            StateError::BadPlace { .. } => {
                return Self::new(Exit::Invalid, &error).with_hint(
                    "set `state:` in vetform.yaml to a path, or to an s3://bucket/prefix, gs:// or az:// URL \
                     with its credentials in the environment",
                );
            }
            StateError::Io { action, source, .. } => {
                return Self::new(Exit::Failed, &error).with_hint(format!(
                    "{}{}",
                    remedy_of(source.as_ref()),
                    match *action {
                        "read" => "nothing was sent",
                        _ => "anything sent before is in the journal, which the next run merges",
                    }
                ));
            }
            StateError::Random(_) => "nothing was sent",
        };
        Self::new(Exit::Failed, &error).with_hint(hint)
    }
}

impl From<LockError> for CommandFailure {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Held { .. } => Self::new(Exit::Locked, error)
                .with_hint(
                    "wait for it to end, or use `--lock-timeout SECONDS`; a local lock ends with its process, a \
                    remote one within 60 s of it, and `vetform state unlock` shows who holds it",
                ),
            LockError::Changed { .. } => Self::new(Exit::Locked, error)
                .with_hint("`vetform state unlock` shows who holds it now"),
            LockError::State(error) => error.into(),
            LockError::Io { ref source, .. } => {
                let hint = format!("{}nothing was sent", remedy_of(source.as_ref()));
                Self::new(Exit::Failed, error).with_hint(hint)
            }
        }
    }
}

/// What to do about a file, with what parts it from what follows. Nothing for a store on the network.
fn remedy_of(source: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    let file = source.downcast_ref::<std::io::Error>();
    file.map(|error| format!("{}; ", remedy(error)))
        .unwrap_or_default()
}

impl From<JournalError> for CommandFailure {
    fn from(error: JournalError) -> Self {
        Self::new(Exit::Failed, Failure::from(error))
    }
}

impl From<CarryOutError> for CommandFailure {
    fn from(error: CarryOutError) -> Self {
        match error {
            CarryOutError::State(error) => error.into(),
            CarryOutError::Journal(error) => error.into(),
            CarryOutError::Unsaved { source, .. } => source.into(),
            CarryOutError::Unrecorded { .. } => Self::new(Exit::Failed, error),
            CarryOutError::LockGone { .. } => Self::new(Exit::Failed, error)
                .with_hint("plan again when no other run is in progress"),
            CarryOutError::LockLost { .. } => Self::new(Exit::Failed, error).with_hint(
                "what it did is live, and the next run finds it; plan again when no other run is in progress",
            ),
        }
    }
}
