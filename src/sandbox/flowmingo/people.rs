//! The people and their invitations. No endpoint reads them; the people's ids stand in submissions and
//! applications.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::store::{Object, ids, object};

/// A person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::sandbox) struct Candidate {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) email: Option<String>,
    pub(in crate::sandbox) firstname: Option<String>,
    pub(in crate::sandbox) lastname: Option<String>,
}

object!(Candidate, "flowmingo", "candidate", {
    fn name(&self) -> String {
        self.email
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase()
    }
});

/// An invitation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Invitation {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) candidate_id: String,
    /// The interview set or the project.
    pub(in crate::sandbox) target_id: String,
    pub(in crate::sandbox) email: String,
    pub(in crate::sandbox) message: Option<String>,
}

object!(Invitation, "flowmingo", "invitation");

impl Candidate {
    /// The stored person with this one's address, capitals aside; this one if there is none, and always
    /// without an address.
    pub(in crate::sandbox) fn known_or_new(
        self,
        connection: &Connection,
    ) -> rusqlite::Result<Self> {
        let name = self.name();
        if !name.is_empty()
            && let Some(known) = Self::named(&name).first(connection)?
        {
            return Ok(known);
        }
        let new = Self {
            id: ids::uuid(connection)?,
            ..self
        };
        new.insert(connection)?;
        Ok(new)
    }
}
