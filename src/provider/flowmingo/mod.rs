//! Flowmingo: what its company API shows and accepts, behind [`Reader`] and [`Writer`].
//!
//! Source: page.flowmingo.ai/integration/api-integration (the guide). Configuration is authored in its web app, so there
//! is nothing to write but people: invites and their way through a pipeline. Its transport needs
//! [`Authentication::ApiKeyHeader`](super::http::Authentication::ApiKeyHeader).

#[cfg(feature = "fuzzing")]
pub(super) mod fuzzed;
mod invite_result;
mod invited;
mod key;
mod listed;
mod observe;
mod reader;
mod request;
#[cfg(test)]
mod tests;
mod wire;
mod writer;

pub use key::{KeyMismatch, check_key};
pub use reader::Reader;
pub use writer::Writer;
