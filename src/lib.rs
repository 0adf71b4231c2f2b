//! Hiring assessments as code: YAML manifests, a plan against live reads, an apply that does what the plan showed.
//!
//! # The rooms
//!
//! ```text
//!  *.yaml ──manifest──▶ Desired ─┐
//!  systems ──provider read──▶ Live ─┼──▶ plan (pure) ──▶ Plan ──render──▶ text, JSON
//!  state ──▶ Recorded ──────────────┘                    └──▶ apply ──provider write──▶ systems, state, Report
//! ```
//!
//! | room | is |
//! | --- | --- |
//! | [`clock`] | what time has passed, in sleep too |
//! | `version` | which program this is: version and commit |
//! | `environment` | variables: one that is set but empty counts as unset |
//! | `ci` | what the CI says of this job: commit, pull request, who |
//! | `files` | reads of files within bounds, and writes that follow no link |
//! | `connection` | why no connection came about, and whether waiting mends it |
//! | `os_words` | failures of the operating system, for people |
//! | `json_text` | JSON as systems send it, made what a strict reader takes |
//! | [`model`] | the nouns: addresses, fields, assessments, flows, what can be written |
//! | [`diagnostic`] | what can be wrong with what a person wrote, and where |
//! | [`manifest`] | YAML text to [`model::Desired`], and vetform.yaml to a workspace |
//! | [`state`] | what was applied last: ids and fingerprints; the file and its lock |
//! | [`provider`] | the one HTTP transport, and a folder a system: wire types, read, write |
//! | [`plan`] | what must change: a pure function of desired, live and recorded |
//! | [`apply`] | carries a plan out and reports |
//! | [`results`] | who is in a live object, how far, and with which score |
//! | [`effects`] | what past results tell of a plan |
//! | [`pull`] | what is live as manifests: edits in place and new files |
//! | [`render`] | plans, reports and diagnostics as text and JSON |
//! | [`sandbox`] | the systems as an embedded server, written from the documents alone |
//! | [`listen`] | receives the systems' webhooks: checks each, drops repeats, hands them on |
//! | `language_server` | what an editor asks about manifests as they are typed |
//! | [`secrets`] | what must never be printed or written |
//! | [`cli`] | one file a command: wires the rooms together |
//!
//! Arrows point one way: `plan` never sees a client, `provider` never sees a plan, `sandbox` shares no code with `provider`.
//!
//! The crate is a program: this library is for its own tests and benches and promises nothing to others, so a comment
//! stands only where it says more than a name.

pub mod apply;
mod ci;
pub mod cli;
pub mod clock;
mod connection;
pub mod diagnostic;
pub mod effects;
mod environment;
mod files;
mod json_text;
#[cfg(feature = "lsp")]
pub mod language_server;
pub mod listen;
pub mod manifest;
pub mod model;
mod os_words;
pub mod plan;
pub mod provider;
pub mod pull;
pub mod render;
mod repository;
pub mod results;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod secrets;
mod spelling;
pub mod state;
mod version;
