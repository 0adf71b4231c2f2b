//! YAML text to values, twice: [`quick`] for files without fault, [`Tree`] for places, for faults, and for text that
//! only looks like a number. Both feed the same raw types. Knows nothing of kinds or fields.

mod build;
mod cursor;
mod decode;
mod duplicates;
mod fill;
mod flaw;
mod lines;
mod locate;
mod quick;
mod refusal;
mod scalar;
mod syntax;
mod tree;

pub(super) use cursor::Cursor;
pub(super) use decode::Decoder;
pub(super) use fill::{Filler, Filling};
pub(super) use flaw::{Flaw, Spot};
pub(super) use lines::Lines;
pub(super) use quick::quick_documents;
pub(super) use tree::{Content, Entry, NodeId, Tree};
