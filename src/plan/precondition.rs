//! What a change takes for granted of live objects, so that it can be looked at once more right before it is made. Values only;
//! whoever looks is not here.

use std::collections::BTreeMap;

use super::snapshot::Snapshot;
use crate::model::taptalent::CandidatesOf;
use crate::model::{ApplicationId, AssessmentId, FlowId, ProjectId, StageId, TaskId};

/// What must still be true right before the first write of a change (law 4).
#[derive(Debug, Clone, PartialEq)]
pub enum Precondition {
    /// Nothing is sent.
    None,
    /// No live assessment has this title, but for those with these ids.
    NoAssessmentTitled {
        /// The title.
        title: String,
        /// Ids that were live while planning and belong to others.
        known: Vec<AssessmentId>,
    },
    /// No live flow has this name, but for those with these ids.
    NoFlowNamed {
        /// The name.
        name: String,
        /// Ids that were live while planning and belong to others.
        known: Vec<FlowId>,
    },
    /// The live assessment is as it was.
    Assessment {
        /// Which.
        id: AssessmentId,
        /// How it was.
        snapshot: Snapshot,
    },
    /// The live flow is as it was.
    Flow {
        /// Which.
        id: FlowId,
        /// How it was.
        snapshot: Snapshot,
        /// The name of a new version that must not be there yet.
        absent_name: Option<String>,
    },
    /// Nobody of the roster is listed there yet; who is, is left out.
    NotYetAmong {
        /// Where.
        of: CandidatesOf,
    },
    /// Nobody of the roster has a key of it yet; who has, is left out.
    NoKeyYet {
        /// Of which Promptster assessment.
        id: TaskId,
    },
    /// No live Promptster assessment has this natural key, but for those with these ids.
    NoTaskLike {
        /// Title and role.
        key: String,
        /// Ids that were live while planning and belong to others.
        known: Vec<TaskId>,
    },
    /// The live Promptster assessment is as it was, keys too, and the one that takes its place is not there yet.
    Task {
        /// Which.
        id: TaskId,
        /// How it was.
        snapshot: Snapshot,
        /// Natural key of the new one.
        absent: String,
        /// Ids that had that key while planning.
        known: Vec<TaskId>,
    },
    /// The live Promptster assessment that is to be deleted is as it was, keys too.
    TaskStillThere {
        /// Which.
        id: TaskId,
        /// How it was.
        snapshot: Snapshot,
    },
    /// The live branding is as it was.
    Branding {
        /// How it was.
        snapshot: Snapshot,
    },
    /// The applications that are moved are in the stages that they were in.
    Stages {
        /// Of which Flowmingo project.
        project: ProjectId,
        /// Where each was.
        stages: BTreeMap<ApplicationId, Option<StageId>>,
    },
}

impl Precondition {
    /// Whether it asks who is there already.
    pub const fn is_about_people(&self) -> bool {
        matches!(self, Self::NotYetAmong { .. } | Self::NoKeyYet { .. })
    }
}
