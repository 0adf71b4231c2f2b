//! What a pull may remember once the manifests say what is live: which object each stands for, and what of it is as
//! declared. An edit that no apply has made yet is none of it, and neither is a doubt or a removal: those are an apply's.

use std::collections::BTreeSet;

use crate::diagnostic::Code;
use crate::model::{Address, AssessmentId, Live, Lookup, Name};
use crate::plan::{Action, Plan};
use crate::state::{Delta, RecordChange, Recorded};

/// The facts that are true without any call. `plan`: of the manifests as they are now; `live`: what it was made from.
pub fn taken_in(
    plan: &Plan,
    live: &Live,
    recorded: &Recorded,
    is_wanted: &dyn Fn(&Address) -> bool,
) -> Vec<Delta> {
    let blocked = plan.blocked.iter();
    let unseen: BTreeSet<&Address> = blocked
        .filter(|blocked| blocked.code == Code::NotVisibleYet)
        .map(|blocked| &blocked.address)
        .collect();
    let changes = plan.changes.iter().chain(&plan.obstructed);
    let of_changes = changes
        .filter(|change| !matches!(change.action, Action::Create | Action::Delete))
        .flat_map(|change| {
            change
                .records
                .iter()
                .map(|fact| fact.clone().of(&change.address))
        });
    let mut facts: Vec<Delta> = plan.records.iter().cloned().chain(of_changes).collect();
    facts.retain(|fact| is_wanted(&fact.address) && !unseen.contains(&fact.address));
    let turned = turned_rosters(&facts, recorded);
    facts.retain(|fact| !turned.contains(&fact.address));
    let claimed: BTreeSet<String> = facts.iter().filter_map(claimed_question).collect();
    facts.retain(|fact| match &fact.change {
        RecordChange::QuestionGone { name } => {
            !is_dropped_only(&fact.address, name, &claimed, live, recorded)
        }
        change => is_seen(change),
    });
    facts
}

/// Whether it tells of what reads have shown, and not of what an apply would make of an edit.
const fn is_seen(change: &RecordChange) -> bool {
    match change {
        RecordChange::Identify { .. }
        | RecordChange::MovedFrom { .. }
        | RecordChange::NewVersion { .. }
        | RecordChange::Fields { .. }
        | RecordChange::Rewritten { .. }
        | RecordChange::NeverSent { .. }
        | RecordChange::Question { .. }
        | RecordChange::QuestionRewritten { .. }
        | RecordChange::QuestionNeverSent { .. }
        | RecordChange::QuestionGone { .. }
        | RecordChange::Steps { .. }
        | RecordChange::StepRewritten { .. }
        | RecordChange::Person { .. }
        | RecordChange::PersonSeen { .. }
        | RecordChange::Based { .. } => true,
        RecordChange::Retargeted { .. }
        | RecordChange::Wrote { .. }
        | RecordChange::OrderGivenUp { .. }
        | RecordChange::Started { .. }
        | RecordChange::NotDone { .. }
        | RecordChange::PersonForgotten { .. }
        | RecordChange::Generated { .. }
        | RecordChange::PreviousGone { .. }
        | RecordChange::Forget => false,
    }
}

/// Rosters that were never applied, or are to be about something else now: whom they have entered is an apply's to say.
fn turned_rosters(facts: &[Delta], recorded: &Recorded) -> BTreeSet<Address> {
    let turns = |fact: &&Delta| {
        let is_turned = matches!(
            fact.change,
            RecordChange::Identify { .. }
                | RecordChange::Retargeted { .. }
                | RecordChange::MovedFrom { .. }
        );
        fact.address.kind().is_roster() && (is_turned || recorded.record(&fact.address).is_none())
    };
    let turned = facts.iter().filter(turns);
    turned.map(|fact| fact.address.clone()).collect()
}

/// The id of the live question that a fact gives a name.
fn claimed_question(fact: &Delta) -> Option<String> {
    match &fact.change {
        RecordChange::Question { id, .. } => Some(id.clone()),
        _ => None,
    }
}

/// Whether a question is still live and only dropped from the manifest: forgotten now, the next pull would bring it back.
fn is_dropped_only(
    address: &Address,
    name: &Name,
    claimed: &BTreeSet<String>,
    live: &Live,
    recorded: &Recorded,
) -> bool {
    let Some(record) = recorded.record(address) else {
        return false;
    };
    let Some(question) = record.questions.get(name) else {
        return false;
    };
    let of_live = match live
        .taptalent
        .assessment_details
        .get(&AssessmentId::new(&record.id))
    {
        Some(Lookup::Found(assessment)) => assessment.questions.as_deref().unwrap_or_default(),
        _ => &[],
    };
    let is_live = of_live.iter().any(|live| live.id.as_str() == question.id);
    is_live && !claimed.contains(&question.id)
}
