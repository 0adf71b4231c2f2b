//! What was changed in the systems' web apps since the last apply: of a plan only that, and told backwards, as sentences of
//! the past. Pure; nothing of it is to be carried out.

mod objects;
mod only;
mod parts;
mod people;
mod sentence;
mod tell;

pub(super) use only::is_doubt;
pub use sentence::{Drift, DriftPart, DriftSentence, DriftTime, DriftWhat};
pub use tell::drift;
