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
    pub(super) state: &'a StateStore,
    pub(super) output: Output,
}
