//! What somebody does in the systems' own pages: edits past the API and its rules, and a look at everything.
//!
//! For tests and for people who want to see drift. The constraints of the store hold; no other rule does.

mod door;
mod edit;
mod flowmingo;
mod promptster;
mod state;
mod taptalent;

use std::fmt::Display;

pub(super) use door::answer;
pub use flowmingo::FlowmingoApp;
pub use promptster::PromptsterApp;

use super::SandboxError;
use super::store::Database;

/// Edits of a sandbox's data; its own methods are those of TapTalent. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct WebApp<'s> {
    database: &'s Database,
}

impl<'s> WebApp<'s> {
    pub(super) const fn new(database: &'s Database) -> Self {
        Self { database }
    }

    /// Flowmingo's pages.
    pub const fn flowmingo(self) -> FlowmingoApp<'s> {
        FlowmingoApp(self.database)
    }

    /// Promptster's dashboard.
    pub const fn promptster(self) -> PromptsterApp<'s> {
        PromptsterApp(self.database)
    }

    /// Everything there is, write-only fields and mails included; the shape is that of `GET /__state`, which
    /// has the requests in `received` beside.
    pub fn state(&self) -> Result<serde_json::Value, SandboxError> {
        self.database
            .write(|connection| Ok(state::dump(connection)?))
    }
}

/// Turns "nothing was changed" into an error.
fn known(found: bool, kind: &'static str, id: &dyn Display) -> Result<(), SandboxError> {
    if found {
        Ok(())
    } else {
        Err(SandboxError::Unknown {
            kind,
            id: id.to_string(),
        })
    }
}
