//! How much of strangers' requests is taken in, and how long they may take. Anybody may find the port: no request can hold
//! memory or a connection without end. docs/reference/limits.md holds the same numbers for people.

use std::time::Duration;

/// Longest body in bytes. The documents name none; payloads of events are a few kilobytes.
pub(super) const LONGEST_BODY: usize = 1024 * 1024;

/// Longest head of a request, in bytes.
pub(super) const LONGEST_HEAD: usize = 64 * 1024;

/// How long the head of a request may take to come in, and how long a connection may lie idle.
pub(super) const HEAD_PATIENCE: Duration = Duration::from_secs(5);

/// How long a body may take to come in. TapTalent gives up after five seconds itself.
pub(super) const BODY_PATIENCE: Duration = Duration::from_secs(5);

/// How long an answer waits for its event to be written; after that the sender is told to come again.
pub(super) const ANSWER_PATIENCE: Duration = Duration::from_secs(4);

/// How long one connection is kept, whatever it does: a client that takes no answers keeps it no longer than this.
pub(super) const CONNECTION_AGE: Duration = Duration::from_mins(1);

/// How long a stop waits for senders that are in the middle of sending.
pub(super) const FAREWELL: Duration = Duration::from_secs(5);

/// Connections at one time. Others wait to be accepted.
pub(super) const CONNECTIONS: usize = 64;

/// Events that may wait to be written; beyond that senders are told to come again.
pub(super) const WAITING: usize = 64;

/// Events per system that are remembered to drop repeats.
pub(super) const REMEMBERED: usize = 10_000;
