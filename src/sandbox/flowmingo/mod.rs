//! Flowmingo's company API: what a request means, what it may say, how the answer looks.
//!
//! Page: integration/api-integration (the guide). Plain values in and out; no sockets (that is `exchange`) and
//! no SQL (that is `store`). Where the guide is silent: a second invite makes a second submission and a second
//! mail, a reject sends a mail, lists begin with the newest, and a `limit` above 100 is refused.

mod applications;
pub(super) mod configuration;
mod invite;
pub(super) mod key;
mod paging;
pub(super) mod people;
pub(super) mod pipeline;
mod refusal;
mod route;
pub(super) mod submissions;

pub(super) use route::{answer, failing};
