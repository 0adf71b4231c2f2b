//! A manifest's text with some of its values changed, and everything else byte for byte as it was: comments, order,
//! quotes, blank lines.
//!
//! Pure: text in, text out. Nothing is trusted that was not read back: a result whose values are not exactly the wanted
//! ones is an error, never a text. Knows nothing of kinds or fields.

mod arrange;
mod change;
mod edits;
mod emit;
mod entry;
mod error;
mod fix;
mod list;
mod place;
mod proof;
mod scalar;
mod splice;
#[cfg(test)]
mod tests;
mod value;
mod without;

pub use arrange::Slot;
pub use change::edited;
pub use edits::Edit;
pub use emit::document;
pub use error::EditError;
pub(super) use fix::splices;
pub(super) use proof::replaces_scalars;
pub use splice::Splice;
pub(super) use splice::spliced;
pub use value::{Line, Yaml};
pub use without::without_document;
