//! Changes that meet candidates who are already inside: two people for one job must not be judged by two measures
//! without anybody having said yes to it.

use super::change::NoteSeverity;
use super::draft::Draft;
use crate::diagnostic::Code;
use crate::model::{FairnessPolicy, Pointer};

/// Warns of, or blocks, what would treat later candidates otherwise than earlier ones. An unknown number of candidates
/// is not none.
pub(super) fn check(
    draft: &mut Draft<'_>,
    policy: FairnessPolicy,
    pointer: Pointer,
    candidates: Option<u64>,
    what_changes: &[String],
) {
    if candidates == Some(0) || what_changes.is_empty() {
        return;
    }
    let people = match candidates {
        Some(1) => "1 candidate has already taken part",
        Some(several) => &format!("{several} candidates have already taken part"),
        None => "no read shows how many candidates have already taken part",
    };
    let message = format!("{people}: {}", what_changes.join("; "));
    match policy {
        FairnessPolicy::Off => {}
        FairnessPolicy::Warn => draft.note(Code::Fairness, NoteSeverity::Warning, message),
        FairnessPolicy::Deny => draft.block(
            Code::FairnessDenied,
            pointer,
            message,
            "this workspace has `guards.fairness: deny`: create a new assessment or flow for new candidates, or set \
             `fairness: warn` for this run",
        ),
    }
}
