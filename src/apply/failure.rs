//! Why one change was not made, or not to its end.

use crate::model::System;
use crate::provider::http::{ReadError, ReadErrors, WriteError};
use crate::state::{JournalError, Part, PendingKey};

#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The live object is not what the plan was computed from. Nobody's fault: plan again.
    #[error(
        "{what} since the plan was made; nothing was sent for it: plan again and review what has changed"
    )]
    Moved { what: String },
    /// The read right before the write failed. Nothing was sent.
    #[error("cannot check that it is still as planned: {0}")]
    Unchecked(#[source] ReadErrors),
    /// The system accepted the request, and refused this person in it. The manifest's to fix, or the system's.
    #[error("refused: {words}")]
    PersonRefused { words: String },
    /// The system entered this person, and could not do all of it. The system's to fix.
    #[error(
        "was invited, but: {words}; the invite is not sent again. Plan again; what the plan does not show has to be \
         done in the web app"
    )]
    PersonEnteredBut { words: String },
    /// An invite was made, and the project does not list the person. The system's, or a matter of time.
    #[error(
        "was invited, but the project does not list the person yet; the next plan shows what is left to do"
    )]
    NoApplicationYet,
    /// The system accepted the request, and its answer says nothing of this person. The server's fault.
    #[error(
        "the response does not mention this person; nothing more is sent until you have checked and run {settle}, \
         or --not-sent to try again"
    )]
    Untold { settle: String },
    /// The plan holds a change of a system that nobody connected to. A mistake of this program.
    #[error("{0} is not connected; this is a bug in vetform, please report it")]
    NotConnected(System),
    /// The write was refused or never sent. Nothing has changed by it.
    #[error(transparent)]
    NotDone(WriteError),
    /// Nobody knows whether the write was done, and reading could not settle it.
    #[error("{error}; {evidence}")]
    InDoubt {
        error: WriteError,
        /// What reading showed, and what to do.
        evidence: String,
    },
    /// An earlier run sent it and did not hear the answer, and reading could not settle that. Nothing was sent.
    #[error(
        "the run of {since} sent this and received no response; nothing was sent now: {evidence}"
    )]
    Earlier {
        /// When that run began it.
        since: String,
        /// What reading showed, and what to do.
        evidence: String,
    },
    /// What it costs is out; another change found that out. The account's.
    #[error("not attempted, because {system} has no credits left: {words}")]
    NoCredits { system: System, words: String },
    /// Another run, or a person, made the same at the same time: two runs without a common lock.
    #[error(
        "it was created (id {own}), and so was {what} by another run or person at the same time (id {others}); \
         nothing that depends on it is created, and nobody is mailed: {}",
        settle_words(key, own)
    )]
    Twice {
        /// `an assessment with this title`
        what: String,
        /// The resource, or the part of it.
        key: Box<PendingKey>,
        own: String,
        others: String,
    },
    /// It was made, and the read that shows whether somebody else made the same failed.
    #[error(
        "it was created (id {id}), but vetform could not check whether another run created the same at the same \
         time: {because}; what depends on it waits for the next apply"
    )]
    Unproven { id: String, because: String },
    /// The journal cannot be kept, so that a create would not be safe. The machine's fault.
    #[error("{0}; nothing was sent for this, since a lost response could not be settled later")]
    Journal(#[from] JournalError),
    /// An id is missing that an earlier call should have told. A mistake of this program.
    #[error("the id of {0} is unknown; this is a bug in vetform, please report it")]
    MissingId(String),
    /// The run was asked to end before this was finished.
    #[error("the run was asked to end before this was finished; apply again to continue")]
    Interrupted,
}

impl From<WriteError> for Failure {
    /// The write was surely not done.
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Stopped { .. } => Self::Interrupted,
            error => Self::NotDone(error),
        }
    }
}

impl From<ReadError> for Failure {
    /// The read right before the write failed.
    fn from(error: ReadError) -> Self {
        Self::Unchecked(ReadErrors::all([error]))
    }
}

impl Failure {
    /// The write that failed, as its words name it.
    pub fn call(&self) -> Option<String> {
        match self {
            Self::NotDone(error) | Self::InDoubt { error, .. } => Some(error.call()),
            _ => None,
        }
    }

    /// Whether a live object may have changed without anybody knowing.
    pub const fn is_uncertain(&self) -> bool {
        matches!(
            self,
            Self::InDoubt { .. } | Self::Earlier { .. } | Self::Untold { .. } | Self::Twice { .. }
        )
    }

    /// Whether every further call would fail alike: the system is out of reach, the key is refused, or the journal
    /// cannot be kept.
    pub fn concerns_all(&self) -> bool {
        match self {
            Self::Unchecked(errors) => errors.0.iter().any(|failure| failure.error.concerns_all()),
            Self::NotDone(WriteError::NeverSent { .. }) | Self::Journal(_) => true,
            Self::NotDone(WriteError::Refused { refusal, .. }) => refusal.status == 401,
            Self::NotDone(_)
            | Self::Moved { .. }
            | Self::InDoubt { .. }
            | Self::Earlier { .. }
            | Self::MissingId(_)
            | Self::PersonRefused { .. }
            | Self::PersonEnteredBut { .. }
            | Self::NoApplicationYet
            | Self::Untold { .. }
            | Self::NotConnected(_)
            | Self::NoCredits { .. }
            | Self::Twice { .. }
            | Self::Unproven { .. }
            | Self::Interrupted => false,
        }
    }

    /// Whether the plan no longer fits what is live.
    pub const fn is_stale(&self) -> bool {
        matches!(self, Self::Moved { .. })
    }
}

/// Both ids, and what somebody does who has looked.
fn settle_words(key: &PendingKey, own: &str) -> String {
    match key.part {
        Part::Whole => format!(
            "check both in the web app; delete or rename the other and apply again, or keep this one with \
             `metadata.id` or `vetform state settle {key} --id {own}`"
        ),
        _ => format!(
            "check both in the web app; delete the other and apply again, or keep both and continue with one: \
             `vetform state settle '{key}' --id {own}`"
        ),
    }
}
