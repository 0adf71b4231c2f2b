//! A plan in numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Action, Change, Note, Plan};
use crate::diagnostic::Code;
use crate::model::Address;

/// Resources by what happens to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Summary {
    pub create: usize,
    pub update: usize,
    pub replace: usize,
    pub delete: usize,
    pub invite: usize,
    pub adopt: usize,
    pub moved: usize,
    pub blocked: usize,
    pub unchanged: usize,
}

/// The writes that a plan takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CallBudget {
    /// All of them.
    pub total: usize,
    /// By method and endpoint.
    pub by_endpoint: BTreeMap<String, usize>,
}

impl Plan {
    /// Counts resources. A blocked one counts once, whatever the number of its obstacles and whether its change is shown.
    pub fn summary(&self) -> Summary {
        let blocked: BTreeSet<&Address> = self
            .blocked
            .iter()
            .map(|blocked| &blocked.address)
            .collect();
        // What only drifted has no calls and is not to be done: it counts beside what blocks.
        let waits = |change: &Change| change.is_pending() && blocked.contains(&change.address);
        let count = |action| {
            self.changes
                .iter()
                .filter(|change| change.action == action && !waits(change))
                .count()
        };
        Summary {
            create: count(Action::Create),
            update: count(Action::Update),
            replace: count(Action::Replace),
            delete: count(Action::Delete),
            invite: count(Action::Invite),
            adopt: count(Action::Adopt),
            moved: count(Action::Move),
            blocked: blocked.len(),
            unchanged: self.unchanged.len(),
        }
    }

    /// Counts writes.
    pub fn calls(&self) -> CallBudget {
        let mut budget = CallBudget::default();
        for call in self.changes.iter().flat_map(|change| &change.calls) {
            let route = call.operation.route();
            *budget
                .by_endpoint
                .entry(route.endpoint.to_string())
                .or_default() += 1;
            budget.total += 1;
        }
        budget
    }

    /// Whether apply would send anything.
    pub fn has_pending_changes(&self) -> bool {
        self.changes.iter().any(Change::is_pending)
    }

    /// Whom nothing is sent to until a person has said whether they were invited; one each.
    pub fn in_doubt(&self) -> impl Iterator<Item = &Note> {
        let notes = self.notes.iter();
        notes.filter(|note| note.code == Code::InviteInDoubt)
    }
}
