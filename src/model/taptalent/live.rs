//! What a plan needs to see of TapTalent, and what was read of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{CandidatesOf, ObservedAssessment, ObservedCandidate, ObservedFlow};
use crate::model::external::LiveExternal;
use crate::model::id::{AssessmentId, FlowId};
use crate::model::kind::Kind;
use crate::model::listing::{Listing, Lookup};

/// What a plan needs to see of TapTalent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Whether every assessment and every flow is to be read one by one.
    pub every_object: bool,
    /// Assessments to read one by one, known by id.
    pub assessments: BTreeSet<AssessmentId>,
    /// Assessments to read one by one if the list shows this title (in [`same_text`](crate::model::same_text) form).
    pub assessment_titles: BTreeSet<String>,
    /// Assessments that only have to exist: read one by one only if the list lacks them.
    pub assessment_references: BTreeSet<AssessmentId>,
    /// Flows to read one by one, known by id.
    pub flows: BTreeSet<FlowId>,
    /// Flows to read one by one if the list shows this name, or this name followed by ` v` and a number.
    pub flow_names: BTreeSet<String>,
    /// Kinds that must exist of which all are needed.
    pub externals: BTreeSet<Kind>,
    /// Flows and assessments whose candidates are needed. Known only after the others are read, and read alone.
    pub candidates: BTreeSet<CandidatesOf>,
}

impl Wants {
    /// Whether nothing has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What was read of TapTalent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// All assessments, without questions.
    pub assessments: Listing<ObservedAssessment>,
    /// The single reads, completed by the list's fields.
    pub assessment_details: BTreeMap<AssessmentId, Lookup<ObservedAssessment>>,
    /// All flows.
    pub flows: Listing<ObservedFlow>,
    /// The single reads, completed by the list's fields.
    pub flow_details: BTreeMap<FlowId, Lookup<ObservedFlow>>,
    /// By kind, all that exist; none of a kind that nobody asked for.
    pub externals: BTreeMap<Kind, Listing<LiveExternal>>,
    /// Who is in a flow, or has submitted an assessment.
    pub candidates: BTreeMap<CandidatesOf, Lookup<Listing<ObservedCandidate>>>,
}

impl Live {
    /// Adds what was read later: who is in the objects that were read before.
    pub(in crate::model) fn extend(&mut self, later: Self) {
        let Self {
            candidates,
            assessments: _,
            assessment_details: _,
            flows: _,
            flow_details: _,
            externals: _,
        } = later;
        self.candidates.extend(candidates);
    }
}
