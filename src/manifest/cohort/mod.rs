//! Files with people, and programs that print them: what `from` of a roster names. CSV with a header, read into the roster that names it; what
//! is asked of a person is the same as in a manifest (`check`). No message repeats an address.
//!
//! The disk is read in `gather` only, and programs are run in `programs` only.

mod gather;
mod header;
mod people;
mod place;
mod programs;
mod sheet;

pub(super) use gather::gather;
pub(super) use header::names_a_column;
#[cfg(feature = "fuzzing")]
pub(super) use people::people as people_of;
pub(super) use place::below_project;
pub(super) use programs::Programs;
pub use programs::is_output;
pub(super) use sheet::Sheet;
