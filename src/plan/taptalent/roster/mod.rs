//! What must change of a TapTalent roster: whoever is wanted and not there is assigned or invited, once. Nobody is ever
//! taken out.

mod present;
mod target;

use super::super::change::NoteSeverity;
use super::super::context::Context;
use super::super::draft::{Draft, Finished};
use super::super::error::PlanError;
use super::super::invited_before::Elsewhere;
use super::super::people::PeopleMemory;
use super::super::precondition::Precondition;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{Candidate, Invitee, Roster};
use crate::model::{Address, Kind, Operation, PersonAction, Resource};
use crate::state::{PersonRecord, RecordChange, age_if_recent};
use present::Present;
use target::{Aim, aim};

/// Plans one roster.
pub(in crate::plan) fn plan(
    resource: &Resource<Roster>,
    context: &Context<'_>,
) -> Result<Finished, PlanError> {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    context.remember_move(&mut draft, resource);
    let Some(aim) = aim(&mut draft, resource, context) else {
        return Ok(draft.finish_roster(None, Precondition::None));
    };
    let memory = PeopleMemory {
        address: &resource.address,
        record: aim.record,
        recorded: context.recorded,
    };
    let present = Present::read(&mut draft, &aim, context)?;
    let earlier = Present::read_earlier(&mut draft, &aim, context)?;
    let mut stayed = 0;
    let mut of_unknown_version = 0;
    let mut elsewhere = Vec::new();
    for candidate in &resource.spec.candidates {
        let other = context.listed.first_to_enter(
            &resource.address,
            aim.address,
            &candidate.email,
            |other| aim.is_known_to(other, &memory.print(&candidate.email), context),
        );
        let present = (&present, &earlier);
        match plan_one(&mut draft, candidate, &aim, present, memory, other, context) {
            Fate::Settled => {}
            Fate::Stayed => stayed += 1,
            Fate::StayedUnknown => of_unknown_version += 1,
            Fate::Elsewhere(other) => elsewhere.push(other),
        }
    }
    draft.note_listed_elsewhere(&elsewhere);
    if stayed > 0 {
        let they = if stayed == 1 { "was" } else { "were" };
        let stay = if stayed == 1 { "stays" } else { "stay" };
        draft.note(Code::OldVersion, NoteSeverity::Info, format!(
            "{stayed} of these people {they} assigned to an earlier version of the flow and {stay} there; to assign \
             somebody to the new one too, list them in a separate roster"
        ));
    }
    if of_unknown_version > 0 {
        draft.note(Code::OldVersion, NoteSeverity::Info, format!(
            "people in an earlier version of the flow that is not in the state: {of_unknown_version}; they stay \
             there, and the web app can assign them to the new one too"
        ));
    }
    if !draft.calls.is_empty() {
        present.insist(&mut draft);
        earlier.insist(&mut draft);
    }
    let precondition = aim.precondition();
    Ok(draft.finish_roster(aim.id.clone(), precondition))
}

/// What became of a person.
enum Fate<'a> {
    /// Is there, is entered, or was spoken of.
    Settled,
    /// Is in an earlier version of the flow, which the state knows.
    Stayed,
    /// Is in an earlier version of the flow that no state knows.
    StayedUnknown,
    /// Is entered by this other roster.
    Elsewhere(&'a Address),
}

/// `present` and `earlier` are the people of the live object, and of its versions before that no state knows.
/// `other` is a roster before this one that enters the same person.
fn plan_one<'a>(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    aim: &Aim<'_>,
    (present, earlier): (&Present<'_>, &Present<'_>),
    memory: PeopleMemory<'_>,
    other: Option<&'a Address>,
    context: &Context<'_>,
) -> Fate<'a> {
    let known = memory.of(&candidate.email);
    if let Some(live) = present.find(candidate) {
        if aim.shows_everybody() {
            present.note_twice(draft, candidate);
        }
        if known.is_none() {
            draft.records.push(RecordChange::Person {
                who: memory.print(&candidate.email),
                person: PersonRecord {
                    id: live.id.clone(),
                    ..PersonRecord::default()
                },
            });
        }
        draft.remember_seen(known, || memory.print(&candidate.email));
        return Fate::Settled;
    }
    if earlier.find(candidate).is_some() {
        return Fate::StayedUnknown;
    }
    if let Some(known) = known {
        if aim.is_newer_version || known.stayed {
            return Fate::Stayed;
        }
        if aim.shows_everybody() {
            note_gone(draft, candidate, known, context);
        }
        return Fate::Settled;
    }
    let is_settled = if aim.shows_everybody() {
        is_asked_for_by_any(draft, candidate, aim, memory, context)
    } else {
        is_known_by_memory_only(draft, candidate, aim, memory, context)
    };
    if is_settled {
        return Fate::Settled;
    }
    if let Some(other) = other {
        return Fate::Elsewhere(other);
    }
    draft.person(candidate, PersonAction::Invite, memory.cause());
    draft.people_call(aim.operation(Invitee {
        email: candidate.email.clone(),
        first_name: candidate.first_name.clone(),
        last_name: candidate.last_name.clone(),
        job_candidate_id: candidate.job_candidate_id.clone(),
    }));
    Fate::Settled
}

fn note_gone(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    known: &PersonRecord,
    context: &Context<'_>,
) {
    let age = age_if_recent(known.entered, context.live.read_at);
    let gone = "was assigned, but is no longer among the flow's candidates";
    draft.note_gone(candidate, age, gone, "the flow's candidates");
}

/// Whom a flow does not show, and who was assigned to it by another roster, or may have been by any.
fn is_asked_for_by_any(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    aim: &Aim<'_>,
    memory: PeopleMemory<'_>,
    context: &Context<'_>,
) -> bool {
    let who = memory.print(&candidate.email);
    let is_there = |place: &str| aim.id.as_deref() == Some(place);
    let entered = &context.entered;
    match entered.unseen(Kind::TapTalentRoster, &who, is_there) {
        Some(Elsewhere::Entered(entry)) => {
            note_gone(draft, candidate, entry.person, context);
            let person = entry.person.clone();
            draft.records.push(RecordChange::Person { who, person });
            true
        }
        Some(Elsewhere::InDoubt(address, pending)) if pending.is_spent() => {
            draft.note_unseen(candidate, PeopleMemory { address, ..memory }, pending);
            true
        }
        Some(Elsewhere::InDoubt(_, pending)) => {
            draft.take_over_doubt(memory, &candidate.email, pending);
            false
        }
        None => false,
    }
}

/// Whom an assessment does not show yet, and who was invited by this roster or another, or may have been.
fn is_known_by_memory_only(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    aim: &Aim<'_>,
    memory: PeopleMemory<'_>,
    context: &Context<'_>,
) -> bool {
    let own = memory.doubt(&candidate.email);
    if let Some(pending) = own.filter(|pending| pending.is_spent()) {
        draft.note_doubt(candidate, memory, pending);
        return true;
    }
    let who = memory.print(&candidate.email);
    // What has no id yet is nothing that anybody was invited to; a roster without one may be about anything.
    let is_there = |place: &str| aim.id.as_deref() == Some(place);
    match context.entered.find(Kind::TapTalentRoster, &who, is_there) {
        Some(Elsewhere::Entered(entry)) => {
            let person = entry.person.clone();
            draft.records.push(RecordChange::Person { who, person });
            true
        }
        Some(Elsewhere::InDoubt(address, pending)) if address != memory.address => {
            draft.note_doubt(candidate, PeopleMemory { address, ..memory }, pending);
            true
        }
        Some(Elsewhere::InDoubt(..)) | None => {
            // The system refuses a second invite to an assessment: to send it once more is the way to find out.
            if let Some(pending) = own {
                draft.note_again(candidate, pending);
            }
            false
        }
    }
}

impl Aim<'_> {
    fn operation(&self, invitee: Invitee) -> Operation {
        match self.kind {
            target::AimKind::Flow => Operation::TapTalent(TapTalentWrite::AssignToFlow {
                flow: self.flow(),
                invitee,
            }),
            target::AimKind::Assessment => {
                Operation::TapTalent(TapTalentWrite::InviteToAssessment {
                    assessment: self.assessment(),
                    invitee,
                })
            }
        }
    }
}
