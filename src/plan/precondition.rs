//! What a change takes for granted of live objects, so that it can be looked at once more right before it is made. Values only;
//! whoever looks is not here.

use std::collections::BTreeMap;

use super::snapshot::Snapshot;
use crate::model::taptalent::CandidatesOf;
use crate::model::{ApplicationId, Kind, ProjectId, StageId, TaskId};

/// What must still be true right before the first write of a change (law 4).
#[derive(Debug, Clone, PartialEq)]
pub enum Precondition {
    /// Nothing is sent.
    None,
    /// What is to be created is not live yet.
    Absent(Absent),
    /// The live object is as it was.
    Unmoved {
        /// Of which kind.
        kind: Kind,
        /// Which; empty where there is only one.
        id: String,
        /// How it was.
        snapshot: Snapshot,
        /// What takes its place must not be live yet.
        absent: Option<Absent>,
    },
    /// Nobody of the roster is listed there yet; who is, is left out.
    NotYetAmong {
        /// Where.
        of: CandidatesOf,
    },
    /// Nobody of the roster has a key of it yet; who has, is left out.
    NoKeyYet {
        /// Of which coding task.
        id: TaskId,
    },
    /// The applications that are moved are in the stages that they were in.
    Stages {
        /// Of which Flowmingo project.
        project: ProjectId,
        /// Where each was.
        stages: BTreeMap<ApplicationId, Option<StageId>>,
    },
}

/// No live object of a kind has a natural key, but for some.
#[derive(Debug, Clone, PartialEq)]
pub struct Absent {
    /// Of which kind.
    pub kind: Kind,
    /// The natural key.
    pub name: String,
    /// Ids that were live while planning and belong to others.
    pub known: Vec<String>,
}

impl Absent {
    pub(super) fn new<I: ToString>(kind: Kind, name: String, known: &[I]) -> Self {
        let known = known.iter().map(I::to_string).collect();
        Self { kind, name, known }
    }
}

impl Precondition {
    /// The live object is as it is now.
    pub(super) fn unmoved(kind: Kind, id: &impl ToString, snapshot: Snapshot) -> Self {
        Self::Unmoved {
            kind,
            id: id.to_string(),
            snapshot,
            absent: None,
        }
    }

    /// Whether it asks who is there already.
    pub const fn is_about_people(&self) -> bool {
        matches!(self, Self::NotYetAmong { .. } | Self::NoKeyYet { .. })
    }
}
