//! Receipts: a line for each change that a run made, with who made it, from which commit and pull request, each linked to
//! the one before by a hash.
//!
//! They are derived from the facts of the journal and nothing else, so that those of a killed run are the same when the
//! next one writes them. They hold no text and no person: values are fingerprints, people are counted. Each store
//! has a place for their pages; in what order they are put there is `keep`'s business.

mod chain;
mod deed;
mod deeds;
mod keep;
mod line;
mod origin;
mod page;
mod pages;
mod receipt;

#[cfg(feature = "fuzzing")]
pub(super) use chain::read_chain;
pub use chain::{Chain, Entry, Fault};
pub use deeds::Deeds;
pub use origin::Origin;
pub use page::ReceiptsEnd;
pub use receipt::{FieldPrints, People, Receipt, What};

#[cfg(test)]
mod tests;
