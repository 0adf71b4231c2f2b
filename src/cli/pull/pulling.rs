//! What a pull works with.

use super::super::global::Global;
use super::super::output::Output;
use super::super::session::Session;
use crate::pull::{Conflicts, Scope};
use crate::state::StateStore;

pub(super) struct Pulling<'a> {
    pub(super) global: &'a Global,
    pub(super) session: &'a Session,
    pub(super) scope: Scope<'a>,
    pub(super) conflicts: Conflicts,
    /// Whether manifests change for other workspaces, too.
    pub(super) everywhere: bool,
    /// Whether manifests of what was deleted go.
    pub(super) prunes: bool,
    /// Whether questions of several assessments become one manifest.
    pub(super) shares: bool,
    pub(super) state: &'a StateStore,
    pub(super) output: Output,
}
