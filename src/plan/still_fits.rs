//! A reviewed plan beside the plan made anew: what is still the same, or left of it, is carried out, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Plan};
use super::left_over::is_left_over;
use super::saved::SavedPlan;
use super::saved_change::{SavedChange, saved_change};
use crate::diagnostic::Code;
use crate::model::Address;
use crate::state::Recorded;

/// What is left of a reviewed plan when it is made anew.
#[derive(Debug, Default)]
pub struct StillFits {
    /// The changes that are exactly as reviewed, or what is left of those that were made in part.
    pub plan: Plan,
    /// Reviewed changes that would now be others, with the reason.
    pub stale: Vec<(Address, String)>,
    /// Reviewed changes that are live already.
    pub already_done: Vec<Address>,
}

impl SavedPlan {
    /// Holds what was reviewed against `now`, the plan made anew from `recorded`.
    pub fn against(&self, mut now: Plan, recorded: &Recorded) -> StillFits {
        let prints = self.prints(recorded);
        let created = self.created(recorded);
        let mut fits = StillFits::default();
        let mut kept = Vec::new();
        let mut changes: BTreeMap<Address, Change> = std::mem::take(&mut now.changes)
            .into_iter()
            .map(|change| (change.address.clone(), change))
            .collect();
        let unchanged: BTreeSet<&Address> = now.unchanged.iter().collect();
        for reviewed in &self.changes {
            let address = &reviewed.address;
            match changes.remove(address) {
                Some(mut change) => {
                    let now = saved_change(&change, prints, &created);
                    let snapshots = (reviewed.snapshot.as_ref(), now.snapshot.as_ref());
                    if reviewed.is(&now)
                        || (now.calls != reviewed.calls
                            && is_left_over(
                                reviewed,
                                &change,
                                recorded,
                                (prints, &created),
                                snapshots,
                            ))
                    {
                        // What it builds on may be blocked by now, and then no longer shows in the new plan.
                        change.requires.extend(reviewed.requires.iter().cloned());
                        kept.push(change);
                    } else {
                        fits.stale.push((address.clone(), why(reviewed, &now)));
                    }
                }
                None if unchanged.contains(address) => fits.already_done.push(address.clone()),
                None => fits.stale.push((
                    address.clone(),
                    "it is now blocked, or no longer in the manifests".to_owned(),
                )),
            }
        }
        now.changes = kept;
        // Whatever was reviewed: manifests that are not found remove nothing.
        now.blocked
            .retain(|blocked| blocked.code == Code::TooManyRemoved);
        fits.plan = now;
        fits
    }

    /// What the state knows of those that were to be created when it was reviewed: an earlier run has created them, and
    /// what was left then (held mails, say) now names their ids.
    fn created(&self, recorded: &Recorded) -> BTreeMap<String, Address> {
        self.changes
            .iter()
            .filter(|reviewed| reviewed.is_create())
            .filter_map(|reviewed| {
                let id = &recorded.record(&reviewed.address)?.id;
                Some((id.clone(), reviewed.address.clone()))
            })
            .collect()
    }
}

fn why(reviewed: &SavedChange, now: &SavedChange) -> String {
    let moved = match (&reviewed.snapshot, &now.snapshot) {
        (Some(then), Some(now)) => then.moved(now),
        _ => Vec::new(),
    };
    if !moved.is_empty() {
        return format!(
            "live has changed since the plan was saved: {}",
            moved.join(", ")
        );
    }
    let short = |calls: &[String]| {
        let calls: Vec<&str> = calls
            .iter()
            .filter_map(|call| call.rsplit_once(' ').map(|(call, _)| call))
            .collect();
        calls.join(", ")
    };
    format!(
        "the change is now another one: {} ({}) was reviewed, now it is {} ({})",
        reviewed.action,
        short(&reviewed.calls),
        now.action,
        short(&now.calls)
    )
}
