//! Which changes come first, and which want a second look.

use crate::plan::{Change, Irreversible, Plan};
use crate::render::change_warning::weight;

/// Destructive and irreversible changes first, then as the plan has them.
pub(in crate::render) fn ordered(plan: &Plan) -> Vec<&Change> {
    let mut changes: Vec<&Change> = plan.changes.iter().collect();
    changes.sort_by_key(|change| (!is_grave(change), weight(change)));
    changes
}

/// Whether it destroys something, or leaves what nobody can take back. A creation cannot be undone either, but it
/// destroys nothing; and what waits for consent is not done by a mere apply.
pub(in crate::render) fn is_grave(change: &Change) -> bool {
    let lasting = |reason| reason != Irreversible::Creation;
    matches!(change.action.as_str(), "delete" | "replace")
        || change
            .calls
            .iter()
            .any(|call| !call.needs_consent() && call.irreversible.is_some_and(lasting))
}

/// The sign before the word of a change's action.
pub(in crate::render) fn sign(change: &Change) -> &'static str {
    match change.action.as_str() {
        "create" => "+",
        "delete" => "-",
        "replace" => "±",
        "adopt" => "=",
        "move" if change.people.is_empty() => ">",
        "invite" => "@",
        _ => "~",
    }
}
