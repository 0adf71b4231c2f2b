//! The systems as an embedded server: real HTTP on loopback, kept in SQLite, with faults on demand.
//!
//! Today that is TapTalent's assessments, flows and jobs. It is written from the documents alone and
//! must not use `provider` or `model`: two independent readings of the same pages check each other.
//! Where the pages are silent it takes the reading that is hardest on a client, and says so there.
//!
//! ```text
//!  socket ──connection──▶ exchange ──fault?──▶ taptalent (route, validate) ──▶ store (SQLite)
//!                            └──▶ received                      web_app ───────────┘
//! ```

mod answer;
mod call;
mod connection;
mod delivery;
mod error;
mod exchange;
mod fault;
mod fields;
mod flowmingo;
mod key;
mod number;
mod options;
mod promptster;
mod query;
mod received;
mod server;
mod settings;
mod store;
mod system;
mod taptalent;
mod time;
mod web_app;

#[cfg(test)]
mod tests;

pub use error::SandboxError;
pub use fault::{Fault, FaultRule, FaultsError, Match, faults_from_json};
pub use key::{API_KEY, FLOWMINGO_KEY, PROMPTSTER_KEY};
pub use options::{Options, Store};
pub use received::{RECEIVED_KEPT, Received};
pub use server::Sandbox;
pub use settings::{
    AddressPattern, Branding, FlowmingoChange, FlowmingoSettings, Generation, GenerationFailure,
    Plan, PromptsterChange, PromptsterSettings, Subscription, TaptalentChange, TaptalentSettings,
};
pub use store::{AssessmentChange, FlowChange, FlowStep, QuestionContent};
pub use system::System;
pub use web_app::WebApp;
