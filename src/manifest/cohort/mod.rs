//! Files with people: what `from` of a roster names. A CSV file with a header, read into the roster that names it; what
//! is asked of a person is the same as in a manifest (`check`). No message repeats an address.
//!
//! The disk is read in `gather` only.

mod gather;
mod header;
mod people;
mod place;
mod sheet;

pub(super) use gather::gather;
pub(super) use header::names_a_column;
pub(super) use place::below_project;
pub(super) use sheet::Sheet;
