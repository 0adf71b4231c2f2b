//! The systems as an embedded server: real HTTP on loopback, kept in SQLite, with faults on demand.
//!
//! TapTalent, Flowmingo and Promptster, each a room of its own, written from the documents alone; they
//! must not use `provider` or `model`: two independent readings of the same pages check each other.
//! Where the pages are silent it takes the reading that is hardest on a client, and says so there.
//!
//! ```text
//!  socket ──connection──▶ exchange ──fault?──▶ taptalent │ flowmingo │ promptster ──▶ store (SQLite)
//!                            └──▶ received                         web_app, seed ──────┘
//! ```
//!
//! A kind of object is one file: its fields as rows (`kind::record`), how it is kept (`store::object`), its endpoints.

mod answer;
mod call;
mod connection;
mod copy;
mod delivery;
mod document;
mod error;
mod exchange;
mod fault;
mod flowmingo;
mod key;
mod kind;
mod mails;
mod number;
mod options;
mod promptster;
mod rate;
mod received;
mod seed;
mod server;
mod settings;
mod store;
mod system;
mod taptalent;
mod time;
mod web_app;
mod witness;

#[cfg(test)]
mod tests;

pub use copy::{Answered, Assumed, Census, World};
pub use document::FileError;
pub use error::SandboxError;
pub use fault::{Fault, FaultRule, Match, faults_from_json};
pub use flowmingo::key::FLOWMINGO_KEY;
pub use flowmingo::pipeline::ApplicationChange;
pub use flowmingo::submissions::SubmissionChange;
pub use options::{Options, Store};
pub use promptster::assessment::CodingAssessmentChange;
pub use promptster::candidate_key::CandidateKeyChange;
pub use promptster::issues::Issue;
pub use promptster::key::PROMPTSTER_KEY;
pub use promptster::provider_keys::ProviderKey;
pub use received::{RECEIVED_KEPT, Received};
pub use seed::{Seed, SeedProject, SeedSet, seed_from_text};
pub use server::Sandbox;
pub use settings::{
    AddressPattern, Branding, FlowmingoChange, FlowmingoSeed, FlowmingoSettings, Generation,
    GenerationFailure, Plan, PromptsterChange, PromptsterSeed, PromptsterSettings, Subscription,
    TaptalentChange, TaptalentSeed, TaptalentSettings,
};
pub use system::System;
pub use taptalent::assessment::{AssessmentChange, SeedAssessment};
pub use taptalent::flow::{FlowCandidateChange, SeedFlowCandidate};
pub use taptalent::flow::{FlowChange, FlowStep, SeedFlow, SeedStep};
pub use taptalent::jobs::SeedJob;
pub use taptalent::key::API_KEY;
pub use taptalent::person::{Person, SeedJobCandidate, SeedSubmission, Taken};
pub use taptalent::question::QuestionContent;
pub use web_app::{FlowmingoApp, PromptsterApp, WebApp};
pub use witness::{Moment, Witness, Witnessed};
