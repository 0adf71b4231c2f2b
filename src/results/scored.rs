//! Who of an interview's results counts: everybody whose interview is scored, once.
//!
//! The values of `status` and `evaluationStatus` are not documented, but for `finished` and `completed`
//! (api-reference/assessments). So what sounds unfinished does not count, and all else does if there is a score.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::Timestamp;

use super::headcount::{FEWEST, Headcount};
use crate::model::taptalent::ObservedCandidate;

/// Words of a state in which a score is not the last one, or means nothing.
const UNFINISHED: [&str; 21] = [
    "not",
    "pending",
    "progress",
    "inprogress",
    "started",
    "incomplete",
    "partial",
    "partially",
    "invited",
    "scheduled",
    "queued",
    "waiting",
    "awaiting",
    "processing",
    "running",
    "ongoing",
    "draft",
    "later",
    "cancelled",
    "canceled",
    "abandoned",
];

/// Further ones of an evaluation. A candidate who failed has a score like any other; an evaluation that failed has none.
const UNEVALUATED: [&str; 5] = ["failed", "error", "evaluating", "scoring", "skipped"];

/// Everybody whose interview is scored: of somebody with several results, the last one.
#[derive(Debug)]
pub struct Scored<'a> {
    pub(super) people: Vec<&'a ObservedCandidate>,
}

impl<'a> Scored<'a> {
    pub fn among(results: &'a [ObservedCandidate]) -> Self {
        let mut people: Vec<(Option<Timestamp>, &ObservedCandidate)> = Vec::new();
        let mut known: HashMap<Person<'_>, usize> = HashMap::new();
        for result in results.iter().filter(|result| is_scored(result)) {
            let at = submitted(result);
            match known.entry(Person::of(result)) {
                Entry::Vacant(new) => {
                    new.insert(people.len());
                    people.push((at, result));
                }
                Entry::Occupied(there) => {
                    let before = &mut people[*there.get()];
                    // What has no time stands in the order of the answer.
                    if at >= before.0 || at.is_none() {
                        *before = (at, result);
                    }
                }
            }
        }
        Self {
            people: people.into_iter().map(|(_, result)| result).collect(),
        }
    }

    /// How many they are.
    pub const fn headcount(&self) -> Headcount {
        Headcount::of(self.people.len())
    }

    /// Whether they are too few for anything to be told of them.
    pub const fn are_few(&self) -> bool {
        self.people.len() < FEWEST
    }

    /// How many more, or fewer, would have passed: those who have one of the marks and not the other.
    pub(crate) fn between(&self, one: f64, other: f64) -> Headcount {
        let (lower, upper) = (one.min(other), one.max(other));
        let scores = self.people.iter().filter_map(|person| person.score);
        let between = scores.filter(|score| lower <= *score && *score < upper);
        Headcount::of_part(between.count(), self.people.len())
    }
}

/// By what results of one person are recognised.
#[derive(PartialEq, Eq, Hash)]
enum Person<'a> {
    Email(&'a str),
    Id(&'a str),
    JobCandidate(&'a str),
    Unknown,
}

impl<'a> Person<'a> {
    fn of(result: &'a ObservedCandidate) -> Self {
        let email = result.email.as_deref().map(Self::Email);
        let id = || result.id.as_deref().map(Self::Id);
        let job_candidate = || result.job_candidate_id.as_deref().map(Self::JobCandidate);
        email
            .or_else(id)
            .or_else(job_candidate)
            .unwrap_or(Self::Unknown)
    }
}

fn submitted(result: &ObservedCandidate) -> Option<Timestamp> {
    result.submitted_at.as_deref()?.parse().ok()
}

fn is_scored(result: &ObservedCandidate) -> bool {
    let has = |state: Option<&str>, words: &[&str]| {
        state.is_some_and(|state| words_of(state).any(|word| words.contains(&word.as_str())))
    };
    let (status, evaluation) = (
        result.status.as_deref(),
        result.evaluation_status.as_deref(),
    );
    result.score.is_some()
        && !has(status, &UNFINISHED)
        && !has(evaluation, &UNFINISHED)
        && !has(evaluation, &UNEVALUATED)
}

/// `IN_PROGRESS`, `in-progress` and `inProgress` are two words.
fn words_of(state: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::with_capacity(state.len() + 4);
    let mut was_lower = false;
    for letter in state.chars() {
        if letter.is_uppercase() && was_lower {
            spaced.push(' ');
        }
        was_lower = letter.is_lowercase();
        spaced.extend(letter.to_lowercase());
    }
    let words = spaced.split(|letter: char| !letter.is_alphanumeric());
    words.map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(id: &str, score: f64) -> ObservedCandidate {
        ObservedCandidate {
            id: Some(id.to_owned()),
            score: Some(score),
            ..ObservedCandidate::default()
        }
    }

    fn counts(status: Option<&str>, evaluation: Option<&str>) -> bool {
        let result = ObservedCandidate {
            status: status.map(str::to_owned),
            evaluation_status: evaluation.map(str::to_owned),
            ..result("1", 0.0)
        };
        !Scored::among(&[result]).people.is_empty()
    }

    #[test]
    fn what_sounds_unfinished_is_no_score() {
        for state in [
            "pending",
            "IN_PROGRESS",
            "inProgress",
            "not started",
            "Awaiting review",
            "complete-later",
        ] {
            assert!(!counts(Some(state), None), "{state}");
            assert!(!counts(Some("finished"), Some(state)), "{state}");
        }
        assert!(!counts(None, Some("FAILED")) && !counts(None, Some("scoring")));
    }

    #[test]
    fn what_is_scored_counts_whatever_else_is_unknown() {
        for state in ["finished", "timed_out", "FAILED", "Passed", "expired"] {
            assert!(counts(Some(state), Some("completed")), "{state}");
        }
        assert!(counts(None, None) && counts(None, Some("evaluated")));
        let unscored = ObservedCandidate {
            score: None,
            ai_score: Some(80.0),
            ..result("1", 0.0)
        };
        assert!(Scored::among(&[unscored]).people.is_empty());
    }

    #[test]
    fn somebody_with_several_results_counts_once_with_the_last() {
        let of = |email: &str, score, at: Option<&str>| ObservedCandidate {
            email: Some(email.to_owned()),
            submitted_at: at.map(str::to_owned),
            ..result(&format!("{score}"), score)
        };
        let results = [
            of("a@example.com", 3.0, Some("2026-03-04T02:00:00Z")),
            of("a@example.com", 1.0, Some("2026-03-04T01:00:00Z")),
            of("b@example.com", 5.0, None),
            of("b@example.com", 6.0, None),
            result("a@example.com", 7.0),
        ];
        let scored = Scored::among(&results);
        let last: Vec<f64> = scored.people.iter().filter_map(|one| one.score).collect();
        assert_eq!(last, [3.0, 6.0, 7.0]);
    }

    #[test]
    fn whoever_has_the_mark_passes() {
        let results: Vec<_> = (0..40)
            .map(|number| result(&number.to_string(), f64::from(number / 10 * 10)))
            .collect();
        let scored = Scored::among(&results);
        assert_eq!(scored.between(20.0, 10.0), Headcount::Exactly(10));
        assert_eq!(scored.between(10.5, 20.5), Headcount::Exactly(10));
        assert_eq!(scored.between(30.5, 90.0), Headcount::Nobody);
        assert_eq!(scored.between(0.0, 100.0), Headcount::Exactly(40));
    }
}
