//! The kinds of `flowmingo/v1`.

mod roster;

pub(in crate::manifest) use roster::{RawCandidate, RawRoster, RawRosterLifecycle};
