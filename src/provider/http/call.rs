//! One call as people see it in messages, logs and progress. Holds no header and no body: nothing in here is secret.

use std::fmt;
use std::time::Duration;

use super::path::Path;

/// Method and path of one call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Call {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path below the base URL with its query, percent-encoded.
    pub path: String,
}

impl Call {
    /// A read of `path`.
    pub fn get(path: &Path) -> Self {
        Self {
            method: "GET",
            path: path.as_str().to_owned(),
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path } = self;
        write!(f, "{method} {path}")
    }
}

/// What became of one try of one call.
#[derive(Debug, Clone, Copy)]
pub struct CallRecord<'a> {
    /// Which call.
    pub call: &'a Call,
    /// Which try, from 1.
    pub attempt: u32,
    /// The status that came; `None` if no answer did.
    pub status: Option<u16>,
    /// From sending to the last byte of the answer.
    pub duration: Duration,
    /// The server's name for the request, to quote to its support.
    pub request_id: Option<&'a str>,
    /// Why there is no whole answer.
    pub failure: Option<&'a str>,
}

/// Why nothing is being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitReason {
    /// The server asked everyone to slow down, with this status.
    Throttled(u16),
    /// The call is tried again; this is the number of the try that failed.
    Retry(u32),
}

/// What an answer tells of the quota of the key or of the address that calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quota {
    /// `x-ratelimit-limit`: calls in one window.
    pub limit: Option<u64>,
    /// `x-ratelimit-remaining`: calls left in this one.
    pub remaining: Option<u64>,
}

/// Watches calls, for logs and progress. Called from many tasks at once, so it must be quick.
pub trait Observer: Send + Sync {
    /// One try ended.
    fn call(&self, record: &CallRecord<'_>) {
        _ = record;
    }

    /// `call` is held back for `delay`; if throttled, everyone else is too.
    fn waiting(&self, call: &Call, reason: WaitReason, delay: Duration) {
        _ = (call, reason, delay);
    }

    /// An answer told its quota.
    fn quota(&self, quota: Quota) {
        _ = quota;
    }
}
