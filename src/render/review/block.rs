//! The details of a plan in blocks: a resource with what is its own, and what is equal in several resources told once.

use std::collections::{HashMap, HashSet};
use std::ptr;

use super::difference::{Difference, Part, differences};
use super::order::ordered;
use crate::model::Kind;
use crate::plan::{Action, Cause, Change, Plan};
use crate::render::Locate;

#[derive(Debug)]
pub(in crate::render) enum Block<'p> {
    /// The same in each of these, which are at least two.
    Shared {
        difference: Difference,
        reached: Vec<&'p Change>,
    },
    /// A change with what no other has too.
    Own {
        change: &'p Change,
        differences: Vec<Difference>,
        /// How many more differences stand in blocks before, shared with others.
        shared: usize,
    },
}

/// What makes two differences the same: not where they stand.
type Sameness<'d> = (&'d str, &'static str, Option<Cause>, &'d [Part]);

/// The blocks of all changes, in the order of the review. A shared one stands where the first that it reaches would.
pub(in crate::render) fn blocks<'p>(plan: &'p Plan, locate: Locate<'_>) -> Vec<Block<'p>> {
    let changes: Vec<(&Change, Vec<Difference>)> = ordered(plan)
        .into_iter()
        .map(|change| (change, differences(change, locate)))
        .collect();
    let reached = reached(&changes);
    let mut told: HashSet<Sameness<'_>> = HashSet::new();
    let mut blocks = Vec::new();
    for (change, differences) in &changes {
        let (mut own, mut shared) = (Vec::new(), 0);
        for difference in differences {
            let same = sameness(difference);
            match reached.get(&same) {
                Some(changes) if changes.len() > 1 && can_share(change) => {
                    shared += 1;
                    if told.insert(same) {
                        blocks.push(Block::Shared {
                            difference: difference.clone(),
                            reached: changes.clone(),
                        });
                    }
                }
                _ => own.push(difference.clone()),
            }
        }
        // A flow is drawn whole, whoever shares its changes.
        if !own.is_empty() || shared == 0 || change.address.kind() == Kind::Flow {
            blocks.push(Block::Own {
                change,
                differences: own,
                shared,
            });
        }
    }
    blocks
}

/// Who has each difference; a change that has one twice is there once.
fn reached<'p, 'd>(
    changes: &'d [(&'p Change, Vec<Difference>)],
) -> HashMap<Sameness<'d>, Vec<&'p Change>> {
    let mut reached: HashMap<Sameness<'_>, Vec<&Change>> = HashMap::new();
    for (change, differences) in changes.iter().filter(|(change, _)| can_share(change)) {
        for difference in differences {
            let changes = reached.entry(sameness(difference)).or_default();
            if !changes.last().is_some_and(|last| ptr::eq(*last, *change)) {
                changes.push(change);
            }
        }
    }
    reached
}

const fn can_share(change: &Change) -> bool {
    !matches!(change.action, Action::Create) && change.people.is_empty()
}

fn sameness(difference: &Difference) -> Sameness<'_> {
    let Difference {
        name,
        sign,
        cause,
        place: _,
        parts,
    } = difference;
    (name, sign, *cause, parts)
}
