//! What one document says of another: its name.

use crate::model::{Kind, Name, Pointer};

/// The name of another manifest, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::manifest) struct Reference {
    pub(in crate::manifest) kind: Kind,
    pub(in crate::manifest) name: Name,
    pub(in crate::manifest) at: Pointer,
}
