//! Receives the systems' webhooks over HTTP: checks who sent each, drops repeats, and hands the rest on through a channel.
//!
//! ```text
//!  POST /taptalent ─┐                ┌── taptalent: X-Webhook-Key, a shared secret
//!  POST /flowmingo ─┴─server──check──┴── flowmingo: X-Webhook-Signature, an HMAC over the body
//!                       └──▶ inbox, repeats ──▶ channel of Delivery ──▶ written ──▶ 200
//! ```
//!
//! Nothing here prints or reads a project. An event that was answered with 2xx was written by whoever took it out of the
//! channel: when nobody takes or writes events, senders are told to come again.

mod check;
mod connections;
mod event;
mod flowmingo;
mod header;
mod inbox;
mod limits;
mod mask;
mod refusal;
mod repeats;
mod secret;
mod server;
mod taptalent;

pub use event::{Event, WebhookSystem};
pub use inbox::Delivery;
pub use mask::mask_people;
pub use refusal::Refusal;
pub use secret::{EmptySecret, Secret};
pub use server::{ListenError, Listener, Options};
