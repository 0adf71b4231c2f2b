//! What a manifest and vetform.yaml look like, as serde and schemars see them: every field may be missing, nothing
//! is checked but the type. Documentation, bounds and defaults of a kind's fields are not here but in the
//! `FieldSpec` tables of [`crate::model`].

mod config;
mod envelope;
mod external;
pub(super) mod flowmingo;
mod from;
mod given;
mod id;
pub(super) mod promptster;
mod rows;
mod slot;
pub(super) mod taptalent;
mod text;

pub(super) use config::{
    RawConfig, RawCredential, RawGuards, RawLimits, RawProgram, RawSandbox, RawSystem,
    RawWorkspace, RawWorkspaceManifest, RawWorkspaceMetadata,
};
pub(super) use envelope::{Envelope, RawMetadata, RawNoLifecycle};
pub(super) use external::{RawExternal, RawProject};
pub(super) use from::{RawFrom, RawFromNamed};
pub(super) use given::RawGiven;
pub(super) use id::RawId;
pub(super) use rows::{RawFields, RawValue, raw_object};
pub(super) use slot::Slot;
pub(super) use text::Text;
