//! What can become of a write whose success could not be read. Different things (laws 2 and 11), kept apart by type from here up.

use super::call::Call;
use super::refusal::ServerRefusal;
use crate::model::times;

/// Why a write did not succeed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The server looked at it and said no: nothing has changed. Our request's fault, or the account's.
    #[error("{call}: refused: {refusal}")]
    Refused {
        /// Which call.
        call: Call,
        /// The server's words.
        refusal: Box<ServerRefusal>,
    },
    /// The server has not seen it, or turned it away unseen: nothing has changed. The network's fault, or the limits'.
    #[error("{call}: not sent: {cause} (tried {})", times(*.attempts))]
    NeverSent {
        /// Which call.
        call: Call,
        /// What happened last.
        cause: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// The run was asked to end while the call waited for its turn: nothing has changed. Nobody's fault.
    #[error("{call}: not sent: the run was asked to end")]
    Stopped {
        /// Which call.
        call: Call,
    },
    /// It may have been done or not; only a read can tell. The network's fault, or the server's.
    #[error("{call}: outcome unknown: {cause} (sent {})", times(*.attempts))]
    Unknown {
        /// Which call.
        call: Call,
        /// What happened.
        cause: String,
        /// How often it was sent.
        attempts: u32,
    },
    /// The server said yes (2xx), and what came with it cannot be read: it was done, or will be. Never sent again by
    /// anything (law 11); only a read can tell the id. The server's fault, or a proxy's.
    #[error("{call}: accepted ({status}), but {cause} (sent {})", times(*.attempts))]
    Accepted {
        /// Which call.
        call: Call,
        /// The status that said so.
        status: u16,
        /// What cannot be read.
        cause: String,
        /// How often it was sent.
        attempts: u32,
    },
    /// Nothing was sent, and nothing ever could be: an id is not known yet, or cannot stand in a path. A fault of this program, or of a manifest.
    #[error("{endpoint}: cannot be sent: {cause}")]
    Unsendable {
        /// Method and path as the plan shows them.
        endpoint: String,
        /// Why.
        cause: String,
    },
}

impl WriteError {
    /// Method and path, with which its words begin.
    pub fn call(&self) -> String {
        match self {
            Self::Refused { call, .. }
            | Self::NeverSent { call, .. }
            | Self::Stopped { call }
            | Self::Unknown { call, .. }
            | Self::Accepted { call, .. } => call.to_string(),
            Self::Unsendable { endpoint, .. } => endpoint.clone(),
        }
    }

    /// Whether it may have been done: only a read can tell.
    pub const fn is_in_doubt(&self) -> bool {
        match self {
            Self::Unknown { .. } | Self::Accepted { .. } => true,
            Self::Refused { .. }
            | Self::NeverSent { .. }
            | Self::Stopped { .. }
            | Self::Unsendable { .. } => false,
        }
    }

    /// The same with other words wherever they are a server's.
    #[must_use]
    pub fn in_words(mut self, words: impl Fn(&str) -> String) -> Self {
        match &mut self {
            Self::Refused { refusal, .. } => {
                refusal.message = words(&refusal.message);
                for (_, complaint) in &mut refusal.details {
                    *complaint = words(complaint);
                }
            }
            Self::NeverSent { cause, .. }
            | Self::Unknown { cause, .. }
            | Self::Accepted { cause, .. } => *cause = words(cause),
            Self::Stopped { .. } | Self::Unsendable { .. } => {}
        }
        self
    }

    /// The same after `sends` requests of this call, counted over everything that sends again (law 11).
    #[must_use]
    pub fn sent_in_all(mut self, sends: u32) -> Self {
        match &mut self {
            Self::Unknown { attempts, .. } | Self::Accepted { attempts, .. } => {
                *attempts = sends.max(*attempts);
            }
            Self::Refused { .. }
            | Self::NeverSent { .. }
            | Self::Stopped { .. }
            | Self::Unsendable { .. } => {}
        }
        self
    }
}
