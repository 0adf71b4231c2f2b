//! Why a command ended early: the one place that gives every room's error its exit code and its hint.

use std::fmt::Display;

use super::exit::Exit;
use super::turn::Turn;
use crate::apply::{CarryOutError, Failure};
use crate::files::remedy;
use crate::manifest::{ConfigFromError, FindProjectError, TrustProjectError};
use crate::os_words;
use crate::plan::PlanError;
use crate::provider::http::TransportError;
#[cfg(feature = "sandbox")]
use crate::sandbox::SandboxError;
use crate::state::JournalError;

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
    /// Whether the same may go well when it is tried again: a store was out of reach, or its answer came too late for a
    /// process that stood still.
    pub may_pass: bool,
}

impl CommandFailure {
    pub(super) fn new(exit: Exit, message: impl Display) -> Self {
        Self {
            exit,
            message: message.to_string(),
            is_said: false,
            details: Vec::new(),
            hint: None,
            may_pass: false,
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
            may_pass: false,
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
        Self::new(exit, format!("{message}: {}", os_words::told(error))).with_hint(remedy(error))
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
            ConfigFromError::Several { .. } => (
                Exit::Invalid,
                "write the full name, for example refs/remotes/origin/main: anyone who can push a tag could call it like \
                a branch",
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
        Self::new(exit, error).turn(Turn::Yours).with_hint(hint)
    }
}

impl From<TransportError> for CommandFailure {
    fn from(error: TransportError) -> Self {
        let hint = match &error {
            TransportError::BaseUrl { .. } => "correct `baseUrl` in vetform.yaml; nothing was sent",
            TransportError::Key => "store the key alone, on one line; nothing was sent",
            TransportError::CaFile { .. } => {
                "put a PEM file of certificates there; nothing was sent"
            }
            TransportError::Client => {
                "install certificates (the package ca-certificates); if SSL_CERT_FILE is set, it has to name a PEM \
                file of certificates; nothing was sent"
            }
        };
        Self::new(Exit::Failed, error)
            .turn(Turn::Yours)
            .with_hint(hint)
    }
}

#[cfg(feature = "sandbox")]
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
