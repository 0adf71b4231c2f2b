//! What an invite's answer tells of each person: 201 says nothing yet, every result is read for its own errors (guide, §3.3).
//!
//! Whose result it is must be certain: an outcome for the wrong person would leave the right one without an invite. Whoever
//! is left without a result is left out here, which means "in doubt". Quotes no body.

use serde_json::Value;

use crate::model::flowmingo::Invitee;
use crate::model::{Email, PersonIds, PersonOutcome};

/// The outcomes of those that the answer speaks of. `fit_to_show` cleans the system's words.
///
/// # Errors
/// There are no results in it: then nothing is known of anybody.
pub(super) fn outcomes(
    invited: &[Invitee],
    targets_a_set: bool,
    body: &[u8],
    fit_to_show: impl Fn(&str) -> String,
) -> Result<Vec<PersonOutcome>, String> {
    let body: Value =
        serde_json::from_slice(body).map_err(|_| "the answer is not JSON".to_owned())?;
    let results = results(&body).ok_or("the answer has no `results`")?;
    let told: Vec<Told> = results.iter().map(Told::of).collect();
    let persons = persons(invited, &told);
    let outcomes = invited.iter().enumerate().filter_map(|(index, invitee)| {
        let mine = told
            .iter()
            .zip(&persons)
            .filter(|(_, person)| **person == Some(index))
            .map(|(told, _)| told);
        let result = outcome(&mine.collect::<Vec<_>>(), targets_a_set)?;
        Some(PersonOutcome {
            who: invitee.email.clone(),
            result: result.map_err(|words| fit_to_show(&words)),
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

/// What one result says.
struct Told {
    ats_candidate_id: Option<String>,
    email: Option<String>,
    talent: Option<String>,
    submission: Option<String>,
    record: Option<String>,
    errors: Vec<String>,
}

impl Told {
    fn of(result: &Value) -> Self {
        let submission = result
            .get("submission")
            .filter(|one| one.is_object())
            .or_else(|| result.get("submissions")?.get(0));
        let of_submission = |name| submission.and_then(|one| text(one.get(name)?));
        let own = |name| text(result.get(name)?);
        Self {
            ats_candidate_id: own("ats_candidate_id"),
            email: own("email_address")
                .or_else(|| own("email"))
                .or_else(|| of_submission("email"))
                .map(|email| Email::canonical_of(&email)),
            talent: own("tal_candidate_id").or_else(|| of_submission("tal_candidate_id")),
            submission: of_submission("id"),
            record: own("record_id"),
            errors: errors(result),
        }
    }
}

/// The words of every `…_error_messages` map and every `…_error_message`, each once.
fn errors(result: &Value) -> Vec<String> {
    let mut words = Vec::new();
    for (name, value) in result.as_object().into_iter().flatten() {
        let speaks_of_error = name == "error"
            || name == "errors"
            || ["error_message", "error_messages"]
                .iter()
                .any(|end| name.ends_with(end));
        if speaks_of_error {
            collect_words(value, &mut words);
        }
    }
    words
}

fn collect_words(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::Null | Value::Bool(false) => {}
        Value::Object(targets) => targets
            .values()
            .for_each(|value| collect_words(value, words)),
        Value::Array(items) => items.iter().for_each(|value| collect_words(value, words)),
        Value::String(text) if text.trim().is_empty() => {}
        other => {
            let text = other
                .as_str()
                .map_or_else(|| other.to_string(), str::to_owned);
            if !words.contains(&text) {
                words.push(text);
            }
        }
    }
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

/// One person's results as one outcome: any error is an error. `None`: nothing is said either way.
fn outcome(mine: &[&Told], targets_a_set: bool) -> Option<Result<PersonIds, String>> {
    let mut words: Vec<&str> = Vec::new();
    for text in mine.iter().flat_map(|told| &told.errors) {
        if !words.contains(&text.as_str()) {
            words.push(text);
        }
    }
    if !words.is_empty() {
        return Some(Err(words.join("; ")));
    }
    mine.iter().find_map(|told| {
        let is_in = told.submission.is_some()
            || !targets_a_set && (told.record.is_some() || told.talent.is_some());
        is_in.then(|| {
            Ok(PersonIds {
                id: told.submission.clone(),
                talent: told.talent.clone(),
            })
        })
    })
}

/// A text that is not blank, or a whole number.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}
