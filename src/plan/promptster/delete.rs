//! Promptster assessments whose manifests are gone: deleted if the state says that we made them, within
//! `guards.maxDestroy`.

use super::assessment::delete;
use super::keys::keys_of;
use crate::diagnostic::Code;
use crate::model::promptster::ObservedAssessment;
use crate::model::{Address, Kind, Lookup, Origin, TaskId};
use crate::plan::change::{Action, Blocked, Plan};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::{Draft, Finished};
use crate::plan::precondition::Precondition;
use crate::plan::snapshot::Snapshot;
use crate::plan::visibility::WAIT;
use crate::state::{Delta, RecordChange};

/// Plans the deletion of everything in `doomed`, addresses of the state.
pub(in crate::plan) fn delete_all(plan: &mut Plan, doomed: &[Address], context: &Context<'_>) {
    let (kept, doomed): (Vec<&Address>, Vec<_>) = doomed.iter().partition(|address| {
        let record = context.recorded.record(address);
        record.is_some_and(|record| record.adopted || is_claimed(&record.id, context))
    });
    let (unseen, doomed): (Vec<&Address>, Vec<&Address>) = doomed
        .into_iter()
        .partition(|address| is_to_come(address, context));
    for address in unseen {
        plan.blocked.push(not_visible_yet(address));
    }
    for address in kept {
        plan.forget(address.clone(), context);
    }
    let live: Vec<(&Address, Vec<&ObservedAssessment>)> = doomed
        .into_iter()
        .map(|address| (address, live_of(address, context)))
        .collect();
    let count: u64 = live.iter().map(|(_, live)| live.len() as u64).sum();
    for (address, live) in live {
        if live.is_empty() {
            let (address, change) = (address.clone(), RecordChange::Forget);
            plan.records.push(Delta { address, change });
        } else if count > context.policy.max_destroy {
            plan.blocked
                .push(too_many(address, count, context.policy.max_destroy));
        } else {
            plan.file(address, deletion(address, &live, context));
        }
    }
}

/// Whether a manifest stands for it: its file has another name by now, and nothing has vanished.
fn is_claimed(id: &str, context: &Context<'_>) -> bool {
    let fates = context.fates.iter();
    fates
        .filter(|(address, _)| address.kind() == Kind::PromptsterAssessment)
        .any(|(_, fate)| matches!(fate, ResourceFate::Live(live) if live == id))
}

/// What the record stands for and is still there; its predecessors too.
fn live_of<'a>(address: &Address, context: &Context<'a>) -> Vec<&'a ObservedAssessment> {
    let record = context.recorded.record(address);
    let ids = record
        .into_iter()
        .flat_map(|record| record.previous_ids.iter().chain([&record.id]));
    let details = &context.live.promptster.details;
    ids.filter_map(|id| match details.get(&TaskId::new(id)) {
        Some(Lookup::Found(live)) => Some(live),
        _ => None,
    })
    .collect()
}

/// Created from here a moment ago, and no read shows it: dropped from the state now, it would stay for good.
fn is_to_come(address: &Address, context: &Context<'_>) -> bool {
    let record = context.recorded.record(address);
    let is_recent =
        record.is_some_and(|record| record.created_recently(context.live.read_at).is_some());
    is_recent && live_of(address, context).is_empty()
}

fn not_visible_yet(address: &Address) -> Blocked {
    Blocked {
        address: address.clone(),
        code: Code::NotVisibleYet,
        message:
            "it no longer has a manifest, and was created so recently that it is not visible yet"
                .to_owned(),
        help: WAIT.to_owned(),
        source: None,
        steps: Vec::new(),
    }
}

fn too_many(address: &Address, count: u64, most: u64) -> Blocked {
    Blocked {
        address: address.clone(),
        code: Code::MaxDestroy,
        message: format!(
            "it no longer has a manifest, so it would be deleted with its candidate keys; the plan would delete \
             {count}, and `guards.maxDestroy` allows {most}"
        ),
        help: format!(
            "restore the manifest; or, if it was renamed, list its old name under `metadata.previousNames`; or \
             raise `guards.maxDestroy` of the workspace to {count} in the same change; or run \
             `vetform state rm {address}` to leave it live and unmanaged"
        ),
        source: None,
        steps: Vec::new(),
    }
}

fn deletion(address: &Address, live: &[&ObservedAssessment], context: &Context<'_>) -> Finished {
    let origin = Origin::nowhere();
    let mut draft = Draft::new(address, &origin);
    for live in live {
        delete(&mut draft, &live.id, context);
    }
    let keys: Vec<_> = live
        .iter()
        .flat_map(|live| keys_of(&live.id, context))
        .collect();
    let last = live[live.len() - 1];
    let of_last = keys_of(&last.id, context);
    let snapshot = Snapshot::of_task(last, &of_last, context.recorded.snapshot_key());
    let precondition = Precondition::unmoved(Kind::PromptsterAssessment, &last.id, snapshot);
    if let Some(call) = draft.calls.last_mut() {
        call.remember = vec![crate::plan::change::Remember::Fact(RecordChange::Forget)];
    }
    let id = Some(last.id.to_string());
    draft.finish(Action::Delete, id, precondition, Some(keys.len() as u64))
}
