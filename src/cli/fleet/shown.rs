//! Problems of manifests that many workspaces share: each is shown where it is met first.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::Diagnostic;

static SHOWN: Mutex<Option<HashSet<Diagnostic>>> = Mutex::new(None);

/// Those of the problems that no workspace of this process has met; from now on they are known.
pub(in crate::cli) fn not_yet_shown(problems: &[Diagnostic]) -> Vec<Diagnostic> {
    // A panic elsewhere leaves what was shown before it.
    let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let shown = shown.get_or_insert_default();
    let fresh = problems
        .iter()
        .filter(|problem| shown.insert((*problem).clone()));
    fresh.cloned().collect()
}
