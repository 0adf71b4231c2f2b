//! One thing that somebody did in a web app, as values. How it is worded is the renderers' work.

use jiff::Timestamp;
use serde_json::Value;

use crate::diagnostic::Code;
use crate::model::{Address, Email, PersonSource};

/// What was done in the web apps since the last apply.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drift {
    /// When the reading began.
    pub read_at: Option<Timestamp>,
    /// What is about one resource stands together.
    pub sentences: Vec<DriftSentence>,
}

/// One thing that was done there.
#[derive(Debug, Clone, PartialEq)]
pub struct DriftSentence {
    /// Of which resource.
    pub address: Address,
    /// What the system calls it, or called it.
    pub title: Option<String>,
    /// The id of the live object, if there is one.
    pub id: Option<String>,
    /// What was done.
    pub what: DriftWhat,
    /// What it was done to.
    pub part: DriftPart,
    /// `spec.title`, as in a plan.
    pub path: String,
    /// When, if the system tells.
    pub when: Option<DriftTime>,
    /// What it was: what was applied last. `None`: nothing, or not known, since the state holds no values.
    pub from: Option<Value>,
    /// What it is live; `None`: nothing.
    pub to: Option<Value>,
    /// What the manifest says, if that was edited as well.
    pub declared: Option<Value>,
    /// Where the manifest says it.
    pub source: Option<PersonSource>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftWhat {
    Changed,
    Added,
    Deleted,
    /// In words, where the plan knows no more than them.
    Told {
        code: Code,
        message: String,
        help: Option<String>,
    },
}

impl DriftWhat {
    /// The word in JSON.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Deleted => "deleted",
            Self::Told { .. } => "told",
        }
    }
}

/// What something was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftPart {
    Object,
    /// A field of the object, by the manifest's name.
    Field(String),
    /// A question, by the manifest's name, or else by the system's id.
    Question {
        label: String,
        is_managed: bool,
    },
    /// Another field of a question.
    QuestionField {
        label: String,
        field: String,
    },
    /// A step, from 1.
    Step(usize),
    StepField {
        step: usize,
        field: String,
    },
    /// The stage that a person is in.
    Stage(Email),
    /// What the system has of a person.
    Person(Email),
}

/// When the system says that an object was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriftTime {
    pub at: Timestamp,
    /// Several changes of the object were found: this is when the last of them was made.
    pub is_of_the_last: bool,
}
