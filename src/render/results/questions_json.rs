//! What came of each question, for scripts: a shape of its own, in which nobody has a row.

use schemars::JsonSchema;
use serde::Serialize;

use crate::render::effects_json::{correlation, two_digits};
use crate::results::{Discrimination, QuestionRow, QuestionScores};

/// The scores of an assessment for each of its questions. Never names, addresses or answers, and no
/// number of fewer than ten people.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuestionScoresDocument {
    /// 1.
    pub format_version: u32,
    /// The workspace that was read.
    pub workspace: String,
    /// `system/Kind/name`
    pub address: String,
    /// The system's id of the assessment.
    pub id: String,
    /// How many people are scored; null: fewer than ten.
    pub scored: Option<usize>,
    /// Why there are no questions here; null if there are.
    pub missing: Option<String>,
    /// The questions that it has now, in its order.
    pub questions: Vec<QuestionDocument>,
}

/// What came of one question.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuestionDocument {
    /// The system's id of the question.
    pub id: String,
    /// What the manifest calls it; null: the state does not know.
    pub name: Option<String>,
    /// What is asked.
    pub question: String,
    /// How many of the people who are scored answered it; null: one to nine, or all but one to nine.
    pub answered: Option<usize>,
    /// The mean of their scores for it, on the system's scale; null: of fewer than ten.
    pub mean: Option<f64>,
    /// Item–rest correlation: of the score for the question with the mean of the same person's
    /// other scores. From −1 to 1; null: of too few, or there is none.
    pub item_rest: Option<f64>,
    /// well, a little, not at all, or the wrong way round.
    pub tells_apart: Option<&'static str>,
}

pub fn questions_json(scores: &QuestionScores, workspace: &str) -> QuestionScoresDocument {
    let QuestionScores {
        address,
        id,
        scored,
        rows,
    } = scores;
    QuestionScoresDocument {
        format_version: 1,
        workspace: workspace.to_owned(),
        address: address.to_string(),
        id: id.clone(),
        scored: scored.told(),
        missing: rows.as_ref().err().map(ToString::to_string),
        questions: rows.iter().flatten().map(of_question).collect(),
    }
}

pub(super) fn of_question(row: &QuestionRow) -> QuestionDocument {
    let QuestionRow {
        id,
        name,
        text,
        answered,
        mean,
        apart,
    } = row;
    let apart = correlation(*answered, *apart);
    QuestionDocument {
        id: id.to_string(),
        name: name.as_ref().map(ToString::to_string),
        question: text.clone(),
        answered: answered.told(),
        mean: mean.map(two_digits),
        item_rest: apart,
        tells_apart: apart.map(|apart| Discrimination::of(apart).as_str()),
    }
}
