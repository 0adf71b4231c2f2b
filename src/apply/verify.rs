//! Afterwards there is nothing to do (law 5): what was touched is read again, and the next plan for it must be empty.

use std::collections::{BTreeMap, BTreeSet};

use super::look::look;
use super::report::Report;
use crate::model::{Address, Desired, StepTarget};
use crate::plan::{Change, Plan, Policy, Rewrite, plan, rewritten};
use crate::provider::Readers;
use crate::state::{Delta, Recorded};

/// What the second look showed.
#[derive(Debug, Default)]
pub struct Verification {
    /// What the state should remember from now on.
    pub facts: Vec<Delta>,
    /// Values that the system keeps otherwise than they were sent, in words.
    pub rewritten: Vec<String>,
    /// Why not everything is as declared; empty: verified.
    pub problems: Vec<String>,
}

/// Reads what `report` says was done, and plans it again.
pub async fn verify(
    readers: &Readers,
    desired: &Desired,
    planned: &Plan,
    report: &Report,
    recorded: &Recorded,
    policy: Policy,
) -> Verification {
    let failed: BTreeSet<&Address> = report.failed.iter().map(|one| &one.address).collect();
    let done = report.done.iter().map(|done| &done.address);
    // Of a roster some people may have failed: that is said already.
    let done: BTreeSet<&Address> = done.filter(|address| !failed.contains(address)).collect();
    let touched = only(desired, &done);
    if touched.addresses().next().is_none() {
        return Verification::default();
    }
    let live = match look(readers, &touched, recorded, policy).await {
        Ok(live) => live,
        Err(errors) => {
            let problems = vec![format!("could not read back what was done: {errors}")];
            return Verification {
                problems,
                ..Verification::default()
            };
        }
    };
    let mut verification = Verification::default();
    let mut recorded = recorded.clone();
    let changes: BTreeMap<&Address, &Change> = planned
        .changes
        .iter()
        .map(|change| (&change.address, change))
        .collect();
    for rewrite in rewritten(&touched, &live, &recorded) {
        // What this run did not send, somebody else has changed: that is drift, and the next plan says so.
        let sent = changes.get(&rewrite.address).filter(|change| {
            done.contains(&rewrite.address)
                && change.fields.iter().any(|field| field.path == rewrite.path)
        });
        if let Some(change) = sent {
            verification.take(change, rewrite, &mut recorded);
        }
    }
    match plan(&touched, &live, &recorded, policy) {
        Ok(again) => {
            // The part has no manifests for the rest of the project, and would forget all of it; and assessments that
            // only came along as steps were not this run's business.
            let mut again = only_of(again, &done);
            if !report.held.is_empty() {
                again.hold_mail();
            }
            verification.problems.extend(left_to_do(&again));
            verification.facts.extend(again.records);
        }
        Err(error) => verification.problems.push(error.to_string()),
    }
    verification.problems.sort();
    verification.problems.dedup();
    verification
}

impl Verification {
    /// A value that reads as before the write was ignored, not rewritten: it must not be remembered as settled.
    fn take(&mut self, planned: &Change, rewrite: Rewrite, recorded: &mut Recorded) {
        let Rewrite {
            address,
            path,
            live,
            applied,
            remember,
        } = rewrite;
        let was_ignored = planned
            .fields
            .iter()
            .any(|field| field.path == path && reads_as(field.before.as_ref(), &live.to_json()));
        let (live, applied) = (live.to_json(), applied.to_json());
        if was_ignored {
            self.problems.push(format!(
                "{address}: {path} was sent as {applied} and accepted, but still reads {live}"
            ));
            return;
        }
        self.rewritten.push(format!(
            "{address}: {path} was sent as {applied}; the system keeps {live}"
        ));
        let fact = Delta {
            address,
            change: remember,
        };
        recorded.apply(&fact);
        self.facts.push(fact);
    }
}

/// Whether what a plan showed as the value before is this one; a question shows as an object of its fields.
fn reads_as(before: Option<&serde_json::Value>, live: &serde_json::Value) -> bool {
    before.is_some_and(|before| before == live || before.get("question") == Some(live))
}

fn left_to_do(again: &Plan) -> Vec<String> {
    let changes = again
        .changes
        .iter()
        .filter(|change| change.is_pending())
        .flat_map(|change| {
            change.fields.iter().map(move |field| {
                format!(
                    "{}: {} still differs from the manifest",
                    change.address, field.path
                )
            })
        });
    let blocked = again
        .blocked
        .iter()
        .map(|blocked| format!("{}: {}", blocked.address, blocked.message));
    changes.chain(blocked).collect()
}

fn only_of(mut plan: Plan, addresses: &BTreeSet<&Address>) -> Plan {
    plan.changes
        .retain(|change| addresses.contains(&change.address));
    plan.blocked
        .retain(|blocked| addresses.contains(&blocked.address));
    plan.records
        .retain(|fact| addresses.contains(&fact.address));
    plan
}

/// The part of a project that was touched, with what it names: flows need their assessments, rosters what they lead to.
fn only(desired: &Desired, touched: &BTreeSet<&Address>) -> Desired {
    let mut wanted: BTreeSet<&Address> = touched.clone();
    for roster in desired
        .rosters
        .iter()
        .filter(|one| touched.contains(&one.address))
    {
        wanted.insert(roster.spec.target.address());
    }
    for roster in desired
        .flowmingo
        .rosters
        .iter()
        .filter(|one| touched.contains(&one.address))
    {
        wanted.extend(&roster.spec.interview_set);
        wanted.extend(&roster.spec.project);
    }
    for roster in desired
        .promptster
        .rosters
        .iter()
        .filter(|one| touched.contains(&one.address))
    {
        wanted.insert(&roster.spec.assessment);
    }
    let flows = desired
        .flows
        .iter()
        .filter(|flow| wanted.contains(&flow.address));
    let steps: Vec<&Address> = flows
        .flat_map(|flow| &flow.spec.steps)
        .filter_map(|step| match &step.target {
            StepTarget::Manifest(address) => Some(address),
            StepTarget::Id(_) => None,
        })
        .collect();
    wanted.extend(steps);
    desired.part(|address| wanted.contains(address))
}
