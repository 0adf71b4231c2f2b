//! The plan itself, as values.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::precondition::Precondition;
use crate::diagnostic::Code;
use crate::model::{
    Address, Email, Name, Operation, PersonAction, PersonSource, SourcePath, System, Written,
};
use crate::state::{Delta, Fingerprint, RecordChange};

/// Everything that apply would do, everything that stands in the way, and everything worth saying.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// In order of dependency, then of address.
    pub changes: Vec<Change>,
    /// While there is one, apply sends nothing.
    pub blocked: Vec<Blocked>,
    /// What differs where something blocks, or where a new version takes the place of a flow: shown by
    /// [`Plan::only_drift`], never carried out, so without calls. Their records are true all the same.
    pub obstructed: Vec<Change>,
    /// What people should know.
    pub notes: Vec<Note>,
    /// What people should know of the run as a whole; no part of what differs.
    pub remarks: Vec<Remark>,
    /// Resources with nothing to do.
    pub unchanged: Vec<Address>,
    /// What to remember without any call: new names, values that already are as declared.
    pub records: Vec<Delta>,
    /// Whose the systems are, where the reads tell: a state that does not know it yet remembers it.
    pub companies: BTreeMap<System, String>,
    /// What the Flowmingo key may do, if anything of Flowmingo is planned.
    pub flowmingo_scopes: Option<BTreeSet<String>>,
}

/// What happens to one resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which.
    pub address: Address,
    /// What, in one word.
    pub action: Action,
    /// The id of the live object, if there is one.
    pub id: Option<String>,
    /// The fields that differ.
    pub fields: Vec<FieldChange>,
    /// The writes, one after the other.
    pub calls: Vec<PlannedCall>,
    /// Resources whose changes must be done before.
    pub requires: Vec<Address>,
    /// What must still be true right before the first write.
    pub precondition: Precondition,
    /// What to remember before the first write: which live object it is.
    pub records: Vec<RecordChange>,
    /// Candidates who are already inside, or have taken it. `None`: no read tells, which is not nobody.
    pub candidates: Option<u64>,
    /// Of a roster: what happens to whom.
    pub people: Vec<PersonChange>,
    /// Where candidates take the live object, if the system tells.
    pub url: Option<String>,
    /// When somebody else has last changed the live object since it was written from here, if the system tells.
    pub edited_at: Option<Timestamp>,
}

impl Change {
    /// Whether everything it does can be undone by another apply.
    pub fn is_reversible(&self) -> bool {
        self.calls.iter().all(|call| call.irreversible.is_none())
    }

    /// What differs and is not to be carried out.
    pub(super) fn obstructed(self) -> Self {
        Self {
            calls: Vec::new(),
            requires: Vec::new(),
            precondition: Precondition::None,
            ..self
        }
    }

    /// Whether some of it waits for `--send-invites`.
    pub fn mails(&self) -> bool {
        self.calls.iter().any(PlannedCall::needs_consent)
    }

    /// Whether it sends anything. A mere adoption does not.
    pub const fn is_pending(&self) -> bool {
        !self.calls.is_empty()
    }
}

/// What happens to a resource, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// A new live object.
    Create,
    /// Changes of a live object.
    Update,
    /// A new live object takes the place of the old one.
    Replace,
    /// A live object is taken over by its natural key or a pin.
    Adopt,
    /// The manifest has a new name, and the live object stays; or people of a roster are put into stages, and nobody is
    /// entered.
    Move,
    /// A live object goes.
    Delete,
    /// People are invited or entered, and whatever else.
    Invite,
}

impl Action {
    /// The word in JSON and in text.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Replace => "replace",
            Self::Adopt => "adopt",
            Self::Move => "move",
            Self::Delete => "delete",
            Self::Invite => "invite",
        }
    }

    /// What to call what happens to people of a roster: what matters most. Rejections and revocations alone are an
    /// [`Update`](Self::Update).
    pub(super) fn of_people(people: &[PersonChange]) -> Self {
        let one = |person: &PersonChange| match person.action {
            PersonAction::Invite | PersonAction::Register => (0, Self::Invite),
            PersonAction::Enter { .. } | PersonAction::Move { .. } => (1, Self::Move),
            PersonAction::Reject | PersonAction::Revoke => (2, Self::Update),
        };
        let first = people.iter().map(one).min();
        first.map_or(Self::Invite, |(_, action)| action)
    }
}

/// What happens to one person of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonChange {
    /// Who; shown masked.
    pub who: Email,
    /// What.
    pub action: PersonAction,
    /// Who moved: the manifest or the live object.
    pub cause: Cause,
    /// Where the person is declared.
    pub source: PersonSource,
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// `spec.title`, `spec.questions[name]`, `spec.steps[2].passThreshold`
    pub path: String,
    /// What is live; `None`: nothing, or not readable (then the cause says so).
    pub before: Option<serde_json::Value>,
    /// What is wanted; `None`: nothing.
    pub after: Option<serde_json::Value>,
    /// Who moved.
    pub cause: Cause,
    /// Where the manifest says so.
    pub source: Option<SourcePath>,
}

/// Who moved: the manifest, the live object, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// A write-only value that no record covers.
    Unverifiable,
    /// No record of a last apply.
    Unrecorded,
    /// The manifest changed since the last apply.
    Edited,
    /// The live object changed since the last apply.
    Drifted,
    /// Both changed.
    Conflict,
}

impl Cause {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unverifiable => "unverifiable",
            Self::Unrecorded => "unrecorded",
            Self::Edited => "edited",
            Self::Drifted => "drifted",
            Self::Conflict => "conflict",
        }
    }

    /// Whether the live object was changed, whatever became of the manifest.
    pub(super) const fn is_of_the_web_app(self) -> bool {
        matches!(self, Self::Drifted | Self::Conflict)
    }

    /// What to do first about a difference that no write can make up for: whoever changed it in the web app is not to be
    /// undone unasked.
    pub(super) const fn way_back(self) -> &'static str {
        match self {
            Self::Drifted => "take in what was changed in the web app with `vetform pull --write`",
            Self::Conflict => "take what is live with `vetform pull --write --take-live`",
            Self::Unverifiable | Self::Unrecorded | Self::Edited => "revert the manifest",
        }
    }

    /// The cause of a difference that is made of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self.min(other), self.max(other)) {
            (Self::Edited, Self::Drifted) => Self::Conflict,
            (_, stronger) => stronger,
        }
    }
}

/// One write of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedCall {
    /// The write.
    pub operation: Operation,
    /// What to remember when it has succeeded.
    pub remember: Vec<Remember>,
    /// Why it cannot be undone, if so.
    pub irreversible: Option<Irreversible>,
    /// Whether it can only be sent after a call of the same change that mails people.
    pub follows_mail: bool,
}

/// Why a write cannot be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Irreversible {
    /// The API has no way to delete the created object.
    Creation,
    /// A flow step can be appended but never changed, moved or removed.
    AppendedStep,
    /// A deleted question can be added again, but as another one, and the answers to it stay with the old.
    DeletedQuestion,
    /// A mail cannot be called back.
    Mail,
    /// A deleted Promptster assessment and its candidate keys do not come back.
    Deletion,
    /// A revoked candidate key does not come back.
    Revocation,
    /// The system adds questions of its own, and takes credits for it.
    Generation,
    /// A person who was entered cannot be taken out again.
    Entry,
}

/// What to remember of a write that succeeded.
#[derive(Debug, Clone, PartialEq)]
pub enum Remember {
    /// A fact that is complete already.
    Fact(RecordChange),
    /// The id that the answer told is the resource's.
    CreatedResource,
    /// The id that the answer told is this question's.
    CreatedQuestion {
        /// The manifest's name.
        name: Name,
        /// What was sent.
        fields: BTreeMap<String, Fingerprint>,
    },
    /// The id that the answer told is a new version of the flow.
    CreatedVersion {
        /// Its number.
        version: u32,
    },
}

impl Remember {
    /// The fact, once the answer is known. `None` if the answer told no id of the right sort.
    pub fn resolve(&self, written: &Written) -> Option<RecordChange> {
        let id = match written {
            Written::Object(id) => id.as_str(),
            Written::Question(id) => id.as_str(),
            Written::People(_) | Written::Nothing => "",
        };
        let id = (!id.is_empty()).then(|| id.to_owned());
        Some(match self {
            Self::Fact(change) => change.clone(),
            Self::CreatedResource => RecordChange::Identify {
                id: id?,
                adopted: false,
            },
            Self::CreatedQuestion { name, fields } => RecordChange::Question {
                name: name.clone(),
                id: id?,
                adopted: false,
                fields: fields.clone(),
            },
            Self::CreatedVersion { version } => RecordChange::NewVersion {
                id: id?,
                version: *version,
            },
        })
    }
}

/// A wanted change that cannot be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocked {
    /// Of which resource.
    pub address: Address,
    /// Which sort of obstacle.
    pub code: Code,
    /// What stands in the way.
    pub message: String,
    /// The ways out.
    pub help: String,
    /// The manifest line that wants it.
    pub source: Option<SourcePath>,
    /// For flows: live steps beside wanted ones.
    pub steps: Vec<StepLine>,
}

/// One row of a step diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLine {
    /// Which step, from 1.
    pub number: usize,
    /// What is live there, if anything.
    pub live: Option<String>,
    /// What the manifest wants there, if anything.
    pub wanted: Option<String>,
    /// What that means.
    pub verdict: StepVerdict,
}

/// What a row of a step diff means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepVerdict {
    /// The same.
    Same,
    /// Only the threshold differs, which may change.
    Threshold,
    /// New at the end, which is possible.
    Appended,
    /// Not possible.
    Impossible,
}

/// Something worth knowing that is about no resource: where the configuration is from, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Which sort.
    pub code: Code,
    /// How much it matters.
    pub severity: NoteSeverity,
    /// What.
    pub message: String,
}

/// Something worth saying that stops nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Of which resource.
    pub address: Address,
    /// Which sort.
    pub code: Code,
    /// How much it matters.
    pub severity: NoteSeverity,
    /// What.
    pub message: String,
}

/// How much a note matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteSeverity {
    /// Look at it before you apply.
    Warning,
    /// Good to know.
    Info,
}

impl NoteSeverity {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}
