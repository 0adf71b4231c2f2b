//! People whom the state knows: their stage, and whether they are rejected.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::memory::Destination;
use crate::diagnostic::Code;
use crate::model::flowmingo::{
    Application, ApplicationRef, Candidate, Operation as Write, TalentRef,
};
use crate::model::{
    ApplicationId, Operation, Person, PersonAction, Pointer, StageId, TalentId, same_text,
};
use crate::plan::change::{Cause, Irreversible, NoteSeverity, Remember};
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::plan::error::PlanError;
use crate::plan::people::{PeopleMemory, place_words};
use crate::plan::precondition::Precondition;
use crate::plan::visibility::age_words;
use crate::state::{Fingerprint, PersonRecord, RecordChange};

/// What the stage of an application is called among the values that a write has taken the place of.
pub fn stage_of_application(id: &ApplicationId) -> String {
    format!("stage of the application {id}")
}

/// Invites first, then what follows them.
pub(super) const fn order(operation: &Operation) -> u8 {
    match operation {
        Operation::Flowmingo(Write::Invite { .. }) => 0,
        Operation::Flowmingo(Write::AddApplication { .. } | Write::MoveStage { .. }) => 1,
        _ => 2,
    }
}

/// Plans one person whom an earlier run entered.
pub(super) fn plan(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    known: &PersonRecord,
    destination: &Destination<'_>,
    memory: PeopleMemory<'_>,
    context: &Context<'_>,
) -> Result<(), PlanError> {
    if candidate.stage.is_none() && !candidate.rejected {
        return Ok(());
    }
    let Some(project) = &destination.project else {
        if candidate.rejected {
            note_unknown(draft, candidate, "rejected (the roster names no project)");
        }
        return Ok(());
    };
    let applications = context.live.flowmingo.applications.get(project);
    let applications = applications.ok_or_else(|| PlanError::PeopleNotRead {
        address: draft.address.clone(),
        of: format!("project {project}"),
    })?;
    let Some(talent) = known.talent.as_deref() else {
        note_unknown(draft, candidate, "moved or rejected");
        return Ok(());
    };
    let application = applications.items().iter().find(|one| {
        one.talent
            .as_ref()
            .is_some_and(|one| one.as_str() == talent)
    });
    if candidate.rejected {
        let is_there = |place: &str| destination.is_in_project(place);
        let who = memory.print(&candidate.email);
        let kind = draft.address.kind();
        match context.entered.doubted_rejection(kind, &who, is_there) {
            Some((address, pending)) if !known.rejected => {
                draft.note_doubt(candidate, PeopleMemory { address, ..memory }, pending);
            }
            _ => reject(draft, candidate, known, application, memory),
        }
    } else if known.rejected {
        draft.note(
            Code::UnknownPerson,
            NoteSeverity::Warning,
            format!(
                "{}{} was rejected before; to reinstate them, use Flowmingo's web app",
                candidate.email,
                place_words(candidate.source())
            ),
        );
    } else if let Some(stage) = &candidate.stage {
        place(
            draft,
            candidate,
            stage,
            TalentId::new(talent),
            Before {
                known,
                application,
                read_at: context.live.read_at,
            },
            destination,
            memory,
        );
    }
    Ok(())
}

fn reject(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    known: &PersonRecord,
    application: Option<&Application>,
    memory: PeopleMemory<'_>,
) {
    if known.rejected {
        return;
    }
    let Some(application) = application else {
        note_unknown(draft, candidate, "rejected (they have no application)");
        return;
    };
    draft.person(candidate, PersonAction::Reject, Cause::Edited);
    let operation = Operation::Flowmingo(Write::Reject {
        application: application.id.clone(),
        who: candidate.email.clone(),
    });
    let fact = RecordChange::Person {
        who: memory.print(&candidate.email),
        person: PersonRecord {
            rejected: true,
            ..PersonRecord::default()
        },
    };
    draft.call(
        operation,
        vec![Remember::Fact(fact)],
        Some(Irreversible::Mail),
    );
}

fn place(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    name: &str,
    talent: TalentId,
    before: Before<'_>,
    destination: &Destination<'_>,
    memory: PeopleMemory<'_>,
) {
    let stage = stage_named(draft, candidate, name, destination);
    let (Some(project), Some(stage)) = (&destination.project, stage) else {
        return;
    };
    if let Some(age) = before.not_visible_yet(&stage, memory) {
        draft.note_not_visible(
            candidate,
            &format!("was put into stage “{name}” {} ago", age_words(age)),
        );
        return;
    }
    let who = candidate.email.clone();
    let cause = before.cause(&stage);
    let in_stage = in_stage(memory.print(&who), &stage);
    let Some(application) = before.application else {
        let stage_name = name.to_owned();
        draft.person(candidate, PersonAction::Enter { stage: stage_name }, cause);
        let operation = Operation::Flowmingo(Write::AddApplication {
            talent: TalentRef::Id(talent),
            who,
            project: project.clone(),
            job_post: destination.job_post.clone(),
            stage: Some(stage),
        });
        let remember = vec![Remember::Fact(in_stage)];
        draft.call(operation, remember, Some(Irreversible::Entry));
        return;
    };
    if before.is_in(&stage) {
        if before.known.stage.as_deref() != Some(stage.as_str()) {
            draft.records.push(in_stage);
        }
        return;
    }
    let action = PersonAction::Move {
        from: application.stage.as_ref().map(|live| live.name.clone()),
        to: name.to_owned(),
    };
    draft.person(candidate, action, cause);
    let operation = Operation::Flowmingo(Write::MoveStage {
        application: ApplicationRef::Id(application.id.clone()),
        who,
        project: project.clone(),
        stage,
    });
    draft.call(operation, vec![Remember::Fact(in_stage)], None);
}

/// What is remembered of a person, and what is live.
#[derive(Clone, Copy)]
struct Before<'a> {
    known: &'a PersonRecord,
    application: Option<&'a Application>,
    read_at: Option<Timestamp>,
}

impl Before<'_> {
    fn live(&self) -> Option<&StageId> {
        let application = self.application?;
        application.stage.as_ref().map(|live| &live.id)
    }

    fn is_in(&self, stage: &StageId) -> bool {
        self.live() == Some(stage)
    }

    /// How long ago the person was put into this stage from here, if the read may be older than that.
    fn not_visible_yet(
        &self,
        wanted: &StageId,
        memory: PeopleMemory<'_>,
    ) -> Option<SignedDuration> {
        let record = memory.record?;
        let age = record.written_recently(self.read_at)?;
        let is_ours = self.known.stage.as_deref() == Some(wanted.as_str()) && !self.is_in(wanted);
        let is_old = match (self.application, self.live()) {
            (None, _) => true,
            (Some(application), Some(live)) => {
                let path = stage_of_application(&application.id);
                record.has_replaced(memory.key(), &path, &live.to_string().into())
            }
            (Some(_), None) => false,
        };
        (is_ours && is_old).then_some(age)
    }

    /// Who moved, if the person is to be in this stage and is not.
    fn cause(&self, wanted: &StageId) -> Cause {
        match self.known.stage.as_deref() {
            // Nobody was put into a stage from here yet.
            None => Cause::Edited,
            Some(settled) if settled == wanted.as_str() => Cause::Drifted,
            Some(settled) if self.live().map(StageId::as_str) == Some(settled) => Cause::Edited,
            Some(_) => Cause::Conflict,
        }
    }
}

/// Remembers that a person is in a stage as declared.
pub(super) fn in_stage(who: Fingerprint, stage: &StageId) -> RecordChange {
    let person = PersonRecord {
        stage: Some(stage.to_string()),
        ..PersonRecord::default()
    };
    RecordChange::Person { who, person }
}

/// The one live stage with this name.
pub(super) fn stage_named(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    name: &str,
    destination: &Destination<'_>,
) -> Option<StageId> {
    let found: Vec<_> = destination
        .stages
        .iter()
        .filter(|stage| same_text(&stage.name, name))
        .collect();
    if let [one] = found.as_slice() {
        return Some(one.id.clone());
    }
    let live: Vec<String> = destination
        .stages
        .iter()
        .map(|stage| format!("“{}”", stage.name))
        .collect();
    let live = if live.is_empty() {
        "none".to_owned()
    } else {
        live.join(", ")
    };
    draft.block(
        Code::NotLive,
        Pointer::spec("candidates"),
        format!(
            "{}{} should be in stage “{name}”, but {} live stages of the project have this name; the live stages: \
             {live}",
            candidate.email, place_words(candidate.source()), found.len()
        ),
        "use the name of exactly one live stage, or change the stages in Flowmingo's web app",
    );
    None
}

pub(super) fn note_unknown(draft: &mut Draft<'_>, candidate: &Candidate, what: &str) {
    draft.note(Code::UnknownPerson, NoteSeverity::Warning, format!(
        "{}{} cannot be {what}: the state does not have this person's ids, and the system does not show them",
        candidate.email, place_words(candidate.source())
    ));
}

/// The stages that moves were planned from.
pub(super) fn precondition(
    draft: &Draft<'_>,
    destination: &Destination<'_>,
    context: &Context<'_>,
) -> Precondition {
    let Some(project) = &destination.project else {
        return Precondition::None;
    };
    let moved = draft.calls.iter().filter_map(|call| match &call.operation {
        Operation::Flowmingo(Write::MoveStage {
            application: ApplicationRef::Id(id),
            ..
        }) => Some(id.clone()),
        _ => None,
    });
    let live = context.live.flowmingo.applications.get(project);
    let stage = |id: &ApplicationId| {
        let live = live?.items().iter().find(|one| one.id == *id)?;
        live.stage.as_ref().map(|stage| stage.id.clone())
    };
    let stages: BTreeMap<ApplicationId, Option<StageId>> = moved
        .map(|id| {
            let stage = stage(&id);
            (id, stage)
        })
        .collect();
    if stages.is_empty() {
        return Precondition::None;
    }
    Precondition::Stages {
        project: project.clone(),
        stages,
    }
}
