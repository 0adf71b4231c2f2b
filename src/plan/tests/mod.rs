//! The planner's laws, on worlds in memory.
//!
//! A [`World`](world::World) holds the manifests, the live objects and the state. A test declares something, lets it be
//! applied, moves one thing, and compares the plan as people see it. Every plan that is looked at is also carried out,
//! on an [`Api`](api::Api) that refuses what the documents forbid, and planned again: the second plan must be empty
//! (law 5). [`properties`] does the same to worlds that nobody thought of.

mod api;
mod edits;
mod sketch;
mod world;
mod writes;

mod conflicts;
mod dropped_questions;
mod events;
mod fairness;
mod fields;
mod flow_fields;
mod flow_steps;
mod forgetting;
mod identity;
mod killed_runs;
mod new_versions;
mod order;
mod properties;
mod questions;
mod step_targets;
mod taken_in;
mod targets;
mod unread_fields;
mod unread_questions;
mod unread_steps;
