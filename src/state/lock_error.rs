//! Why a lock was not taken, or not given back: of every store's lock.

use std::error::Error;

use super::error::{StateError, told};
use super::holder::Holder;

#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another run works on the same state. Nobody's fault: wait for it.
    #[error("{}", held_by(holder.as_deref()))]
    Held {
        /// Who, if the lock says it.
        holder: Option<Box<Holder>>,
    },
    /// The lock cannot be used. The machine's fault, the network's, or a missing permission.
    #[error("cannot use the lock {place}: {}", told(source.as_ref()))]
    Io {
        place: String,
        source: Box<dyn Error + Send + Sync>,
    },
    /// What it is to guard is not a state, or the journals beside that cannot be closed. It was not kept.
    #[error(transparent)]
    State(StateError),
    /// It changed hands while somebody decided to break it. Nobody's fault: look again.
    #[error("somebody else took the lock {place} meanwhile; it was left alone")]
    Changed { place: String },
}

impl LockError {
    pub(super) fn io(
        place: &impl ToString,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Self {
        Self::Io {
            place: place.to_string(),
            source: source.into(),
        }
    }
}

fn held_by(holder: Option<&Holder>) -> String {
    match holder {
        Some(holder) => format!("the state is locked by {holder}"),
        None => "the state is locked by another run".to_owned(),
    }
}
