//! What Promptster is to have.

use super::natural_key::natural_key;
use super::{Assessment, AssessmentField, Branding, Roster};
use crate::model::address::Address;
use crate::model::desired::{NoId, Spec, desired};
use crate::model::field::text_in;
use crate::model::id::TaskId;

desired! {
    /// The part of the wanted state that is Promptster's.
    {
        /// Coding tasks.
        assessments: Assessment,
        /// Who has candidate keys.
        rosters: Roster,
        /// The branding; checked to be one at most.
        branding: Branding,
    }
}

impl Spec for Assessment {
    type Id = TaskId;

    fn natural_key(&self) -> Option<String> {
        Some(natural_key(&self.fields))
    }

    fn title(&self) -> Option<&str> {
        text_in(&self.fields, AssessmentField::Title)
    }
}

impl Spec for Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        vec![&self.assessment]
    }
}

impl Spec for Branding {
    type Id = NoId;
}
