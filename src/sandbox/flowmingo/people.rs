//! The people and their invitations. No endpoint reads them; the people's ids stand in submissions and
//! applications.

use rusqlite::Connection;

use super::super::kind::record;
use super::super::store::{Object, ids, object};

record! {
    /// A person.
    pub(in crate::sandbox) struct Candidate with {
        id "id": String;
        email "email": Option<String>;
        firstname "firstname": Option<String>;
        lastname "lastname": Option<String>;
    }
}

object!(Candidate, "flowmingo", "candidate", by ids::uuid, {
    fn name(&self) -> String {
        self.email
            .as_deref()
            .unwrap_or_default()
            .to_ascii_lowercase()
    }
});

record! {
    /// An invitation.
    pub(in crate::sandbox) struct Invitation with {
        id "id": String;
        candidate_id "candidateId": String;
        /// The interview set or the project.
        target_id "targetId": String;
        email "email": String;
        message "message": Option<String>;
    }
}

object!(Invitation, "flowmingo", "invitation", by ids::uuid);

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
        self.create(connection)
    }
}
