//! What Flowmingo is to have: what is authored there must exist, and is no system's alone.

use super::Roster;
use crate::model::address::Address;
use crate::model::desired::{NoId, Spec, desired};

desired! {
    /// The part of the wanted state that is Flowmingo's.
    {
        /// Who is invited.
        rosters: Roster,
    }
}

impl Spec for Roster {
    type Id = NoId;

    fn names(&self) -> Vec<&Address> {
        self.interview_set.iter().chain(&self.project).collect()
    }
}
