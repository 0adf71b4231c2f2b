//! What a manifest and vetform.yaml look like, as serde and schemars see them: every field may be missing, nothing
//! is checked but the type. Documentation, bounds and defaults of a kind's fields are not here but in the
//! `FieldSpec` tables of [`crate::model`].

mod assessment;
mod config;
mod envelope;
mod flow;
pub(super) mod flowmingo;
mod generate;
pub(super) mod promptster;
mod question;
mod roster;
mod slot;
mod text;

pub(super) use assessment::{
    RawAssessment, RawAssessmentLifecycle, RawBucket, RawJob, RawQuestionEntry,
};
pub(super) use config::{
    RawConfig, RawCredential, RawGuards, RawLimits, RawSandbox, RawSystem, RawWorkspace,
};
pub(super) use envelope::{Envelope, RawMetadata};
pub(super) use flow::{RawFlow, RawFlowLifecycle, RawStep};
pub(super) use generate::RawGenerate;
pub(super) use question::{RawNoLifecycle, RawQuestion};
pub(super) use roster::{RawCandidate, RawRoster};
pub(super) use slot::Slot;
pub(super) use text::Text;
