//! `guards.maxForget`: manifests that were not found look like manifests that were deleted, and a plan that removes much of the state is
//! more often the first. What is deleted live has a guard of its own, `guards.maxDestroy`.

use std::collections::BTreeSet;

use super::change::{Blocked, Plan};
use super::context::Context;
use super::forget::known;
use crate::diagnostic::Code;
use crate::model::{Address, Desired};
use crate::state::{RecordChange, Recorded};

const HELP: &str = "restore the manifests, and check what `vetform validate` says about links and skipped folders; \
    to remove them on purpose, run `vetform state rm ADDRESS` for each, or raise `guards.maxForget` of the \
    workspace in a reviewed change";

impl Plan {
    /// Blocks the removals if there are more than the workspace allows, or if no manifest was found at all.
    pub(super) fn refuse_too_many_removed(&mut self, desired: &Desired, context: &Context<'_>) {
        let Context {
            recorded, policy, ..
        } = context;
        let finds_nothing = known(desired).is_empty();
        let entries = recorded.resources.len();
        let most = policy.most_forgotten(entries);
        let (removed, cause) = if finds_nothing {
            let all: BTreeSet<Address> = recorded.resources.keys().cloned().collect();
            let cause = format!(
                "no manifest was found at all, but the state has {}",
                counted(entries)
            );
            (all, cause)
        } else {
            let removed = self.removed(recorded);
            if removed.len() <= most {
                return;
            }
            let cause = format!(
                "it no longer has a manifest, and the plan would remove {} of {entries} from the state; \
                 `guards.maxForget` allows {}",
                counted(removed.len()),
                most
            );
            (removed, cause)
        };
        // One removal that is blocked for another reason is said once.
        let told: BTreeSet<Address> = self.blocked.iter().map(|one| one.address.clone()).collect();
        self.blocked
            .extend(removed.difference(&told).map(|address| Blocked {
                address: address.clone(),
                code: Code::TooManyRemoved,
                message: cause.clone(),
                help: HELP.to_owned(),
                source: None,
                steps: Vec::new(),
            }));
        self.records
            .retain(|delta| !removed.contains(&delta.address));
        self.notes
            .retain(|note| note.code != Code::Forgotten || !removed.contains(&note.address));
    }

    /// Entries of the state that the plan removes.
    fn removed(&self, recorded: &Recorded) -> BTreeSet<Address> {
        let forgets = self
            .records
            .iter()
            .filter(|delta| matches!(delta.change, RecordChange::Forget));
        let known = forgets.filter(|delta| recorded.record(&delta.address).is_some());
        known.map(|delta| delta.address.clone()).collect()
    }
}

fn counted(entries: usize) -> String {
    match entries {
        1 => "1 entry".to_owned(),
        several => format!("{several} entries"),
    }
}
