//! A plan in numbers, kind by kind and cause by cause.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Address;
use crate::plan::{Cause, Change, Plan};

/// Resources by kind and by what happens to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Tally {
    /// `create`, `blocked`, `unchanged`, …: only those that some resource has.
    pub columns: Vec<&'static str>,
    /// `taptalent/Flow` and a number for each column.
    pub rows: Vec<(String, Vec<usize>)>,
    /// The sum of each column.
    pub all: Vec<usize>,
}

impl Tally {
    /// Counts resources; a blocked one counts once, whatever the number of its obstacles.
    pub(in crate::render) fn of(plan: &Plan) -> Self {
        let mut counts: BTreeMap<(usize, &'static str), BTreeMap<String, usize>> = BTreeMap::new();
        let mut count = |column: (usize, &'static str), address: &Address| {
            let kind = format!("{}/{}", address.kind().system(), address.kind());
            *counts.entry(column).or_default().entry(kind).or_default() += 1;
        };
        let blocked: BTreeSet<&Address> = plan
            .blocked
            .iter()
            .map(|blocked| &blocked.address)
            .collect();
        for address in &blocked {
            count((0, "blocked"), address);
        }
        let waits = |change: &Change| change.is_pending() && blocked.contains(&change.address);
        for change in plan.changes.iter().filter(|change| !waits(change)) {
            count(
                (1 + change.action as usize, change.action.as_str()),
                &change.address,
            );
        }
        for address in &plan.unchanged {
            count((usize::MAX, "unchanged"), address);
        }
        let kinds: BTreeSet<&String> = counts.values().flat_map(BTreeMap::keys).collect();
        let row = |kind: &String| {
            let cells = counts
                .values()
                .map(|column| column.get(kind).copied().unwrap_or(0));
            (kind.clone(), cells.collect())
        };
        Self {
            columns: counts.keys().map(|(_, name)| *name).collect(),
            rows: kinds.into_iter().map(row).collect(),
            all: counts
                .values()
                .map(|column| column.values().sum())
                .collect(),
        }
    }
}

/// How many differences have which cause.
pub(in crate::render) fn causes(plan: &Plan) -> BTreeMap<Cause, usize> {
    let mut counts = BTreeMap::new();
    for field in plan.changes.iter().flat_map(|change| &change.fields) {
        *counts.entry(field.cause).or_default() += 1;
    }
    counts
}
