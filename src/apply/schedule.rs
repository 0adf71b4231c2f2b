//! In which order changes run: side by side, each after those that it requires. Linear in changes and requirements.

use std::collections::{BTreeMap, VecDeque};

use crate::model::Address;
use crate::plan::Change;

pub(super) struct Schedule<'p> {
    changes: &'p [Change],
    /// Changes whose requirements have all ended well, in the plan's order.
    ready: VecDeque<usize>,
    /// Changes that can never start, each with what failed.
    hopeless: VecDeque<(usize, &'p Address)>,
    /// Requirements that have not ended, for each change; `None` once it was handed out.
    unmet: Vec<Option<usize>>,
    /// For each change those that require it.
    dependents: Vec<Vec<usize>>,
}

impl<'p> Schedule<'p> {
    /// Requirements that are no part of the plan are met already.
    pub(super) fn new(changes: &'p [Change]) -> Self {
        let index: BTreeMap<&Address, usize> = changes
            .iter()
            .enumerate()
            .map(|(index, change)| (&change.address, index))
            .collect();
        let mut dependents = vec![Vec::new(); changes.len()];
        let mut unmet = Vec::with_capacity(changes.len());
        for (dependent, change) in changes.iter().enumerate() {
            let required: Vec<usize> = change
                .requires
                .iter()
                .filter_map(|address| index.get(address).copied())
                .collect();
            unmet.push(Some(required.len()));
            for required in required {
                dependents[required].push(dependent);
            }
        }
        let ready = (0..changes.len())
            .filter(|&at| unmet[at] == Some(0))
            .collect();
        Self {
            changes,
            ready,
            hopeless: VecDeque::new(),
            unmet,
            dependents,
        }
    }

    /// Hands out the next change that may start; `None`: none can before another one ends.
    pub(super) fn next(&mut self) -> Option<usize> {
        let index = self.ready.pop_front()?;
        self.unmet[index] = None;
        Some(index)
    }

    /// Hands out the next change that can never start, and what it needs that failed.
    pub(super) fn next_hopeless(&mut self) -> Option<(usize, &'p Address)> {
        self.hopeless.pop_front()
    }

    /// Notes that a change has ended, or was skipped.
    pub(super) fn end(&mut self, index: usize, well: bool) {
        let changes = self.changes;
        for dependent in std::mem::take(&mut self.dependents[index]) {
            let Some(unmet) = &mut self.unmet[dependent] else {
                continue;
            };
            if !well {
                self.unmet[dependent] = None;
                self.hopeless
                    .push_back((dependent, &changes[index].address));
                continue;
            }
            *unmet -= 1;
            if *unmet == 0 {
                self.ready.push_back(dependent);
            }
        }
    }

    /// Whether another change may start only after this one.
    pub(super) fn is_waited_for(&self, index: usize) -> bool {
        !self.dependents[index].is_empty()
    }

    /// Changes that were never handed out.
    pub(super) fn left(&self) -> impl Iterator<Item = usize> {
        (0..self.unmet.len()).filter(|&index| self.unmet[index].is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Action, Precondition};

    fn change(name: &str, requires: &[&str]) -> Change {
        let address = |name: &str| format!("taptalent/Flow/{name}").parse().unwrap();
        Change {
            address: address(name),
            action: Action::Create,
            id: None,
            fields: vec![],
            calls: vec![],
            requires: requires.iter().map(|name| address(name)).collect(),
            precondition: Precondition::None,
            records: vec![],
            candidates: Some(0),
            people: vec![],
            url: None,
            edited_at: None,
        }
    }

    #[test]
    fn a_change_starts_after_what_it_requires_and_not_at_all_if_that_fails() {
        let changes = [
            change("a", &[]),
            change("b", &["a"]),
            change("c", &[]),
            change("d", &["b"]),
        ];
        let mut schedule = Schedule::new(&changes);
        assert_eq!(
            [schedule.next(), schedule.next(), schedule.next()],
            [Some(0), Some(2), None]
        );
        schedule.end(0, true);
        assert_eq!(schedule.next(), Some(1));
        schedule.end(1, false);
        assert_eq!(schedule.next(), None);
        assert_eq!(schedule.next_hopeless(), Some((3, &changes[1].address)));
        schedule.end(3, false);
        assert_eq!(schedule.next_hopeless(), None);
        assert_eq!(schedule.left().count(), 0);
    }
}
