//! Why a document is not edited.

use crate::model::Pointer;

/// Why a text was not edited: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not YAML without faults, or has no such document. Whoever keeps the file must fix it.
    #[error("the file has changed since it was read")]
    Unreadable,
    /// The place is written in a way that cannot be edited without touching more. Edit it by hand.
    #[error("`{0}` is written in a way that cannot be edited in place")]
    Form(String),
    /// The result would not say exactly what was wanted. Edit it by hand.
    #[error("the edit would also change another value; perhaps another place refers to this one")]
    Unproven,
}

pub(super) fn form(at: &Pointer) -> EditError {
    EditError::Form(at.to_string())
}
