//! How the embedded systems are set up: what the real ones keep in a contract, a key, or a plan. Values only.
//!
//! A seed and an edit name what they change; the store keeps the whole (`store::table::settings`).

mod flowmingo;
mod pattern;
mod promptster;
mod taptalent;

pub use flowmingo::{FlowmingoChange, FlowmingoSettings};
pub use pattern::AddressPattern;
pub use promptster::{Branding, Plan, PromptsterChange, PromptsterSettings, Subscription};
pub use taptalent::{Generation, GenerationFailure, TaptalentChange, TaptalentSettings};
