//! The kinds of Flowmingo.

mod roster;

pub(in crate::manifest) use roster::roster;
