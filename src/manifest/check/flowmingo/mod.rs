//! The kinds of Flowmingo.

mod reference;
mod roster;

pub(in crate::manifest) use reference::{interview_set, project};
pub(in crate::manifest) use roster::roster;
