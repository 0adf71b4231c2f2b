//! What came of the questions that an assessment has now. Those that it no longer has are left out.

use std::collections::HashMap;

use super::headcount::Headcount;
use super::questions::{Apart, QuestionFigures, question_figures};
use super::scored::Scored;
use crate::model::taptalent::{ObservedAssessment, ObservedCandidate, ObservedQuestion};
use crate::model::{Address, Name, QuestionId};
use crate::state::Recorded;

/// What came of the questions of one assessment.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionScores {
    /// The manifest that was asked about.
    pub address: Address,
    /// The live object.
    pub id: String,
    /// How many people are scored.
    pub scored: Headcount,
    /// One for each live question, in its order.
    pub rows: Result<Vec<QuestionRow>, NoFigures>,
}

/// Why no question has figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFigures {
    #[error("fewer than ten people are scored, so nothing is told of its questions")]
    Few,
    #[error("it has no questions")]
    NoQuestions,
    #[error("the results have no score for any question")]
    NoScores,
}

#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    pub id: QuestionId,
    /// What the manifest calls it, as far as the state knows.
    pub name: Option<Name>,
    pub text: String,
    pub answered: Headcount,
    /// `None`: of too few.
    pub mean: Option<f64>,
    pub apart: Apart,
}

impl QuestionScores {
    pub fn of(
        address: &Address,
        assessment: &ObservedAssessment,
        results: &[ObservedCandidate],
        recorded: &Recorded,
    ) -> Self {
        let scored = Scored::among(results);
        let few = scored.are_few();
        Self {
            address: address.clone(),
            id: assessment.id.to_string(),
            scored: if few {
                Headcount::Few
            } else {
                scored.headcount()
            },
            rows: if few {
                Err(NoFigures::Few)
            } else {
                rows(address, assessment, &scored, recorded)
            },
        }
    }
}

fn rows(
    address: &Address,
    assessment: &ObservedAssessment,
    scored: &Scored<'_>,
    recorded: &Recorded,
) -> Result<Vec<QuestionRow>, NoFigures> {
    let live = assessment.questions.as_deref().unwrap_or_default();
    if live.is_empty() {
        return Err(NoFigures::NoQuestions);
    }
    let figures = question_figures(scored).into_iter();
    let figures: HashMap<&str, QuestionFigures<'_>> =
        figures.map(|one| (one.id.as_str(), one)).collect();
    if figures.is_empty() {
        return Err(NoFigures::NoScores);
    }
    let record = recorded.record(address);
    let known = record.iter().flat_map(|record| &record.questions);
    let names: HashMap<&str, &Name> = known
        .map(|(name, question)| (question.id.as_str(), name))
        .collect();
    let row = |question: &ObservedQuestion| {
        let id = question.id.as_str();
        let found = figures.get(id);
        QuestionRow {
            id: question.id.clone(),
            name: names.get(id).copied().cloned(),
            text: question.text.clone(),
            answered: found.map_or(Headcount::Nobody, |one| one.answered),
            mean: found.and_then(|one| one.mean),
            apart: found.map_or(Apart::Few, |one| one.apart),
        }
    };
    Ok(live.iter().map(row).collect())
}
