//! TapTalent: what its partner API shows and accepts, behind [`Reader`] and [`Writer`].
//!
//! Sources: docs.taptalent.io, api-reference/assessments, /assessment-flows, /jobs. Where the pages are silent, reading is
//! liberal (several envelopes, ids as numbers or texts) and sending is strict (documented fields only). An answer that
//! does not prove itself complete is an error here, so that nobody further up can mistake it for an absence.

mod begun;
mod candidates;
mod detail;
#[cfg(feature = "fuzzing")]
pub(super) mod fuzzed;
mod listed;
mod observation;
mod observe;
mod prefetch;
mod read_filter;
mod reader;
mod request;
#[cfg(test)]
mod tests;
mod wire;
mod write_answer;
mod writer;

pub use candidates::pages_of_results;
pub use prefetch::ReadAhead;
pub use reader::Reader;
pub use writer::Writer;
