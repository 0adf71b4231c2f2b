//! What a run tells while it works, for people who wait.

use super::failure::Failure;
use crate::plan::{Change, PlannedCall};

/// Hears how a run gets on.
pub trait Progress: Sync {
    /// A change starts.
    fn started(&self, change: &Change) {
        _ = change;
    }

    /// A write is done.
    fn call_done(&self, change: &Change, call: &PlannedCall) {
        _ = (change, call);
    }

    /// A change has ended.
    fn ended(&self, change: &Change, failure: Option<&Failure>) {
        _ = (change, failure);
    }
}
