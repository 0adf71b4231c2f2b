//! The people of a roster, live or not: each has a row, in the order of the manifest.

use super::invited::{full_name, memory};
use super::no_results::NoResults;
use super::row::Row;
use super::seen::Seen;
use super::who::Who;
use crate::model::taptalent::{ObservedCandidate, Roster, RosterTarget};
use crate::model::{Person, Resource, TalentId, flowmingo};
use crate::state::{PersonRecord, Recorded};

pub(super) fn of_roster(
    roster: &Resource<Roster>,
    recorded: &Recorded,
    seen: &Seen<'_>,
) -> Result<Vec<Row>, NoResults> {
    let (RosterTarget::Flow(object) | RosterTarget::Assessment(object)) = &roster.spec.target;
    let all = seen.candidates(object)?;
    let mut rows = Vec::new();
    for person in &roster.spec.candidates {
        let is_it = |one: &&ObservedCandidate| {
            let by_job = person.job_candidate_id.is_some()
                && one.job_candidate_id == person.job_candidate_id;
            one.email.as_deref() == Some(person.email.canonical()) || by_job
        };
        let declared = full_name(person.first_name.as_deref(), person.last_name.as_deref());
        let own = all.iter().filter(is_it).map(Row::of_candidate);
        let known = memory(&roster.address, recorded, person);
        rows.extend(people_rows(
            person,
            declared.as_deref(),
            own.collect(),
            known,
        ));
    }
    Ok(rows)
}

pub(super) fn of_flowmingo_roster(
    roster: &Resource<flowmingo::Roster>,
    recorded: &Recorded,
    seen: &Seen<'_>,
) -> Result<Vec<Row>, NoResults> {
    let spec = &roster.spec;
    let submissions = spec.interview_set.as_ref();
    let submissions = submissions.map(|set| seen.submissions(set)).transpose()?;
    let applications = spec.project.as_ref();
    let applications = applications
        .map(|project| seen.applications(project))
        .transpose()?;
    let mut rows = Vec::new();
    for person in &spec.candidates {
        let known = memory(&roster.address, recorded, person);
        let (id, talent) = known.map_or((None, None), |known| {
            (known.id.as_deref(), known.talent.as_deref())
        });
        let is_theirs =
            |own: Option<&TalentId>| talent.is_some() && own.map(TalentId::as_str) == talent;
        let mut own: Vec<Row> = submissions
            .unwrap_or_default()
            .iter()
            .filter(|one| Some(one.id.as_str()) == id || is_theirs(one.talent.as_ref()))
            .map(Row::of_submission)
            .collect();
        let application = applications
            .unwrap_or_default()
            .iter()
            .find(|one| is_theirs(one.talent.as_ref()))
            .map(Row::of_application);
        match application {
            Some(application) if own.is_empty() => own.push(application),
            Some(application) => {
                for row in &mut own {
                    row.stage.clone_from(&application.stage);
                }
            }
            None => {}
        }
        let declared = full_name(person.firstname.as_deref(), person.lastname.as_deref());
        rows.extend(people_rows(person, declared.as_deref(), own, known));
    }
    Ok(rows)
}

/// The rows of one person of a roster: those that are live, or one that says how far it has come without them.
pub(super) fn people_rows(
    person: &impl Person,
    declared_name: Option<&str>,
    mut own: Vec<Row>,
    known: Option<&PersonRecord>,
) -> Vec<Row> {
    let taken_out = match known {
        Some(known) if known.rejected => Some("rejected"),
        Some(known) if known.revoked => Some("revoked"),
        _ => None,
    };
    if own.is_empty() {
        let invited = if known.is_some() {
            "invited"
        } else {
            "not started"
        };
        own.push(Row {
            id: known.and_then(|known| known.id.clone()),
            status: Some(invited.to_owned()),
            ..Row::default()
        });
    }
    for row in &mut own {
        row.who = Some(Who::from(person.email()));
        row.name = row.name.take().or_else(|| declared_name.map(str::to_owned));
        if let Some(word) = taken_out {
            row.status = Some(word.to_owned());
        }
    }
    own
}
