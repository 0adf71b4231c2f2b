//! A model of what can befall vetform, explored to its end: the planner, the fold of the state, the journal's parser and
//! text, the intents and the decisions of a run are the real ones; only what stands between them – send, read, wait, write –
//! is played by the model, which tries all that can come of each.
//!
//! `VETFORM_PROOF=deep` explores wider bounds; it takes minutes and some gigabytes of memory.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it is surprised, and prints what it counted"
)]

mod acts;
mod befalls;
mod behaviours;
mod bounds;
mod creates;
mod generated;
mod journals;
mod journals_left;
mod kinds;
mod knows;
mod laws;
mod live;
mod memory;
mod model;
mod mutants;
mod people;
mod rules;
mod run;
mod search;
mod seen;
mod sends;
mod step;
mod store;
mod text;
mod world;
