//! A live object that a manifest may be made of.

use crate::model::Kind;

/// One live object and what it is called.
pub(super) struct Thing<'l> {
    pub(super) kind: Kind,
    pub(super) id: &'l str,
    pub(super) title: &'l str,
    /// Whether another live object has the same natural key.
    pub(super) is_ambiguous: bool,
}
