//! Who is invited to an interview set or into a project.

use crate::model::address::Address;
use crate::model::email::Email;
use crate::model::person::{Person, PersonSource};

/// What a Flowmingo manifest of kind Roster says.
#[derive(Debug, Clone, PartialEq)]
pub struct Roster {
    /// The `InterviewSet` manifest. At least one of set and project is given.
    pub interview_set: Option<Address>,
    /// The Project manifest.
    pub project: Option<Address>,
    /// `jobPost`: a title among the project's.
    pub job_post: Option<String>,
    /// `sendInvite`: whether people are mailed.
    pub send_invite: bool,
    /// `invitationMessage`: HTML, 10 to 5000 characters.
    pub invitation_message: Option<String>,
    /// `lifecycle.unknownSubmissions: ignore`: submissions that no state knows are surely other people's.
    pub ignores_unknown_submissions: bool,
    /// Everybody, each once, in the order of the manifest and then of its file.
    pub candidates: Vec<Candidate>,
}

/// One person of a Flowmingo roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who it is.
    pub email: Email,
    /// `firstname`
    pub firstname: Option<String>,
    /// `lastname`
    pub lastname: Option<String>,
    /// `cvLink`: https.
    pub cv_link: Option<String>,
    /// `atsCandidateId`: ours, echoed in the invite's answer only.
    pub ats_candidate_id: Option<String>,
    /// `stage`: the name of a stage of the project. `None`: not managed.
    pub stage: Option<String>,
    /// `rejected: true`
    pub rejected: bool,
    /// Where it is declared.
    pub source: PersonSource,
}

impl Person for Candidate {
    fn email(&self) -> &Email {
        &self.email
    }

    fn called(&self) -> Vec<&str> {
        [self.firstname.as_deref(), self.lastname.as_deref()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn source(&self) -> &PersonSource {
        &self.source
    }
}
