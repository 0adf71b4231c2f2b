//! Who was entered already: by this roster, by another one of the same set or project, or as the ids of people show.

use super::memory::Destination;
use crate::diagnostic::Code;
use crate::model::flowmingo::{Candidate, Submission};
use crate::model::{Kind, Person as _, TalentId};
use crate::plan::change::NoteSeverity;
use crate::plan::context::Context;
use crate::plan::draft::Draft;
use crate::plan::invited_before::{Elsewhere, Entry};
use crate::plan::people::{PeopleMemory, place_words};
use crate::state::{Pending, PersonRecord, RecordChange};

/// What is known of a person whom a roster lists.
pub(super) enum Known<'a> {
    /// Was entered.
    Entered(PersonRecord),
    /// May have been, by the roster of that memory.
    InDoubt(PeopleMemory<'a>, &'a Pending),
    /// Nothing.
    Nothing,
}

/// What is live of the people of a set or project.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub destination: &'a Destination<'a>,
    /// `None`: there is no set.
    pub submissions: Option<&'a [Submission]>,
}

/// Takes over into this roster whom another one has entered into the same.
pub(super) fn known<'a>(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    seen: Seen<'_>,
    memory: PeopleMemory<'a>,
    context: &Context<'a>,
) -> Known<'a> {
    if let Some(person) = memory.of(&candidate.email) {
        return Known::Entered(person.clone());
    }
    if let Some(pending) = memory.doubt(&candidate.email) {
        return Known::InDoubt(memory, pending);
    }
    let destination = seen.destination;
    let who = memory.print(&candidate.email);
    let is_there = |place: &str| destination.is_in(place);
    let person = match context.entered.find(Kind::FlowmingoRoster, &who, is_there) {
        Some(Elsewhere::InDoubt(address, pending)) => {
            return Known::InDoubt(PeopleMemory { address, ..memory }, pending);
        }
        Some(Elsewhere::Entered(entry)) => {
            note_left_out(draft, candidate, entry, destination);
            Some(taken_over(entry, destination))
        }
        None => {
            let all = context.entered.entries(Kind::FlowmingoRoster, &who);
            all.iter()
                .find_map(|entry| seen.by_talent(entry.person.talent.as_deref()?, context))
        }
    };
    let Some(person) = person else {
        return Known::Nothing;
    };
    draft.records.push(RecordChange::Person {
        who,
        person: person.clone(),
    });
    Known::Entered(person)
}

/// What holds here too: what became of a person in a project holds in that project.
fn taken_over(entry: Entry<'_>, destination: &Destination<'_>) -> PersonRecord {
    let PersonRecord {
        id,
        talent,
        stage,
        rejected,
        revoked: _,
        entered,
        stayed: _,
    } = entry.person.clone();
    let same_project = destination.is_in_project(entry.place);
    PersonRecord {
        id,
        talent,
        stage: stage.filter(|_| same_project),
        rejected: rejected && same_project,
        revoked: false,
        entered,
        stayed: false,
    }
}

/// An invite is what puts people into a project; who is not invited again is put there by nothing but a stage.
fn note_left_out(
    draft: &mut Draft<'_>,
    candidate: &Candidate,
    entry: Entry<'_>,
    destination: &Destination<'_>,
) {
    let wants_project = destination.set.is_some() && destination.project.is_some();
    if wants_project
        && !destination.is_in_project(entry.place)
        && candidate.stage.is_none()
        && !candidate.rejected
    {
        draft.note(
            Code::DuplicatePerson,
            NoteSeverity::Info,
            format!(
                "{}{} is already in the interview set and not invited again, so they are not added to the project; \
                 to add them, give them a `stage`",
                candidate.email,
                place_words(candidate.source())
            ),
        );
    }
}

impl Seen<'_> {
    /// A person whose id is known from elsewhere, seen there: entered by a run that the state does not know.
    fn by_talent(&self, talent: &str, context: &Context<'_>) -> Option<PersonRecord> {
        let is_meant = |id: &Option<TalentId>| id.as_ref().is_some_and(|id| id.as_str() == talent);
        let id = if let Some(all) = self.submissions {
            let own = all.iter().find(|one| is_meant(&one.talent))?;
            Some(own.id.to_string())
        } else {
            let all = self.destination.applications(context)?;
            all.iter().find(|one| is_meant(&one.talent))?;
            None
        };
        Some(PersonRecord {
            id,
            talent: Some(talent.to_owned()),
            ..PersonRecord::default()
        })
    }
}
