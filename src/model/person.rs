//! Where a person in a roster stands: in the manifest itself, or in a row of the file that it names.

use std::fmt;
use std::sync::Arc;

use camino::Utf8Path;

use super::email::Email;
use super::origin::SourcePath;

/// Where a person is declared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonSource {
    /// In the manifest.
    Manifest(SourcePath),
    /// In a file that the manifest names under `from`.
    Row {
        /// The file, relative to the project's folder, with `/` between its parts.
        file: Arc<Utf8Path>,
        /// The line that the row begins in, from 1.
        line: u64,
    },
}

/// One candidate of a roster, of whatever system.
pub trait Person {
    /// Who it is.
    fn email(&self) -> &Email;

    /// What the person is called, as far as that is declared.
    fn called(&self) -> Vec<&str>;

    /// Where it is declared.
    fn source(&self) -> &PersonSource;
}

/// What an answer told of one person in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonOutcome {
    /// [`Email::canonical`] of whom it is about.
    pub who: Email,
    /// What became of it.
    pub result: PersonResult,
}

impl PersonOutcome {
    /// Who is in.
    pub fn entered(who: &Email, id: Option<String>) -> Self {
        Self {
            who: who.clone(),
            result: PersonResult::Entered(PersonIds { id, talent: None }),
        }
    }
}

/// What became of one person in a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonResult {
    /// Is in.
    Entered(PersonIds),
    /// Is in and may have been mailed, so that nothing may be sent again; something beside it went wrong.
    EnteredBut {
        /// Of what was made.
        ids: PersonIds,
        /// The system's own words.
        words: String,
    },
    /// Is not in, and may be written to again.
    Refused {
        /// The system's own words.
        words: String,
        /// Something of the person was made all the same, of which nobody was told: a submission without its mail.
        leaves_a_trace: bool,
    },
}

/// Ids that a system gave what it made for a person. Each may be missing in an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonIds {
    /// The invite, flow candidate, submission or candidate key.
    pub id: Option<String>,
    /// The person, where the system has an id for that (`tal_candidate_id`).
    pub talent: Option<String>,
}

/// What happens to a person, in words of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonAction {
    /// Is invited or assigned, and gets a mail.
    Invite,
    /// Is entered without a mail (`sendInvite: false`).
    Register,
    /// Is put into a stage of a pipeline for the first time.
    Enter {
        /// The stage's name.
        stage: String,
    },
    /// Moves from one stage to another.
    Move {
        /// The stage's name that is live, if it is known.
        from: Option<String>,
        /// The stage's name that is wanted.
        to: String,
    },
    /// Is rejected, which may mail.
    Reject,
    /// Loses the candidate key.
    Revoke,
}

impl PersonAction {
    /// The word in plans.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Register => "register",
            Self::Enter { .. } => "enter",
            Self::Move { .. } => "move",
            Self::Reject => "reject",
            Self::Revoke => "revoke",
        }
    }
}

impl fmt::Display for PersonAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
