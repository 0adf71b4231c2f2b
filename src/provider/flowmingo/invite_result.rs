//! What one result of an invite says: what was made for the person, and what went wrong beside it.
//!
//! The guide allows both in one result (§3.3): a submission or an invitation, and an error of another part. Whatever may have
//! mailed is in: a second invite would mail again.

use serde_json::Value;

use crate::model::{Email, PersonIds, PersonResult};

/// Words of the one error that means "is there already" (guide, §5); there is no code.
pub(super) const APPLIED_BEFORE: &str = "already applied";

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    /// An interview set is named, so that a submission is made.
    pub(super) set: bool,
    /// A mail is to go out, so that an invitation is made.
    pub(super) mail: bool,
}

/// What one result says.
pub(super) struct Told {
    pub(super) ats_candidate_id: Option<String>,
    pub(super) email: Option<String>,
    talent: Option<String>,
    submission: Option<String>,
    record: Option<String>,
    invitation: bool,
    unsent: Vec<String>,
    errors: Vec<String>,
    applied_before: bool,
}

impl Told {
    pub(super) fn of(result: &Value) -> Self {
        let submission = one_of(result, "submission");
        let of_submission = |name| submission.and_then(|one| text(one.get(name)?));
        let own = |name| text(result.get(name)?);
        let Errors {
            unsent,
            others,
            applied_before,
        } = Errors::of(result);
        Self {
            ats_candidate_id: own("ats_candidate_id"),
            email: own("email_address")
                .or_else(|| own("email"))
                .or_else(|| of_submission("email"))
                .map(|email| Email::canonical_of(&email)),
            talent: own("tal_candidate_id").or_else(|| of_submission("tal_candidate_id")),
            submission: of_submission("id"),
            record: own("record_id"),
            invitation: one_of(result, "invitation").is_some(),
            unsent,
            errors: others,
            applied_before,
        }
    }

    /// Whether something was made that a second invite would make, or mail, again.
    const fn is_in(&self, aim: Aim) -> bool {
        self.invitation
            || if aim.set {
                self.submission.is_some() && (!aim.mail || self.unsent.is_empty())
            } else {
                let is_known = self.record.is_some() || self.talent.is_some();
                self.applied_before || is_known && self.errors.is_empty() && self.unsent.is_empty()
            }
    }
}

/// `<name>`, or the first of `<name>s`.
fn one_of<'a>(result: &'a Value, name: &str) -> Option<&'a Value> {
    result
        .get(name)
        .filter(|one| one.is_object())
        .or_else(|| result.get(format!("{name}s"))?.get(0))
}

/// The words of every `…_error_messages` map and every `…_error_message`, each once.
#[derive(Default)]
struct Errors {
    /// Of the invitation.
    unsent: Vec<String>,
    /// Of all else.
    others: Vec<String>,
    /// The person is in the project already, which is not an error.
    applied_before: bool,
}

impl Errors {
    fn of(result: &Value) -> Self {
        let mut errors = Self::default();
        for (name, value) in result.as_object().into_iter().flatten() {
            let ends = ["error", "errors", "error_message", "error_messages"];
            if !ends
                .iter()
                .any(|end| name == end || name.ends_with(&format!("_{end}")))
            {
                continue;
            }
            if name.starts_with("invitation") {
                collect_words(value, &mut errors.unsent);
            } else if name.starts_with("application") {
                let mut words = Vec::new();
                collect_words(value, &mut words);
                let (known, unknown): (Vec<_>, Vec<_>) = words
                    .into_iter()
                    .partition(|words| words.to_lowercase().contains(APPLIED_BEFORE));
                errors.applied_before |= !known.is_empty();
                errors.others.extend(unknown);
            } else {
                collect_words(value, &mut errors.others);
            }
        }
        errors
    }
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

/// One person's results as one outcome. `None`: nothing is said either way.
pub(super) fn outcome(mine: &[&Told], aim: Aim) -> Option<PersonResult> {
    let mut words: Vec<&str> = Vec::new();
    for text in mine
        .iter()
        .flat_map(|told| told.unsent.iter().chain(&told.errors))
    {
        if !words.contains(&text.as_str()) {
            words.push(text);
        }
    }
    let words = words.join("; ");
    let Some(told) = mine.iter().find(|told| told.is_in(aim)) else {
        let leaves_a_trace = mine.iter().any(|told| told.submission.is_some());
        return (!words.is_empty()).then_some(PersonResult::Refused {
            words,
            leaves_a_trace,
        });
    };
    let ids = PersonIds {
        id: told.submission.clone(),
        talent: told.talent.clone(),
    };
    Some(if words.is_empty() {
        PersonResult::Entered(ids)
    } else {
        PersonResult::EnteredBut { ids, words }
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
