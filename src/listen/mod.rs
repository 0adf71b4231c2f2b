//! Receives the systems' webhooks over HTTP: checks who sent each, drops repeats, and hands the rest on through a channel.
//!
//! ```text
//!  POST /taptalent ─┐                ┌── taptalent: X-Webhook-Key, a shared secret
//!  POST /flowmingo ─┴─server──check──┴── flowmingo: X-Webhook-Signature, an HMAC over the body
//!                       └──▶ repeats ──▶ channel of Event
//! ```
//!
//! Nothing here prints or reads a project. An event that was answered with 2xx is in the channel: when nobody takes
//! events out of it, senders are told to come again.

mod check;
mod event;
mod flowmingo;
mod mask;
mod refusal;
mod repeats;
mod server;
mod taptalent;

pub use event::{Event, WebhookSystem};
pub use mask::mask_addresses;
pub use refusal::Refusal;
pub use server::{EmptySecret, ListenError, Listener, Options, Secret};
