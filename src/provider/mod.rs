//! The systems: one HTTP transport, then a folder a system with its wire types, its reader and its writer.
//!
//! Knows `model` only. Decides nothing about what must change: it says truthfully what is there, and truthfully what
//! became of a write. Wire formats stay in here.

pub mod http;
pub mod taptalent;
