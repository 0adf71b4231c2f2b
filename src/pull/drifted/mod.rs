//! What drifted, as edits of the manifests that say otherwise.

mod deleted;
mod external;
mod field;
mod flow_name;
mod order;
mod questions;
mod scene;
mod steps;

pub use deleted::Gone;
pub use field::Conflicts;
pub use scene::{Conflict, Drifted, ManifestEdits, Scene, drifted};
