//! What goes wrong, and when: the rules, their file, and their counting. Carrying a fault out is `exchange`.

mod due;
mod file;
mod rule;

pub(in crate::sandbox) use due::Faults;
pub use file::faults_from_json;
pub use rule::{Fault, FaultRule, Match};
