//! The reads that a look at TapTalent is made of, and what they bring.

use crate::model::taptalent::{ObservedAssessment, ObservedFlow, Wants};
use crate::model::{AssessmentId, FlowId, Listing, LiveExternal, Lookup};

/// One single read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Detail {
    Assessment(AssessmentId),
    Flow(FlowId),
}

impl Detail {
    /// Those whose ids are known without a list.
    pub(super) fn known(wants: &Wants) -> impl Iterator<Item = Self> {
        let assessments = wants.assessments.iter().cloned();
        let flows = wants.flows.iter().cloned();
        let assessments = assessments.map(Self::Assessment);
        assessments.chain(flows.map(Self::Flow))
    }
}

/// What one of the reads brought.
pub(super) enum News {
    Assessments(Listing<ObservedAssessment>),
    Flows(Listing<ObservedFlow>),
    Jobs(Listing<LiveExternal>),
    Assessment(AssessmentId, Lookup<ObservedAssessment>),
    Flow(FlowId, Lookup<ObservedFlow>),
    /// What was to be read ahead was not sent after all.
    Unsent(Detail),
}
