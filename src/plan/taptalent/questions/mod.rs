//! What must change among the questions of an assessment.
//!
//! A question is known by its record, by its text or by likeness, never by its place.

mod appeared;
mod assignment;
mod leftover;
mod order;
mod pairing;
mod rebuild;
mod reconcile;
mod scene;
mod update;
mod write;

pub(in crate::plan) use appeared::appeared_questions;
pub use reconcile::paired_questions;
pub(in crate::plan) use reconcile::plan_questions;
pub(in crate::plan) use scene::Scene;
pub(in crate::plan) use write::add_question;
