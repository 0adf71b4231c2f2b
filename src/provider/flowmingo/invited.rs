//! What an invite's answer tells of each person: 201 says nothing yet, every result is read for its own errors (guide, §3.3).
//!
//! Whose result it is must be certain: an outcome for the wrong person would leave the right one without an invite. Whoever
//! is left without a result is left out here, which means "in doubt". Quotes no body.

use serde_json::Value;

use super::invite_result::{Aim, Told, outcome};
use crate::model::flowmingo::Invitee;
use crate::model::{PersonOutcome, PersonResult};

/// The outcomes of those that the answer speaks of. `fit_to_show` cleans the system's words.
///
/// # Errors
/// There are no results in it: then nothing is known of anybody.
pub(super) fn outcomes(
    invited: &[Invitee],
    aim: Aim,
    body: &[u8],
    fit_to_show: impl Fn(&str) -> String,
) -> Result<Vec<PersonOutcome>, String> {
    let body: Value =
        serde_json::from_slice(body).map_err(|_| "the response is not JSON".to_owned())?;
    let results = results(&body).ok_or("the response has no `results`")?;
    let told: Vec<Told> = results.iter().map(Told::of).collect();
    let persons = persons(invited, &told);
    let outcomes = invited.iter().enumerate().filter_map(|(index, invitee)| {
        let mine = told
            .iter()
            .zip(&persons)
            .filter(|(_, person)| **person == Some(index))
            .map(|(told, _)| told);
        let result = outcome(&mine.collect::<Vec<_>>(), aim)?;
        Some(PersonOutcome {
            who: invitee.email.clone(),
            result: match result {
                PersonResult::Entered(ids) => PersonResult::Entered(ids),
                PersonResult::EnteredBut { ids, words } => PersonResult::EnteredBut {
                    ids,
                    words: fit_to_show(&words),
                },
                PersonResult::Refused {
                    words,
                    leaves_a_trace,
                } => PersonResult::Refused {
                    words: fit_to_show(&words),
                    leaves_a_trace,
                },
            },
        })
    });
    Ok(outcomes.collect())
}

fn results(body: &Value) -> Option<&Vec<Value>> {
    [
        body.get("results"),
        body.get("data").and_then(|data| data.get("results")),
        body.get("data"),
        Some(body),
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_array)
}

/// Whose result each is, as an index into `invited`.
fn persons(invited: &[Invitee], told: &[Told]) -> Vec<Option<usize>> {
    let mut persons: Vec<Option<usize>> = told
        .iter()
        .map(|told| by_ats_candidate_id(invited, told).or_else(|| by_email(invited, told)))
        .collect();
    if told.len() == invited.len() {
        for (index, told) in told.iter().enumerate() {
            let is_free = !persons.contains(&Some(index));
            if persons[index].is_none() && is_free && names_nobody(told) {
                persons[index] = Some(index);
            }
        }
    }
    persons
}

fn by_ats_candidate_id(invited: &[Invitee], told: &Told) -> Option<usize> {
    let id = told.ats_candidate_id.as_deref()?;
    only_one(invited, |one| one.ats_candidate_id.as_deref() == Some(id))
}

fn by_email(invited: &[Invitee], told: &Told) -> Option<usize> {
    let email = told.email.as_deref()?;
    only_one(invited, |one| one.email.canonical() == email)
}

/// A name that fits nobody contradicts the position; no name at all does not.
const fn names_nobody(told: &Told) -> bool {
    told.ats_candidate_id.is_none() && told.email.is_none()
}

fn only_one(invited: &[Invitee], is_it: impl Fn(&Invitee) -> bool) -> Option<usize> {
    let mut fitting = invited
        .iter()
        .enumerate()
        .filter(|(_, invitee)| is_it(invitee))
        .map(|(index, _)| index);
    fitting.next().filter(|_| fitting.next().is_none())
}
