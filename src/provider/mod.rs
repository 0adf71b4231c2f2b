//! The systems: one HTTP transport, then a folder a system with its wire types, its reader and its writer, and one front
//! for all of them.
//!
//! Knows `model` only. Decides nothing about what must change: it says truthfully what is there, and truthfully what
//! became of a write. Wire formats stay in here.

pub mod flowmingo;
mod front;
#[cfg(feature = "fuzzing")]
pub mod fuzzed;
pub mod http;
mod listing;
pub mod promptster;
pub mod taptalent;
mod wire;

pub use front::{Readers, Writers, transport_options};
