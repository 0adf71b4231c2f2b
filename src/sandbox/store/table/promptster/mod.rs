//! Promptster's tables.

pub(in crate::sandbox) mod assessments;
pub(in crate::sandbox) mod issues;
pub(in crate::sandbox) mod keys;
pub(in crate::sandbox) mod provider_keys;
pub(in crate::sandbox) mod sessions;
