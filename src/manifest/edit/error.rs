//! Why a document is not edited.

use crate::model::Pointer;

/// Why a text was not edited: it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not YAML without faults, or has no such document. Whoever keeps the file must fix it.
    #[error("the file is not as it was when it was read")]
    Unreadable,
    /// The place is written in a way that cannot be edited without touching more. Edit it by hand.
    #[error("`{0}` is written in a way that cannot be changed in place")]
    Form(String),
    /// The result would not say exactly what was wanted. Edit it by hand.
    #[error(
        "changed here, the file would say something else, too; perhaps another place refers to this one"
    )]
    Unproven,
}

pub(super) fn form(at: &Pointer) -> EditError {
    EditError::Form(at.to_string())
}
