//! Afterwards there is nothing to do (law 5): what was touched is read again, and the next plan for it must be empty.

use std::collections::{BTreeMap, BTreeSet};

use super::patience::Patience;
use super::refresh::{RefreshError, refresh};
use super::report::Report;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::{Address, Desired, Kind, Live, Name, Operation, System, alike};
use crate::plan::{Change, Note, Plan, Policy, Rewrite, plan, rewritten};
use crate::provider::Readers;
use crate::state::{Delta, RecordChange, Recorded};

/// What the second look showed.
#[derive(Debug, Default)]
pub(super) struct Verification {
    /// What the state should remember from now on.
    pub facts: Vec<Delta>,
    /// Values that the system keeps otherwise than they were sent, in words.
    pub rewritten: Vec<String>,
    /// Why not everything is as declared; empty: verified.
    pub problems: Vec<String>,
    /// Who has two submissions to answer since the plan was made.
    pub invited_twice: Vec<String>,
    pub companies: BTreeMap<System, String>,
}

/// What the second look is made with.
pub(super) struct Verifier<'a> {
    pub readers: &'a Readers,
    pub desired: &'a Desired,
    pub policy: Policy,
    /// How long what was written may take to show.
    pub patience: Patience<'a>,
}

impl Verifier<'_> {
    /// Reads what `report` says was done, and plans it again: as often as it takes to show, within patience.
    pub(super) async fn verify(
        mut self,
        planned: &Plan,
        report: &Report,
        recorded: &Recorded,
    ) -> Verification {
        let failed: BTreeSet<&Address> = report.failed.iter().map(|one| &one.address).collect();
        let done = report.done.iter().map(|done| &done.address);
        // Of a roster some people may have failed: that is said already.
        let done: BTreeSet<&Address> = done.filter(|address| !failed.contains(address)).collect();
        let touched = self.desired.part_with_named(&done);
        if touched.addresses().next().is_none() {
            return Verification::default();
        }
        let task = Task {
            touched: &touched,
            done: &done,
            planned,
            holds_mail: !report.held.is_empty(),
        };
        let mut recorded = recorded.clone();
        let mut orders = Orders::default();
        loop {
            let verification = self.look_once(&task, &mut recorded, &mut orders).await;
            if verification.problems.is_empty() || !self.patience.wait().await {
                return verification.with(orders);
            }
        }
    }

    async fn look_once(
        &mut self,
        task: &Task<'_>,
        recorded: &mut Recorded,
        orders: &mut Orders,
    ) -> Verification {
        match refresh(self.readers, task.touched, recorded, self.policy).await {
            Ok(live) => {
                orders.judge(task, &live, recorded, self.policy);
                task.judge(&live, recorded, self.policy)
            }
            Err(error) => {
                if concerns_all(&error) {
                    self.patience.end();
                }
                Verification {
                    problems: vec![format!("cannot read back what was done: {error}")],
                    ..Verification::default()
                }
            }
        }
    }
}

/// Whether every further look would fail alike.
fn concerns_all(error: &RefreshError) -> bool {
    match error {
        RefreshError::Read(errors) => errors.0.iter().any(|one| one.error.concerns_all()),
        RefreshError::Plan(_) => true,
    }
}

struct Task<'a> {
    touched: &'a Desired,
    done: &'a BTreeSet<&'a Address>,
    planned: &'a Plan,
    holds_mail: bool,
}

impl Task<'_> {
    fn judge(&self, live: &Live, recorded: &Recorded, policy: Policy) -> Verification {
        let mut verification = Verification::default();
        let mut recorded = recorded.clone();
        let changes = self.planned.changes.iter();
        let changes: BTreeMap<&Address, &Change> =
            changes.map(|change| (&change.address, change)).collect();
        for rewrite in rewritten(self.touched, live, &recorded) {
            // What this run did not send, somebody else has changed: that is drift, and the next plan says so.
            let sent = changes.get(&rewrite.address).filter(|change| {
                self.done.contains(&rewrite.address)
                    && change
                        .fields
                        .iter()
                        .any(|field| covers(&field.path, &rewrite.path))
            });
            if let Some(change) = sent {
                verification.take(change, rewrite, &mut recorded);
            }
        }
        match plan(self.touched, live, &recorded, policy) {
            Ok(again) => self.compare(again, &mut verification),
            Err(error) => verification.problems.push(error.to_string()),
        }
        verification
    }

    fn compare(&self, again: Plan, verification: &mut Verification) {
        // The part has no manifests for the rest of the project, and would forget all of it; and assessments that
        // only came along as steps were not this run's business.
        let mut again = only_of(again, self.done);
        verification.companies = std::mem::take(&mut again.companies);
        if self.holds_mail {
            again.hold_mail();
        }
        verification.problems.extend(left_to_do(&again));
        let (people, objects) = self.made_twice(&again);
        verification.problems.extend(objects);
        verification.invited_twice = people;
        verification.facts.extend(again.records);
    }
}

impl Task<'_> {
    /// Who and what is live twice since the plan was made: another run, without a common lock, did the same. Of people it
    /// proves no such thing, and so fails no run: who was said not to be invited, and was, has two submissions as well.
    fn made_twice(&self, again: &Plan) -> (Vec<String>, Vec<String>) {
        let twice = again
            .notes
            .iter()
            .filter(|note| note.code == Code::LiveTwice);
        let new = twice.filter(|note| !self.planned.notes.contains(note));
        let (people, objects): (Vec<&Note>, Vec<&Note>) =
            new.partition(|note| note.address.kind() == Kind::FlowmingoRoster);
        let words = |note: &Note| format!("{}: {}", note.address, note.message);
        (
            people.into_iter().map(words).collect(),
            objects.into_iter().map(words).collect(),
        )
    }
}

/// Whether a difference of the plan holds the value at `path`: a new step is one difference with all of its fields.
fn covers(difference: &str, path: &str) -> bool {
    path.strip_prefix(difference)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

impl Verification {
    fn with(mut self, orders: Orders) -> Self {
        self.problems.extend(orders.problems);
        self.problems.sort();
        self.problems.dedup();
        self.facts.extend(orders.facts);
        self
    }

    /// A value that reads as before the write was ignored, not rewritten: it must not be remembered as settled.
    fn take(&mut self, planned: &Change, rewrite: Rewrite, recorded: &mut Recorded) {
        let Rewrite {
            address,
            path,
            live,
            applied,
            remember,
        } = rewrite;
        let was_ignored =
            planned.fields.iter().any(|field| {
                field.path == path && reads_as(field.before.as_ref(), &live.to_json())
            }) || recorded.record(&address).is_some_and(|record| {
                record.has_replaced(&recorded.fingerprint_key, &path, &live.to_json())
            });
        let (live, applied) = (live.to_json(), applied.to_json());
        // What was there already may have been this very text, as the server spells it.
        let is_respelled = matches!((live.as_str(), applied.as_str()), (Some(live), Some(sent)) if alike(live, sent));
        if was_ignored && !is_respelled {
            self.problems.push(format!(
                "{address}: {path} was sent as {applied} and accepted, but still reads {live}"
            ));
            return;
        }
        self.rewritten.push(format!(
            "{address}: {path} was sent as {applied}; the system normalised it to {live}"
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

/// Orders of questions that did not come out as they were sent. One look is enough: an old copy would lack questions, and
/// not show all of them in another order.
#[derive(Default)]
struct Orders {
    facts: Vec<Delta>,
    problems: Vec<String>,
}

impl Orders {
    fn judge(&mut self, task: &Task<'_>, live: &Live, recorded: &mut Recorded, policy: Policy) {
        let Ok(again) = plan(task.touched, live, recorded, policy) else {
            return;
        };
        let added = task
            .planned
            .changes
            .iter()
            .filter(|change| adds(change).next().is_some());
        let added: BTreeSet<&Address> = added.map(|change| &change.address).collect();
        for change in again
            .changes
            .iter()
            .filter(|one| task.done.contains(&one.address))
        {
            let deleted: BTreeSet<&Name> = deletes(change).collect();
            if !added.contains(&change.address) || !adds(change).any(|name| deleted.contains(name))
            {
                continue;
            }
            self.problems.push(format!(
                "{}: the questions were added in the declared order, but the system shows them in another; \
                 `questionOrder: enforce` is not tried again",
                change.address
            ));
            let fact = RecordChange::OrderGivenUp { given_up: true }.of(&change.address);
            recorded.apply(&fact);
            self.facts.push(fact);
        }
    }
}

fn adds(change: &Change) -> impl Iterator<Item = &Name> {
    change
        .calls
        .iter()
        .filter_map(|call| match &call.operation {
            Operation::TapTalent(TapTalentWrite::AddQuestion { name, .. }) => Some(name),
            _ => None,
        })
}

fn deletes(change: &Change) -> impl Iterator<Item = &Name> {
    change
        .calls
        .iter()
        .filter_map(|call| match &call.operation {
            Operation::TapTalent(TapTalentWrite::DeleteQuestion { name, .. }) => name.as_ref(),
            _ => None,
        })
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
    // Who was accepted and is not to be seen: an answer alone puts nobody there.
    let people = again
        .notes
        .iter()
        .filter(|note| note.code == Code::NotVisibleYet);
    let people = people.map(|note| format!("{}: {}", note.address, note.message));
    changes.chain(blocked).chain(people).collect()
}

fn only_of(mut plan: Plan, addresses: &BTreeSet<&Address>) -> Plan {
    plan.changes
        .retain(|change| addresses.contains(&change.address));
    plan.blocked
        .retain(|blocked| addresses.contains(&blocked.address));
    plan.notes.retain(|note| addresses.contains(&note.address));
    plan.records
        .retain(|fact| addresses.contains(&fact.address));
    plan
}
