//! What drifted, as edits of the manifests that say otherwise.

mod field;
mod flow_name;
mod order;
mod project;
mod questions;
mod scene;
mod steps;

pub use scene::{Drifted, ManifestEdits, Scene, drifted};
