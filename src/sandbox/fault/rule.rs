//! A fault and the requests that it befalls. Values only.

use serde::{Deserialize, Serialize};

use super::super::System;

/// One thing that goes wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FaultRule {
    /// Which requests; left out, every request.
    #[serde(default)]
    pub when: Match,
    /// What befalls them.
    pub fault: Fault,
}

/// Which requests a rule means: those that fit every field given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Match {
    /// The HTTP method, in any case.
    pub method: Option<String>,
    /// The system asked.
    pub system: Option<System>,
    /// A part of the path below the system's base.
    pub path_contains: Option<String>,
    /// Begin with the nth (from 1) request that fits the fields above; then once, unless `times` says more.
    pub nth: Option<u64>,
    /// Leave GET alone.
    pub writes_only: bool,
    /// How often at most; left out, once with `nth` and always without.
    pub times: Option<u64>,
}

/// What befalls a request. "Applied" means: the store has changed as if all had gone well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Fault {
    /// Not applied; the connection closes without an answer.
    DropBefore,
    /// Applied; the connection closes without an answer.
    DropAfterCommit,
    /// Not applied; answered with this status.
    Status {
        /// The HTTP status, 400–599.
        code: u16,
        /// Seconds for a `Retry-After` header.
        #[serde(default)]
        retry_after: Option<u64>,
    },
    /// Applied, and then answered with this status.
    StatusAfterCommit {
        /// The HTTP status, 400–599.
        code: u16,
    },
    /// Applied; half of the answer arrives, then the connection closes.
    TruncatedBody,
    /// Applied; the answer is whole, but it is not JSON.
    MalformedJson,
    /// Applied; the right answer comes only after this time, too late for a client with less patience.
    Hang {
        /// Milliseconds.
        millis: u64,
    },
    /// Applied and answered only after this time, and applied also if nobody waits for the answer any more.
    CommitLate {
        /// Milliseconds.
        millis: u64,
    },
    /// Answered 202 with an empty object at once; applied only after this time.
    AcceptLate {
        /// Milliseconds.
        millis: u64,
    },
    /// Applied with every text as a server writes it that escapes HTML; the connection closes without an answer.
    DropAfterRespelling,
    /// Applied; the answer is JSON, but not of the documented shape.
    WrongShape,
}
