//! `FieldSpec` tables of parts of a manifest that are requests, not fields of a live object: checks, schemas and the
//! pages of docs/reference read them as they read the tables of [`crate::model`].

mod generate;
mod invite;

pub use generate::GenerateField;
pub use invite::InviteField;

use crate::model::{Bounds, Compare, FieldSpec, Mutability};

/// What an answer never carries, and what nothing is compared with.
const PLAIN: FieldSpec = FieldSpec {
    name: "",
    read_name: "",
    doc: "",
    required: false,
    bounds: Bounds::None,
    default: None,
    mutability: Mutability::Updatable,
    readable: false,
    compare: Compare::Plain,
};
