//! The invites of a roster, in batches, and the stages that the newly invited are put into afterwards.

use super::memory::Destination;
use super::pipeline::stage_named;
use crate::model::flowmingo::{
    ApplicationRef, Candidate, Invitee, MOST_INVITES_A_CALL, Operation as Write, Roster,
};
use crate::model::{Operation, Resource};
use crate::plan::change::{Irreversible, PlannedCall};
use crate::plan::draft::Draft;

/// What a request says of a person.
pub(super) fn invitee(candidate: &Candidate) -> Invitee {
    Invitee {
        email: candidate.email.clone(),
        firstname: candidate.firstname.clone(),
        lastname: candidate.lastname.clone(),
        cv_link: candidate.cv_link.clone(),
        ats_candidate_id: candidate.ats_candidate_id.clone(),
    }
}

/// Adds the calls.
pub(super) fn plan(
    draft: &mut Draft<'_>,
    resource: &Resource<Roster>,
    destination: &Destination<'_>,
    wanted: &[Invitee],
) {
    for batch in wanted.chunks(MOST_INVITES_A_CALL) {
        draft.people_call(Operation::Flowmingo(Write::Invite {
            set: destination.set.clone(),
            project: destination.project.clone(),
            job_post: destination.job_post.clone(),
            send_invite: resource.spec.send_invite,
            message: resource.spec.invitation_message.clone(),
            candidates: batch.to_vec(),
        }));
    }
    let is_new = |candidate: &&Candidate| wanted.iter().any(|one| one.email == candidate.email);
    let staged = resource
        .spec
        .candidates
        .iter()
        .filter(|one| one.stage.is_some());
    for candidate in staged.filter(is_new) {
        place(draft, candidate, resource, destination);
    }
}

/// Where an invite puts somebody is not documented, so a declared stage is set in any case.
fn place(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    resource: &Resource<Roster>,
    destination: &Destination<'_>,
) {
    let (Some(project), Some(name)) = (&destination.project, &candidate.stage) else {
        return;
    };
    let Some(stage) = stage_named(draft, candidate, name, destination) else {
        return;
    };
    draft.calls.push(PlannedCall {
        operation: Operation::Flowmingo(Write::MoveStage {
            application: ApplicationRef::Invited(candidate.email.clone()),
            who: candidate.email.clone(),
            project: project.clone(),
            stage,
        }),
        remember: Vec::new(),
        irreversible: Some(Irreversible::Entry),
        follows_mail: resource.spec.send_invite,
    });
}
