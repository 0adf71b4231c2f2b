//! Who has a candidate key: one for everybody who is wanted and has none. A request for keys mails everybody in it.

use std::collections::HashMap;

use crate::diagnostic::Code;
use crate::model::promptster::{
    Candidate, Keyholder, MOST_KEYS_A_CALL, ObservedKey, Operation as Write, Roster,
};
use crate::model::{
    Address, CandidateKeyId, Kind, Lookup, Operation, PersonAction, Pointer, Resource, Target,
    TaskId,
};
use crate::plan::change::{Cause, Irreversible, Remember};
use crate::plan::context::{Context, ResourceFate};
use crate::plan::draft::{Draft, Finished};
use crate::plan::error::PlanError;
use crate::plan::invited_before::Elsewhere;
use crate::plan::people::{PeopleMemory, block_lost};
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::plan::visibility::age_words;
use crate::state::{Fingerprint, PersonRecord, RecordChange, age_if_recent};

/// Plans one roster.
pub(super) fn plan(
    resource: &Resource<Roster>,
    context: &Context<'_>,
) -> Result<Finished, PlanError> {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    context.remember_move(&mut draft, resource);
    let address = &resource.spec.assessment;
    let task = match context.fate_of(address) {
        ResourceFate::Live(id) => {
            draft.requires.push(address.clone());
            Some(TaskId::new(id))
        }
        ResourceFate::Created => {
            draft.requires.push(address.clone());
            None
        }
        ResourceFate::Blocked => {
            draft.block_with(address, "assessment");
            return Ok(draft.finish_roster(None, Precondition::None));
        }
    };
    let record = remembered(&mut draft, resource, task.as_ref(), context);
    let memory = PeopleMemory {
        address: &resource.address,
        record,
        recorded: context.recorded,
    };
    let keys = live_keys(&mut draft, resource, task.as_ref(), context)?;
    let mut wanted = Vec::new();
    let mut elsewhere = Vec::new();
    for candidate in &resource.spec.candidates {
        let other =
            context
                .listed
                .first_to_enter(&resource.address, address, &candidate.email, |other| {
                    is_known_to(
                        other,
                        &memory.print(&candidate.email),
                        task.as_ref(),
                        context,
                    )
                });
        let seen = (&keys, context);
        match plan_one(&mut draft, candidate, task.as_ref(), seen, memory, other) {
            Fate::Settled => {}
            Fate::Wanted(holder) => wanted.push(holder),
            Fate::Elsewhere(other) => elsewhere.push(other),
        }
    }
    draft.note_listed_elsewhere(&elsewhere);
    let assessment = task
        .clone()
        .map_or_else(|| Target::Created(address.clone()), Target::Id);
    for batch in wanted.chunks(MOST_KEYS_A_CALL) {
        draft.people_call(Operation::Promptster(Write::GenerateKeys {
            assessment: assessment.clone(),
            org_name: resource.spec.org_name.clone(),
            candidates: batch.to_vec(),
        }));
    }
    let id = task.as_ref().map(ToString::to_string);
    let precondition = task.map_or(Precondition::None, |id| Precondition::NoKeyYet { id });
    Ok(draft.finish_roster(id, precondition))
}

/// What is remembered, if it is about the same assessment: the keys of a deleted one are gone.
fn remembered<'a>(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    task: Option<&TaskId>,
    context: &Context<'a>,
) -> Option<&'a crate::state::Record> {
    let record = record_of(resource, context.recorded);
    let id = task.map_or_else(String::new, ToString::to_string);
    if record.is_none_or(|record| record.id != id) && (task.is_some() || record.is_some()) {
        draft.records.push(RecordChange::Identify {
            id: id.clone(),
            adopted: false,
        });
    }
    record.filter(|record| record.id.is_empty() || record.id == id)
}

/// By address; more than one where two runs without a common lock, or a person, issued them.
type Keys<'a> = HashMap<&'a str, Vec<&'a ObservedKey>>;

fn live_keys<'a>(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    task: Option<&TaskId>,
    context: &Context<'a>,
) -> Result<Keys<'a>, PlanError> {
    let Some(task) = task else {
        return Ok(Keys::new());
    };
    match context.live.promptster.keys.get(task) {
        Some(Lookup::Found(keys)) => {
            let mut by_email = Keys::new();
            for key in keys.items() {
                if let Some(email) = key.email.as_deref() {
                    by_email.entry(email).or_default().push(key);
                }
            }
            Ok(by_email)
        }
        Some(Lookup::Denied(words)) => {
            draft.block(
                Code::AccessDenied,
                Pointer::spec("assessment"),
                format!("the key may not see the candidate keys of `{task}`: {words}"),
                "use a key of the organisation that owns it",
            );
            Ok(Keys::new())
        }
        Some(Lookup::Gone) => {
            block_lost(draft, &format!("the candidate keys of `{task}`"));
            Ok(Keys::new())
        }
        None => Err(PlanError::PeopleNotRead {
            address: resource.address.clone(),
            of: task.to_string(),
        }),
    }
}

/// Whether the record of another roster of the same assessment has a person, so that it issues no key any more.
fn is_known_to(
    roster: &Address,
    who: &Fingerprint,
    task: Option<&TaskId>,
    context: &Context<'_>,
) -> bool {
    context.recorded.record(roster).is_some_and(|record| {
        let is_of_this =
            record.id.is_empty() || task.is_some_and(|task| task.as_str() == record.id);
        is_of_this && record.people.contains_key(who)
    })
}

/// What became of a person.
enum Fate<'a> {
    /// Has a key, or was spoken of.
    Settled,
    /// A key is to be issued.
    Wanted(Keyholder),
    /// Gets one by this other roster.
    Elsewhere(&'a Address),
}

/// `other` is a roster before this one that asks for a key for the same person.
fn plan_one<'a>(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    task: Option<&TaskId>,
    (keys, context): (&Keys<'_>, &Context<'_>),
    memory: PeopleMemory<'_>,
    other: Option<&'a Address>,
) -> Fate<'a> {
    let own = keys.get(candidate.email.canonical());
    let own = own.map_or(&[][..], Vec::as_slice);
    let known = memory.of(&candidate.email);
    let is_known = |key: &&ObservedKey| {
        known.is_some_and(|known| known.id.as_deref() == Some(key.id.as_str()))
    };
    if candidate.revoked {
        let record = memory
            .record
            .filter(|_| known.is_some_and(|known| known.revoked));
        let age = record.and_then(|record| record.written_recently(context.live.read_at));
        for &key in own {
            match age {
                Some(age) if is_known(&key) => {
                    let what = format!("had a key, which was revoked {} ago", age_words(age));
                    draft.note_not_visible(candidate, &what);
                }
                _ => _ = task.map(|task| revoke(draft, candidate, task, &key.id, memory)),
            }
        }
        return Fate::Settled;
    }
    let first = own.first().copied();
    if let Some(live) = own.iter().copied().find(is_known).or(first) {
        note_twice(draft, candidate, own);
        if known.is_none_or(|known| known.id.as_deref() != Some(live.id.as_str())) {
            draft.records.push(RecordChange::Person {
                who: memory.print(&candidate.email),
                person: PersonRecord {
                    id: Some(live.id.to_string()),
                    ..PersonRecord::default()
                },
            });
        }
        draft.remember_seen(known, || memory.print(&candidate.email));
        return Fate::Settled;
    }
    if let Some(known) = known {
        note_unseen_key(draft, candidate, known, context);
        return Fate::Settled;
    }
    let who = memory.print(&candidate.email);
    let is_there = |place: &str| task.is_some_and(|task| task.as_str() == place);
    let entered = &context.entered;
    match entered.unseen(Kind::PromptsterRoster, &who, is_there) {
        Some(Elsewhere::Entered(entry)) => {
            note_unseen_key(draft, candidate, entry.person, context);
            let person = entry.person.clone();
            draft.records.push(RecordChange::Person { who, person });
            return Fate::Settled;
        }
        Some(Elsewhere::InDoubt(address, pending)) if pending.is_spent() => {
            draft.note_unseen(candidate, PeopleMemory { address, ..memory }, pending);
            return Fate::Settled;
        }
        Some(Elsewhere::InDoubt(_, pending)) => {
            draft.take_over_doubt(memory, &candidate.email, pending);
        }
        None => {}
    }
    if let Some(other) = other {
        return Fate::Elsewhere(other);
    }
    draft.person(candidate, PersonAction::Invite, memory.cause());
    Fate::Wanted(Keyholder {
        email: candidate.email.clone(),
        name: candidate.name.clone(),
    })
}

/// Of a person who had a key, and has none now.
fn note_unseen_key(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    known: &PersonRecord,
    context: &Context<'_>,
) {
    if known.revoked {
        draft.note_key_revoked(candidate);
    } else {
        let age = age_if_recent(known.entered, context.live.read_at);
        let gone = "had a key, which no longer exists";
        draft.note_gone(candidate, age, gone, "those with a key");
    }
}

/// Each of them lets the person in.
fn note_twice(draft: &mut Draft<'_>, candidate: &Candidate, keys: &[&ObservedKey]) {
    let usable = keys.iter().filter(|key| key.is_usable());
    let ids: Vec<&str> = usable.map(|key| key.id.as_str()).collect();
    if ids.len() > 1 {
        let what = format!("has {} usable candidate keys", ids.len());
        draft.note_person_twice(candidate, &what, &ids, "revoke all but one in the web app");
    }
}

fn revoke(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    task: &TaskId,
    key: &CandidateKeyId,
    memory: PeopleMemory<'_>,
) {
    draft.person(candidate, PersonAction::Revoke, Cause::Edited);
    let operation = Operation::Promptster(Write::RevokeKey {
        assessment: task.clone(),
        key: key.clone(),
        who: candidate.email.clone(),
    });
    let fact = RecordChange::Person {
        who: memory.print(&candidate.email),
        person: PersonRecord {
            id: Some(key.to_string()),
            revoked: true,
            ..PersonRecord::default()
        },
    };
    draft.call(
        operation,
        vec![Remember::Fact(fact)],
        Some(Irreversible::Revocation),
    );
}
