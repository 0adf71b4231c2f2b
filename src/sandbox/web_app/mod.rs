//! What somebody does in the systems' own pages: edits past the API and its rules, and a look at everything.
//!
//! For tests and for people who want to see drift. The constraints of the store hold; no other rule does.

mod door;
mod edits;
mod flowmingo;
mod promptster;
mod taptalent;

use std::fmt::Display;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

pub(super) use door::answer;
pub use flowmingo::FlowmingoApp;
pub use promptster::PromptsterApp;

use super::SandboxError;
use super::mails::Mail;
use super::store::{Database, Object};
use super::system::System;
use edits::EditError;

/// Edits of a sandbox's data; its own methods are those of TapTalent. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct WebApp<'s>(&'s Database);

impl<'s> WebApp<'s> {
    pub(super) const fn new(database: &'s Database) -> Self {
        Self(database)
    }

    /// Flowmingo's pages.
    pub const fn flowmingo(self) -> FlowmingoApp<'s> {
        FlowmingoApp(self.0)
    }

    /// Promptster's dashboard.
    pub const fn promptster(self) -> PromptsterApp<'s> {
        PromptsterApp(self.0)
    }

    /// Everything there is, in the order of creation, for people and for comparing two runs: an object is shown as it is
    /// stored, write-only fields and mails included, but for a few fields. TapTalent's data stands at the top, where it was
    /// before there were others. The shape is that of `GET /__state`, which has the requests in `received` beside.
    pub fn state(&self) -> Result<Value, SandboxError> {
        self.0.write(|connection| {
            let mut all = taptalent::state(connection)?;
            all["flowmingo"] = flowmingo::state(connection)?;
            all["promptster"] = promptster::state(connection)?;
            Ok(all)
        })
    }

    /// How many mails went out.
    ///
    /// # Errors
    /// [`SandboxError::Database`]
    pub fn mails(&self) -> Result<usize, SandboxError> {
        let count = self.0.read(|connection| Mail::all().count(connection));
        let count: i64 = count.map_err(SandboxError::from)?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Applies an edit; without a system TapTalent is meant.
    fn edit(self, mut edit: Value) -> Result<Value, EditError> {
        let system = edit
            .as_object_mut()
            .and_then(|object| object.shift_remove("system"))
            .map_or(Ok(System::Taptalent), serde_json::from_value)?;
        match system {
            System::Taptalent => self.apply(edit),
            System::Flowmingo => self.flowmingo().apply(edit),
            System::Promptster => self.promptster().apply(edit),
        }
    }
}

/// Sets what a change names.
fn change<T: Object>(
    database: &Database,
    id: impl Display + Copy,
    change: &impl Serialize,
) -> Result<(), SandboxError> {
    database.write(|connection| known::<T>(T::change(connection, id, change)?, id))
}

/// Deletes an object.
fn delete<T: Object>(database: &Database, id: impl Display + Copy) -> Result<(), SandboxError> {
    database.write(|connection| known::<T>(T::delete(connection, id)?, id))
}

/// Turns "there is none" into an error.
fn found<T: Object>(object: Option<T>, id: impl Display) -> Result<T, SandboxError> {
    object.ok_or_else(|| SandboxError::Unknown {
        kind: T::KIND,
        id: id.to_string(),
    })
}

/// The same where it is known only whether there is one.
fn known<T: Object>(is_there: bool, id: impl Display) -> Result<(), SandboxError> {
    if is_there {
        return Ok(());
    }
    found::<T>(None, id).map(|_| ())
}

/// The same for the parent of what is to be added.
fn require<T: Object>(
    connection: &Connection,
    id: impl Display + Copy,
) -> Result<(), SandboxError> {
    known::<T>(T::exists(connection, id)?, id)
}

fn text(object: &Value, name: &str) -> String {
    object[name].as_str().unwrap_or_default().to_owned()
}
