//! The creates of one run: what they are called, what was live before each, and the ids that they gave. Reads nothing by
//! itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use super::failure::Failure;
use super::lists::{Before, listed};
use crate::model::{Address, Kind, Operation, alike_form};
use crate::plan::Plan;

/// What a run knows of its creates.
#[derive(Default)]
pub(super) struct Creates {
    ids: Mutex<BTreeMap<Address, String>>,
    /// What was live right before each change, for what its creates may have added.
    before: Mutex<BTreeMap<Address, Before>>,
    /// What the creates of the plan are called, in the form in which other spellings are alike.
    expected: Mutex<BTreeSet<(Kind, String)>>,
}

impl Creates {
    /// Notes what the creates of a plan will be called.
    pub(super) fn expect(&self, plan: &Plan) {
        let calls = plan.changes.iter().flat_map(|change| &change.calls);
        let named = calls.filter_map(|call| listed(&call.operation));
        let forms = named.map(|(of, name)| (of, alike_form(&name)));
        let mut expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.extend(forms);
    }

    /// Whether some create of the plan makes what is called so.
    pub(super) fn is_expected(&self, of: Kind, form: &str) -> bool {
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        expected.contains(&(of, form.to_owned()))
    }

    /// Notes what was live before a change.
    pub(super) fn note_before(&self, address: &Address, before: Before) {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(address.clone(), before);
    }

    pub(super) fn before(&self, address: &Address) -> Option<Before> {
        let all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address).cloned()
    }

    pub(super) fn forget_before(&self, address: &Address) {
        let mut all = self.before.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(address);
    }

    /// The id of what this run made for a resource.
    pub(super) fn id(&self, address: &Address) -> Option<String> {
        let created = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        created.get(address).cloned()
    }

    pub(super) fn note_id(&self, address: &Address, id: String) {
        let mut created = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        created.insert(address.clone(), id);
    }

    /// A write with every id known that this run has created.
    pub(super) fn resolved(&self, operation: &Operation) -> Result<Operation, Failure> {
        let created = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        operation
            .resolved(&created)
            .map_err(|address| Failure::MissingId(address.to_string()))
    }
}
