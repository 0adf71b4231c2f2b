//! Who has a candidate key of a coding task (reviewers/api/assessments/generate-keys).

use crate::model::address::Address;
use crate::model::email::Email;
use crate::model::person::{Person, PersonSource};

/// What a Promptster manifest of kind Roster says.
#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    /// The Assessment manifest.
    pub assessment: Address,
    /// `orgName`: in the invite mail only, so never compared.
    pub org_name: Option<String>,
    /// Everybody, each once, in the order of the manifest and then of its file.
    pub candidates: Vec<Candidate>,
}

/// One person of a Promptster roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who it is.
    pub email: Email,
    /// `name`
    pub name: Option<String>,
    /// `revoked: true`: the person's key is taken away, and none is issued.
    pub revoked: bool,
    /// Where it is declared.
    pub source: PersonSource,
}

impl Person for Candidate {
    fn email(&self) -> &Email {
        &self.email
    }

    fn called(&self) -> Vec<&str> {
        self.name.as_deref().into_iter().collect()
    }

    fn source(&self) -> &PersonSource {
        &self.source
    }
}
