//! What TapTalent is to have.

use super::{Assessment, AssessmentField, Flow, FlowField, JobRef, Roster, StepTarget};
use crate::model::address::Address;
use crate::model::desired::{NoId, Spec, desired};
use crate::model::field::{text_in, text_of};
use crate::model::id::{AssessmentId, FlowId};

desired! {
    /// The part of the wanted state that is TapTalent's.
    {
        /// Voice interviews.
        assessments: Assessment,
        /// Flows of them.
        flows: Flow,
        /// Who is assigned or invited.
        rosters: Roster,
    }
}

impl Spec for Assessment {
    type Id = AssessmentId;

    fn natural_key(&self) -> Option<String> {
        text_of(&self.fields, AssessmentField::Title)
    }

    fn names(&self) -> Vec<&Address> {
        match &self.job {
            Some(JobRef::Manifest(address)) => vec![address],
            Some(JobRef::Title(_)) | None => Vec::new(),
        }
    }

    fn title(&self) -> Option<&str> {
        text_in(&self.fields, AssessmentField::Title)
    }
}

impl Spec for Flow {
    type Id = FlowId;

    fn natural_key(&self) -> Option<String> {
        text_of(&self.fields, FlowField::FlowName)
    }

    fn names(&self) -> Vec<&Address> {
        let steps = self.steps.iter().filter_map(|step| match &step.target {
            StepTarget::Manifest(address) => Some(address),
            StepTarget::Id(_) => None,
        });
        steps.collect()
    }

    fn title(&self) -> Option<&str> {
        text_in(&self.fields, FlowField::FlowName)
    }
}

impl Spec for Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        vec![self.target.address()]
    }
}
