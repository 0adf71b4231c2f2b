//! Promptster's API: what a request means, what it may say, how the answer looks.
//!
//! Pages: reviewers/api/* and reviewers/resources/*. Plain values in and out; no sockets (that is `exchange`) and
//! no SQL (that is `store`). Where the pages are silent or at odds: unknown fields are dropped without a word, an
//! `issueId` wins over a brief, the same person gets a second key and a second mail, lists of e-mails must be as
//! long as `count`, and a deleted assessment still counts against the quota.

mod access;
pub(super) mod assessment;
pub(super) mod candidate_key;
pub(super) mod issues;
pub(super) mod key;
mod keys;
mod org;
mod paging;
pub(super) mod provider_keys;
mod refusal;
mod route;
pub(super) mod sessions;

pub(super) use route::{answer, failing};
