//! What a manifest and invigil.yaml look like, as serde and schemars see them: every field may be missing, nothing
//! is checked but the type. Documentation, bounds and defaults of a kind's fields are not here but in the
//! `FieldSpec` tables of [`crate::model`].

mod assessment;
mod config;
mod envelope;
mod flow;
mod question;
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
pub(super) use question::{RawQuestion, RawQuestionLifecycle};
pub(super) use slot::Slot;
pub(super) use text::Text;
