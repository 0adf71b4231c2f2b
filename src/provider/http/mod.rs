//! The one transport: pooled connections, limits, pauses, retries, and errors that say whose fault it is.
//!
//! Knows nothing of any system's paths or fields, with one exception: [`ServerRefusal`] reads every error envelope that
//! the systems are known to use. Must never repeat a write whose outcome is unknown unless the caller said that it is
//! idempotent, and must never let the key into a message.

mod backoff;
mod call;
mod exchange;
#[cfg(feature = "fuzzing")]
pub(super) mod fuzzed;
mod gates;
mod limiter;
mod options;
mod page;
mod path;
mod rate;
mod read;
mod read_error;
mod read_errors;
mod receive;
mod recorder;
mod redact;
mod refusal;
mod retry;
mod retry_after;
mod sanitize;
mod sends;
mod stop;
#[cfg(test)]
pub(super) mod tests;
mod transport;
mod unanswered;
mod write;
mod write_error;

pub use crate::connection::Unconnected;
pub use call::{Call, CallRecord, Observer, Quota, WaitReason};
pub use options::{Authentication, RetryOptions, TransportOptions};
pub use path::{Path, PathError};
pub use read::ReadTransport;
pub use read_error::{BadAnswer, ReadError, key_refused};
pub use read_errors::{ReadErrors, ReadFailure};
pub use recorder::Recorder;
pub use refusal::ServerRefusal;
pub use sends::{Sends, counting_sends};
pub use stop::Stop;
pub use transport::{Transport, TransportError};
pub use unanswered::Unanswered;
pub use write::{Repeat, WriteRequest, WriteTransport};
pub use write_error::WriteError;
