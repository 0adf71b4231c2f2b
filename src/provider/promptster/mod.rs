//! Promptster: what its API shows and accepts, behind [`Reader`] and [`Writer`].
//!
//! Source: docs.promptster.ai, reviewers/api. A candidate key itself is a secret: it is never decoded, and an answer that
//! may hold one is never quoted.

#[cfg(feature = "fuzzing")]
pub(super) mod fuzzed;
mod invited;
mod limits;
mod listing;
mod observation;
mod observe;
mod reader;
mod request;
#[cfg(test)]
mod tests;
mod wire;
mod writer;

pub use limits::{REQUESTS_PER_SECOND, within_limits};
pub use reader::Reader;
pub use writer::Writer;
