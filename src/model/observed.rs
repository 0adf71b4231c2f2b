//! What the systems show, as plain values. A thing that an answer did not carry is missing here, never null.

use std::collections::{BTreeMap, BTreeSet};

use super::external::LiveExternal;
use super::id::{AssessmentId, FlowId};
use super::kind::{Kind, System};
use super::listing::{Listing, Lookup};
use super::taptalent::{CandidatesOf, ObservedAssessment, ObservedCandidate, ObservedFlow};
use super::{flowmingo, promptster};

/// What a plan needs to see. Made from manifests and state before anything is read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wants {
    /// Whether every assessment and every flow is to be read one by one.
    pub every_object: bool,
    /// Assessments to read one by one, known by id.
    pub assessments: BTreeSet<AssessmentId>,
    /// Assessments to read one by one if the list shows this title (in [`same_text`](super::same_text) form).
    pub assessment_titles: BTreeSet<String>,
    /// Assessments that only have to exist: read one by one only if the list lacks them.
    pub assessment_references: BTreeSet<AssessmentId>,
    /// Flows to read one by one, known by id.
    pub flows: BTreeSet<FlowId>,
    /// Flows to read one by one if the list shows this name, or this name followed by ` v` and a number.
    pub flow_names: BTreeSet<String>,
    /// Kinds of TapTalent that must exist of which all are needed.
    pub externals: BTreeSet<Kind>,
    /// Flows and assessments whose candidates are needed. Known only after the others are read, and read alone.
    pub candidates: BTreeSet<CandidatesOf>,
    /// Of Flowmingo.
    pub flowmingo: flowmingo::Wants,
    /// Of Promptster.
    pub promptster: promptster::Wants,
}

impl Wants {
    /// Whether nothing at all has to be read.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Everything that was read for one plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Live {
    /// When the reading began. What was written shortly before it need not be in it; `None`: nothing was.
    pub read_at: Option<jiff::Timestamp>,
    /// All assessments, without questions.
    pub assessments: Listing<ObservedAssessment>,
    /// The single reads, completed by the list's fields.
    pub assessment_details: BTreeMap<AssessmentId, Lookup<ObservedAssessment>>,
    /// All flows.
    pub flows: Listing<ObservedFlow>,
    /// The single reads, completed by the list's fields.
    pub flow_details: BTreeMap<FlowId, Lookup<ObservedFlow>>,
    /// By kind of TapTalent, all that exist; none of a kind that nobody asked for.
    pub externals: BTreeMap<Kind, Listing<LiveExternal>>,
    /// Who is in a flow, or has submitted an assessment.
    pub candidates: BTreeMap<CandidatesOf, Lookup<Listing<ObservedCandidate>>>,
    /// What was read of Flowmingo.
    pub flowmingo: flowmingo::Live,
    /// What was read of Promptster.
    pub promptster: promptster::Live,
}

impl Live {
    /// All of a kind that must exist; `None`: nobody asked for them, or the key may not read them.
    pub fn externals(&self, kind: Kind) -> Option<&Listing<LiveExternal>> {
        match kind.system() {
            System::TapTalent => self.externals.get(&kind),
            System::Flowmingo => self.flowmingo.externals.get(&kind),
            System::Promptster => None,
        }
    }

    /// Adds what was read later: who is in the objects that were read before.
    pub fn extend(&mut self, later: Self) {
        let Self {
            candidates,
            flowmingo,
            promptster,
            assessments: _,
            assessment_details: _,
            flows: _,
            flow_details: _,
            externals: _,
            read_at: _,
        } = later;
        self.candidates.extend(candidates);
        self.flowmingo.extend(flowmingo);
        self.promptster.extend(promptster);
    }
}
