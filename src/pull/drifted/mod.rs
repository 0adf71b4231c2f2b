//! What drifted, as edits of the manifests that say otherwise.

mod field;
mod flow_name;
mod flowmingo;
mod order;
mod questions;
mod scene;
mod steps;

pub use field::Conflicts;
pub use scene::{Conflict, Drifted, ManifestEdits, Scene, drifted};
