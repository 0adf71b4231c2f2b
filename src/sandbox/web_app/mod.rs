//! What somebody does in the systems' own pages: edits past the API and its rules, and a look at everything.
//!
//! For tests and for people who want to see drift. The constraints of the store hold; no other rule does.

mod assessments;
mod door;
mod edit;
mod flows;
mod state;

use std::fmt::Display;

pub(super) use door::answer;

use super::SandboxError;
use super::store::{Database, Job, table};

/// Edits of a sandbox's data. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct WebApp<'s> {
    database: &'s Database,
}

impl<'s> WebApp<'s> {
    pub(super) const fn new(database: &'s Database) -> Self {
        Self { database }
    }

    /// Adds an active job and gives its id.
    pub fn add_job(&self, title: &str) -> Result<i64, SandboxError> {
        let job = Job {
            id: 0,
            title: title.to_owned(),
            description: String::new(),
            city: "Berlin".to_owned(),
            state: "Berlin".to_owned(),
            country: "Germany".to_owned(),
            status: "ACTIVE".to_owned(),
            work_mode: "ONSITE".to_owned(),
            created_at: jiff::Timestamp::now().as_second(),
        };
        self.database
            .write(|connection| Ok(table::taptalent::jobs::insert(connection, &job)?))
    }

    /// Sets how many assessments can still be created.
    pub fn set_credits(&self, credits: u32) -> Result<(), SandboxError> {
        self.database
            .write(|connection| Ok(table::taptalent::company::set_credits(connection, credits)?))
    }

    /// Everything there is, write-only fields included; the shape is that of `GET /__state`.
    pub fn state(&self) -> Result<serde_json::Value, SandboxError> {
        self.database
            .read(|connection| Ok(state::dump(connection)?))
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
