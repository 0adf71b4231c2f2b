//! What must change of a TapTalent roster: whoever is wanted and not there is assigned or invited, once. Nobody is ever
//! taken out.

mod present;
mod target;

use super::build::PlanError;
use super::change::{Action, NoteSeverity, Precondition};
use super::context::Context;
use super::draft::{Draft, Finished};
use super::people::PeopleMemory;
use crate::diagnostic::Code;
use crate::model::{Candidate, Invitee, Operation, PersonAction, Resource, Roster};
use crate::state::{PersonRecord, RecordChange};
use present::Present;
use target::{Aim, aim};

/// Plans one roster.
pub(super) fn plan(
    resource: &Resource<Roster>,
    context: &Context<'_>,
) -> Result<Finished, PlanError> {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    context.remember_move(&mut draft, resource);
    let Some(aim) = aim(&mut draft, resource, context) else {
        return Ok(draft.finish(Action::Invite, None, Precondition::None, 0));
    };
    let memory = PeopleMemory {
        address: &resource.address,
        record: aim.record,
        recorded: context.recorded,
    };
    let present = Present::read(&mut draft, &aim, context)?;
    let mut stayed = 0;
    for candidate in &resource.spec.candidates {
        stayed += usize::from(plan_one(&mut draft, candidate, &aim, &present, memory));
    }
    if stayed > 0 && aim.is_newer_version {
        draft.note(Code::OldVersion, NoteSeverity::Info, format!(
            "{stayed} of these people were assigned to an earlier version of the flow and stay there; to assign \
             somebody to the new one as well, list them in a roster of their own"
        ));
    }
    if !draft.calls.is_empty() {
        present.insist(&mut draft);
    }
    let precondition = aim.precondition();
    Ok(draft.finish(Action::Invite, aim.id.clone(), precondition, 0))
}

/// Returns whether the person is remembered, but not there.
fn plan_one(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    aim: &Aim<'_>,
    present: &Present<'_>,
    memory: PeopleMemory<'_>,
) -> bool {
    let known = memory.of(&candidate.email);
    if let Some(live) = present.find(candidate) {
        if known.is_none() {
            draft.records.push(RecordChange::Person {
                who: memory.print(&candidate.email),
                person: PersonRecord {
                    id: live.id.clone(),
                    ..PersonRecord::default()
                },
            });
        }
        return false;
    }
    if known.is_some() {
        if aim.shows_everybody() && !aim.is_newer_version {
            draft.note_gone(
                candidate,
                "was assigned and is no longer among the flow's candidates",
            );
        }
        return true;
    }
    if let Some(pending) = memory.doubt(&candidate.email)
        && !aim.shows_everybody()
    {
        draft.note_doubt(candidate, memory, pending);
        return false;
    }
    draft.person(candidate, PersonAction::Invite, memory.cause());
    draft.people_call(aim.operation(Invitee {
        email: candidate.email.clone(),
        first_name: candidate.first_name.clone(),
        last_name: candidate.last_name.clone(),
        job_candidate_id: candidate.job_candidate_id.clone(),
    }));
    false
}

impl Aim<'_> {
    fn operation(&self, invitee: Invitee) -> Operation {
        match self.kind {
            target::AimKind::Flow => Operation::AssignToFlow {
                flow: self.flow(),
                invitee,
            },
            target::AimKind::Assessment => Operation::InviteToAssessment {
                assessment: self.assessment(),
                invitee,
            },
        }
    }
}
