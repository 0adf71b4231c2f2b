//! What the fuzz targets call: whatever a system may answer is read in every way that there is, without a connection.

use bytes::Bytes;

use crate::json_text::strict;

pub use super::flowmingo::fuzzed::answer as flowmingo;
pub use super::http::fuzzed::{header, refusal};
pub use super::promptster::fuzzed::answer as promptster;
pub use super::taptalent::fuzzed::answer as taptalent;

/// An answer as it is before anybody reads it.
pub fn received(body: &[u8]) -> Bytes {
    strict(Bytes::copy_from_slice(body))
}
