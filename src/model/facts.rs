//! What is known of a write before it is sent, whatever its system: one struct, so that a new write says all of it, and who
//! decides something by it need not know the systems.

use super::address::Name;
use super::email::Email;
use super::kind::Kind;
use super::observed::{Live, Wants};
use super::person::PersonOutcome;
use super::route::Route;
use super::taptalent::QuestionContent;
use super::target::AnyTarget;

/// What every write says of itself.
pub trait Write {
    fn route(&self) -> Route;

    fn facts(&self) -> Facts<'_>;

    /// Whom it is about.
    fn people(&self) -> Vec<&Email> {
        Vec::new()
    }

    /// The names that it sends.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Leaves out the others of a request about several people.
    fn keep_people(&mut self, _keep: &dyn Fn(&Email) -> bool) {}

    /// Every live object that it names and that the same plan may create before.
    fn targets(&mut self) -> Vec<&mut dyn AnyTarget> {
        Vec::new()
    }

    /// See [`Operation::people_wants`](super::Operation::people_wants).
    fn people_wants(&self) -> Wants;

    /// See [`Operation::people_done`](super::Operation::people_done).
    fn people_done(&self, live: &Live) -> Vec<PersonOutcome>;
}

/// What is known of a write. The default is one that mails nobody, costs nothing, and changes nothing that reads show.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts<'a> {
    /// Whether people get, or may get, a mail by it.
    pub mails: bool,
    /// Whether the documents name `402` (credits or a quota that are used up) for it.
    pub costs: bool,
    /// What is there after it that was not.
    pub made: Made<'a>,
    /// What is otherwise after it.
    pub changed: Changed<'a>,
    /// The id of what is gone after it.
    pub removed: Option<String>,
    /// Whether a read shows if it was done. Of an invite to an assessment, or of Flowmingo, none does.
    pub is_shown: bool,
}

impl Default for Facts<'_> {
    fn default() -> Self {
        Self {
            mails: false,
            costs: false,
            made: Made::Nothing,
            changed: Changed::Nothing,
            removed: None,
            is_shown: true,
        }
    }
}

/// What a write makes.
#[derive(Debug, Clone, PartialEq)]
pub enum Made<'a> {
    Nothing,
    /// An object of this kind. `name`: what its list shows it as, in the field `key`; `None`: the system chooses one.
    Object {
        kind: Kind,
        key: &'static str,
        name: Option<String>,
    },
    Question {
        name: &'a Name,
        content: &'a QuestionContent,
    },
    /// Questions that the system writes.
    Questions,
    /// Each of its people is in something.
    Entry,
    /// Each of its people is rejected.
    Rejection,
}

/// What a write changes, as a difference of a plan names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed<'a> {
    Nothing,
    Fields(Vec<&'static str>),
    Question(&'a Name),
    /// Every difference of the change.
    Everything,
}
