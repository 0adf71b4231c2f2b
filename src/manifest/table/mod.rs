//! `FieldSpec` tables of parts of a manifest that are requests, not fields of a live object: checks, schemas and the
//! pages of docs/reference read them as they read the tables of [`crate::model`].

mod generate;
mod invite;

pub use generate::GenerateField;
pub use invite::InviteField;
