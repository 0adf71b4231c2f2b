//! Why something could not be read. Every one of these means "could not know", never "is not there".

use std::fmt;

use super::call::Call;
use super::path::PathError;
use super::refusal::ServerRefusal;
use super::unanswered::Unanswered;
use crate::connection::Unconnected;
use crate::model::{Kind, System, times};

const A_PAGE: &str = "it is a web page";

/// Why one read failed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ReadError {
    /// The network's fault, or a wrong host in the configuration.
    #[error("{call}: {cause} (tried {})", times(*.attempts))]
    Unreachable {
        /// Which call.
        call: Call,
        /// What happened last.
        cause: Unconnected,
        /// How often.
        attempts: u32,
    },
    /// The network's fault, or that of a server that is too slow.
    #[error("{call}: {cause} (tried {})", times(*.attempts))]
    NoAnswer {
        /// Which call.
        call: Call,
        /// What happened last.
        cause: Unanswered,
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
    #[error("{call}: the system {}: {refusal}", key_refused(refusal))]
    KeyRefused {
        /// Which call.
        call: Call,
        /// The server's words.
        refusal: Box<ServerRefusal>,
        /// What is odd about the key, as [`TransportOptions::key_remark`](super::TransportOptions::key_remark) says.
        remark: Option<String>,
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
    pub(super) fn refused(call: Call, refusal: ServerRefusal, remark: Option<&str>) -> Self {
        let refusal = Box::new(refusal);
        // ACCESS_DENIED speaks of one object; any other 401 or 403 speaks of the key (api-reference/assessments). A page
        // is not the system's word on the key: a firewall or a proxy stands before it.
        let is_of_another = refusal.is_page || refusal.has_code("ACCESS_DENIED");
        let of_key = refusal.status == 401 || refusal.status == 403 && !is_of_another;
        if of_key {
            Self::KeyRefused {
                call,
                refusal,
                remark: remark.map(str::to_owned),
            }
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
            Self::NoAnswer { cause, .. } => cause.is_lasting(),
            Self::Failing { .. }
            | Self::Refused { .. }
            | Self::Malformed { .. }
            | Self::TooLarge { .. }
            | Self::Incomplete { .. }
            | Self::Id(_) => false,
        }
    }

    /// Which call went wrong, where it was one.
    pub const fn call(&self) -> Option<&Call> {
        match self {
            Self::Unreachable { call, .. }
            | Self::NoAnswer { call, .. }
            | Self::Failing { call, .. }
            | Self::Throttled { call, .. }
            | Self::KeyRefused { call, .. }
            | Self::Refused { call, .. }
            | Self::Redirected { call, .. }
            | Self::Malformed { call, .. }
            | Self::TooLarge { call, .. }
            | Self::Incomplete { call, .. } => Some(call),
            Self::Id(_) | Self::NoSystem(_) | Self::Unlisted(_) => None,
        }
    }

    /// How often it was tried, where that is known.
    pub const fn attempts(&self) -> Option<u32> {
        match self {
            Self::Unreachable { attempts, .. }
            | Self::NoAnswer { attempts, .. }
            | Self::Failing { attempts, .. }
            | Self::Malformed { attempts, .. } => Some(*attempts),
            _ => None,
        }
    }
}

/// A server that does not know the key says 401; one that knows it, and does not let it, says 403.
pub fn key_refused(refusal: &ServerRefusal) -> &'static str {
    if refusal.status == 401 {
        "rejects the API key"
    } else {
        "does not let this API key read it (permissions or subscription)"
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
    pub(super) fn page(title: Option<&str>) -> Self {
        let title = title.map_or_else(String::new, |title| format!(", titled “{title}”"));
        Self::whole(format!("{A_PAGE} instead of JSON{title}"))
    }

    /// Whether a page for a browser came.
    pub fn is_page(&self) -> bool {
        self.field.is_empty() && self.what.starts_with(A_PAGE)
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
