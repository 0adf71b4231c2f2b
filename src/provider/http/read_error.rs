//! Why something could not be read. Every one of these means "could not know", never "is not there".

use std::fmt;

use super::call::Call;
use super::path::PathError;
use super::refusal::ServerRefusal;
use crate::model::{Kind, System, times};

/// Most errors of one read that are shown.
const MOST_SHOWN: usize = 20;

const A_PAGE: &str = "it is a web page instead of JSON: check `baseUrl`, and whether a proxy or a sign-in page is \
    in between";

/// Why one read failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// The network's fault, or a wrong host in the configuration.
    #[error("{call}: {cause} (tried {})", times(*.attempts))]
    Unreachable {
        /// Which call.
        call: Call,
        /// What happened last.
        cause: String,
        /// How often.
        attempts: u32,
    },
    /// The network's fault, or that of a server that is too slow.
    #[error("{call}: {cause} (tried {})", times(*.attempts))]
    NoAnswer {
        /// Which call.
        call: Call,
        /// What happened last.
        cause: String,
        /// How often.
        attempts: u32,
    },
    /// The server's fault: it failed each time.
    #[error("{call}: the server failed: {refusal} (tried {})", times(*.attempts))]
    Failing {
        /// Which call.
        call: Call,
        /// The server's words.
        refusal: Box<ServerRefusal>,
        /// How often.
        attempts: u32,
    },
    /// Too many calls, by us or by others who share the key.
    #[error("{call}: {cause}: {refusal}")]
    Throttled {
        /// Which call.
        call: Call,
        /// How it asked for pauses.
        cause: String,
        /// The server's words.
        refusal: Box<ServerRefusal>,
    },
    /// The credential's fault, or the account's: key, permission or subscription.
    #[error(
        "{call}: the system rejects this API key, its permissions or its subscription: {refusal}"
    )]
    KeyRefused {
        /// Which call.
        call: Call,
        /// The server's words.
        refusal: Box<ServerRefusal>,
    },
    /// Our request's fault, in the server's opinion.
    #[error("{call}: refused: {refusal}")]
    Refused {
        /// Which call.
        call: Call,
        /// The server's words.
        refusal: Box<ServerRefusal>,
    },
    /// The configuration's fault, mostly: `baseUrl` names a host that has moved.
    #[error(
        "{call}: the server redirects ({status}) to {location}; redirects are not followed, to keep the API key \
         safe: check `baseUrl`"
    )]
    Redirected {
        /// Which call.
        call: Call,
        /// 300–399.
        status: u16,
        /// Where to.
        location: String,
    },
    /// The server's fault, or that of something in between: not the documented shape.
    #[error("{call}: cannot read the response: {bad} (tried {})", times(*.attempts))]
    Malformed {
        /// Which call.
        call: Call,
        /// What is wrong with it.
        bad: BadAnswer,
        /// How often it was tried.
        attempts: u32,
    },
    /// The server's fault: more than is read of an answer. Another try would bring as much.
    #[error("{call}: {cause}, which is the limit")]
    TooLarge {
        /// Which call.
        call: Call,
        /// What came, and the bound.
        cause: String,
    },
    /// The server's fault, or others change things at the same time: what was read does not add up.
    #[error("{call}: incomplete or inconsistent: {what}")]
    Incomplete {
        /// Which call.
        call: Call,
        /// What does not add up.
        what: String,
    },
    /// The manifest's fault.
    #[error(transparent)]
    Id(#[from] PathError),
    /// The configuration's fault: something of a system is wanted that the workspace does not name.
    #[error("the workspace has no {0}, so it cannot be read")]
    NoSystem(System),
    /// This program's fault: the absence of what no list shows cannot be proven.
    #[error(
        "no list shows every {0}, so nothing of it is proven missing; this is a bug in vetform, please report it"
    )]
    Unlisted(Kind),
}

impl ReadError {
    pub(super) fn refused(call: Call, refusal: ServerRefusal) -> Self {
        let refusal = Box::new(refusal);
        // ACCESS_DENIED speaks of one object; any other 401 or 403 speaks of the key (api-reference/assessments). A page
        // is not the system's word on the key: a firewall or a proxy stands before it.
        let is_of_another = refusal.is_page || refusal.has_code("ACCESS_DENIED");
        let of_key = refusal.status == 401 || refusal.status == 403 && !is_of_another;
        if of_key {
            Self::KeyRefused { call, refusal }
        } else {
            Self::Refused { call, refusal }
        }
    }

    /// Whether every further read would fail alike, so that there is no use in trying.
    pub const fn concerns_all(&self) -> bool {
        match self {
            Self::Unreachable { .. }
            | Self::Throttled { .. }
            | Self::KeyRefused { .. }
            | Self::Redirected { .. }
            | Self::NoSystem(_)
            | Self::Unlisted(_) => true,
            Self::NoAnswer { .. }
            | Self::Failing { .. }
            | Self::Refused { .. }
            | Self::Malformed { .. }
            | Self::TooLarge { .. }
            | Self::Incomplete { .. }
            | Self::Id(_) => false,
        }
    }
}

/// What is wrong with an answer: the field's path (empty for the whole), and what came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadAnswer {
    /// For example `data.assessments[3].duration`.
    pub field: String,
    /// For example "invalid type: boolean `true`, expected a number".
    pub what: String,
}

impl BadAnswer {
    /// A page for a browser came.
    pub(super) fn page() -> Self {
        Self::whole(A_PAGE)
    }

    /// Whether a page for a browser came.
    pub fn is_page(&self) -> bool {
        self.what == A_PAGE
    }

    /// Something about the answer as a whole.
    pub fn whole(what: impl Into<String>) -> Self {
        Self {
            field: String::new(),
            what: what.into(),
        }
    }
}

impl fmt::Display for BadAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, what } = self;
        if field.is_empty() {
            f.write_str(what)
        } else {
            write!(f, "`{field}`: {what}")
        }
    }
}

/// Everything that went wrong in one read of many things; at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadErrors(pub Vec<ReadFailure>);

/// One thing that went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadFailure {
    /// Whose read it was; `None` where only one system was asked.
    pub system: Option<System>,
    /// What went wrong.
    pub error: ReadError,
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { system, error } = self;
        if let Some(system) = system {
            write!(f, "{system}: ")?;
        }
        error.fmt(f)
    }
}

impl ReadErrors {
    /// Failures of one reader.
    pub fn all(errors: impl IntoIterator<Item = ReadError>) -> Self {
        let failures = errors.into_iter().map(|error| ReadFailure {
            system: None,
            error,
        });
        Self(failures.collect())
    }

    /// The same, said to be of this system.
    #[must_use]
    pub fn of(mut self, system: System) -> Self {
        for failure in &mut self.0 {
            failure.system = Some(system);
        }
        self
    }
}

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(errors) = self;
        for (index, failure) in errors.iter().take(MOST_SHOWN).enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            failure.fmt(f)?;
        }
        let more = errors.len().saturating_sub(MOST_SHOWN);
        if more > 0 {
            write!(f, "\n… and {more} more")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadErrors {}

impl From<ReadError> for ReadErrors {
    fn from(error: ReadError) -> Self {
        Self::all([error])
    }
}
