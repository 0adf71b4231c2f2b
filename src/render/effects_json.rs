//! What past results tell of a plan, for scripts: the added key `effects` of `plan --format json`.

use schemars::JsonSchema;
use serde::Serialize;

use super::review::past_words;
use crate::effects::{Asked, Effect, Effects, Past, What};
use crate::results::{Apart, Discrimination, Headcount};

/// What past results say of the plan, with `--effects`. Never names, addresses or answers, and no
/// number of fewer than ten people.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EffectsDocument {
    /// Number of pages of results that were asked for.
    pub pages: usize,
    /// One for each changed pass mark, and for each live question that is changed or deleted.
    pub told: Vec<EffectDocument>,
    /// Systems that something changes in and whose results cannot tell anything of it.
    pub silent: Vec<String>,
}

/// What past results say of one change.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EffectDocument {
    /// Address of the flow or assessment.
    pub address: String,
    /// As in `fields`, for example `spec.steps[0].passThreshold` or `spec.questions[debugging]`.
    pub path: String,
    /// The id of the interview whose results were read.
    pub assessment: String,
    /// The same for people, without a full stop.
    pub text: String,
    /// Why nothing is known; null if something is.
    pub missing: Option<String>,
    /// Of a pass mark: the one that holds; null: not readable.
    pub before: Option<serde_json::Value>,
    /// Of a pass mark: the one to come.
    pub after: Option<serde_json::Value>,
    /// Of a pass mark: how many people are scored; null: fewer than ten.
    pub scored: Option<usize>,
    /// How many more of them would have passed, below zero if fewer; null: one to nine, or all but
    /// one to nine.
    pub more_passed: Option<i64>,
    /// Of a question: whether it is deleted.
    pub deleted: Option<bool>,
    /// Of a question: how many of the people who are scored answered it; null: one to nine, or all
    /// but one to nine.
    pub answered: Option<usize>,
    /// Item–rest correlation: of the score for the question with the mean of the same person's
    /// other scores. From −1 to 1; null: of too few, or there is none.
    pub item_rest: Option<f64>,
    /// well, a little, not at all, or the wrong way round.
    pub tells_apart: Option<&'static str>,
}

pub fn effects_json(effects: &Effects) -> EffectsDocument {
    EffectsDocument {
        pages: effects.pages,
        told: effects.told.iter().map(document).collect(),
        silent: effects.silent.iter().map(ToString::to_string).collect(),
    }
}

fn document(effect: &Effect) -> EffectDocument {
    let Effect { asked, past } = effect;
    let Asked {
        address,
        path,
        assessment,
        what,
    } = asked;
    let (mut before, mut after, mut deleted, mut sign) = (None, None, None, 1);
    match what {
        What::PassMark {
            before: holds,
            after: comes,
            ..
        } => {
            before = holds.map(crate::model::Number::to_json);
            after = Some(comes.to_json());
            sign = if holds.is_some_and(|holds| holds < *comes) {
                -1
            } else {
                1
            };
        }
        What::Question { is_deleted, .. } => deleted = Some(*is_deleted),
    }
    let (mut scored, mut moved, mut answered, mut apart) = (None, None, None, None);
    match past {
        Past::PassMark {
            scored: all,
            moved: part,
        } => {
            scored = all.told();
            moved = part.told().and_then(|part| i64::try_from(part).ok());
        }
        Past::Question {
            answered: people,
            apart: by,
        } => {
            answered = people.told();
            apart = correlation(*people, *by);
        }
        Past::TooFew | Past::NoQuestions | Past::Missing(_) => {}
    }
    EffectDocument {
        address: address.to_string(),
        path: path.clone(),
        assessment: assessment.to_string(),
        text: past_words(effect),
        missing: match past {
            Past::Missing(why) => Some(why.clone()),
            Past::NoQuestions => Some(past_words(effect)),
            _ => None,
        },
        before,
        after,
        scored,
        more_passed: moved.map(|moved| moved * sign),
        deleted,
        answered,
        item_rest: apart,
        tells_apart: apart.map(|apart| Discrimination::of(apart).as_str()),
    }
}

/// In the digits that people see.
pub(super) fn correlation(answered: Headcount, apart: Apart) -> Option<f64> {
    match (answered, apart) {
        (Headcount::Exactly(_) | Headcount::AllButFew, Apart::By { correlation, .. }) => {
            Some(two_digits(correlation))
        }
        _ => None,
    }
}

/// Without a minus before what rounds to nothing.
pub(super) fn two_digits(number: f64) -> f64 {
    (number * 100.0).round() / 100.0 + 0.0
}
