//! The manifests as a picture: which flow leads through which assessments, and which questions are shared.
//!
//! [`graph`] turns the wanted state into boxes and lines – the one place to teach it a new kind – and the formats
//! know nothing of kinds.

mod boxes;
mod build;
mod dot;
mod mermaid;
mod svg;

pub use boxes::Graph;
pub use build::graph;
pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::svg;

#[cfg(test)]
mod tests;
