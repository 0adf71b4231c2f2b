//! What a run tells while it works, for people who wait.

use super::failure::Failure;
use crate::plan::{Change, PlannedCall};

/// Hears how a run gets on.
pub trait Progress: Sync {
    fn started(&self, change: &Change) {
        _ = change;
    }

    fn call_done(&self, change: &Change, call: &PlannedCall) {
        _ = (change, call);
    }

    fn ended(&self, change: &Change, failure: Option<&Failure>) {
        _ = (change, failure);
    }
}
