//! The kinds of `flowmingo/v1`.

mod reference;
mod roster;

pub(in crate::manifest) use reference::{RawInterviewSet, RawProject};
pub(in crate::manifest) use roster::{RawCandidate, RawRoster, RawRosterLifecycle};
