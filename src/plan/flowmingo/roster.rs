//! One Flowmingo roster: invites first, in batches; then stages; then rejections.

use super::invite::{self, invitee};
use super::known::{Known, Seen, known};
use super::memory::{Destination, destination};
use super::{pipeline, unknown};
use crate::diagnostic::Code;
use crate::model::flowmingo::{Candidate, Invitee, Roster, Submission};
use crate::model::{Lookup, PersonAction, Pointer, Resource, TalentId};
use crate::plan::change::NoteSeverity;
use crate::plan::context::Context;
use crate::plan::draft::{Draft, Finished};
use crate::plan::error::PlanError;
use crate::plan::people::PeopleMemory;
use crate::plan::precondition::Precondition;
use crate::plan::record::record_of;
use crate::state::{PersonRecord, Record, RecordChange, age_if_recent};

/// Plans one roster.
pub(super) fn plan(
    resource: &Resource<Roster>,
    context: &Context<'_>,
) -> Result<Finished, PlanError> {
    let mut draft = Draft::new(&resource.address, &resource.origin);
    context.remember_move(&mut draft, resource);
    let destination = destination(&mut draft, resource, context);
    if !draft.blocked.is_empty() {
        return Ok(draft.finish_roster(None, Precondition::None));
    }
    let record = remembered(&mut draft, resource, &destination, context);
    let memory = PeopleMemory {
        address: &resource.address,
        record,
        recorded: context.recorded,
    };
    let submissions = submissions(&mut draft, resource, &destination, context)?;
    let mut wanted = Vec::new();
    let seen = Seen {
        destination: &destination,
        submissions,
    };
    for candidate in &resource.spec.candidates {
        let known = match known(&mut draft, candidate, seen, memory, context) {
            Known::Entered(known) => known,
            Known::InDoubt(memory, pending) => {
                draft.note_doubt(candidate, memory, pending);
                continue;
            }
            Known::Nothing => {
                wanted.extend(unknown_person(&mut draft, candidate, resource, memory));
                continue;
            }
        };
        let is_gone = submissions.map(|all| is_gone(&known, all));
        note_twice(
            &mut draft,
            candidate,
            &known,
            submissions.unwrap_or_default(),
        );
        if is_gone == Some(false) {
            draft.remember_seen(Some(&known), || memory.print(&candidate.email));
        }
        if is_gone == Some(true) {
            let age = age_if_recent(known.entered, context.live.read_at);
            let gone = "was entered, but the submission no longer exists";
            draft.note_gone(candidate, age, gone, "the set's submissions");
        }
        pipeline::plan(&mut draft, candidate, &known, &destination, memory, context)?;
    }
    note_ignored_stages(&mut draft, resource);
    if !wanted.is_empty() {
        unknown::check(&mut draft, resource, seen, context);
    }
    invite::plan(&mut draft, resource, &destination, &wanted);
    // What is to be done to the newly invited stands after the invites; the rest was planned before them.
    draft
        .calls
        .sort_by_key(|call| pipeline::order(&call.operation));
    let precondition = pipeline::precondition(&draft, &destination, context);
    Ok(draft.finish_roster(Some(destination.id()), precondition))
}

/// What is remembered, if it is about the same set and project.
fn remembered<'a>(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    destination: &Destination<'_>,
    context: &Context<'a>,
) -> Option<&'a Record> {
    let record = record_of(resource, context.recorded);
    let id = destination.id();
    if record.is_none_or(|record| record.id != id) {
        draft.records.push(RecordChange::Identify {
            id: id.clone(),
            adopted: false,
        });
    }
    record.filter(|record| record.id.is_empty() || record.id == id)
}

fn submissions<'a>(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    destination: &Destination<'_>,
    context: &Context<'a>,
) -> Result<Option<&'a [Submission]>, PlanError> {
    let Some(set) = &destination.set else {
        return Ok(None);
    };
    match context.live.flowmingo.submissions.get(set) {
        Some(Lookup::Found(all)) => Ok(Some(all.items())),
        Some(Lookup::Denied(words)) => {
            draft.block(
                Code::AccessDenied,
                Pointer::spec("interviewSet"),
                format!("the key may not see the submissions of the set: {words}"),
                "use a key of the organisation that owns it",
            );
            Ok(None)
        }
        Some(Lookup::Gone) => Ok(Some(&[])),
        None => Err(PlanError::PeopleNotRead {
            address: resource.address.clone(),
            of: format!("interview set {set}"),
        }),
    }
}

/// Stages belong to a project.
fn note_ignored_stages(draft: &mut Draft<'_>, resource: &Resource<Roster>) {
    let staged = resource
        .spec
        .candidates
        .iter()
        .filter(|one| one.stage.is_some());
    let count = staged.count();
    if resource.spec.project.is_none() && count > 0 {
        draft.note(
            Code::StageIgnored,
            NoteSeverity::Warning,
            format!("`stage` is ignored for {count} of the people: stages belong to a project, and the roster names \
                no `project`"),
        );
    }
}

/// Who has two submissions to answer was invited twice. One that is handed in may be an earlier round.
fn note_twice(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    known: &PersonRecord,
    all: &[Submission],
) {
    let Some(talent) = known.talent.as_deref() else {
        return;
    };
    let open = all.iter().filter(|one| {
        let is_of = one.talent.as_ref().map(TalentId::as_str) == Some(talent);
        is_of && one.submitted_at.is_none() && one.overall_score.is_none()
    });
    let ids: Vec<&str> = open.map(|one| one.id.as_str()).collect();
    if ids.len() > 1 {
        let what = format!("has {} open submissions in the set", ids.len());
        let way_out = "delete all but one in the web app";
        draft.note_person_twice(candidate, &what, &ids, way_out);
    }
}

fn is_gone(known: &PersonRecord, all: &[Submission]) -> bool {
    known.id.as_ref().is_some_and(|id| {
        !all.iter().any(|live| {
            live.id.as_str() == id
                || (known.talent.is_some()
                    && live.talent.as_ref().map(TalentId::as_str) == known.talent.as_deref())
        })
    })
}

/// Returns whom to invite.
fn unknown_person(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    resource: &Resource<Roster>,
    memory: PeopleMemory<'_>,
) -> Option<Invitee> {
    if candidate.rejected {
        pipeline::note_unknown(draft, candidate, "rejected");
        return None;
    }
    let action = if resource.spec.send_invite {
        PersonAction::Invite
    } else {
        PersonAction::Register
    };
    draft.person(candidate, action, memory.cause());
    Some(invitee(candidate))
}
