//! What past results tell, once they are read.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::{Asked, What, asked, silent};
use crate::model::taptalent::ObservedCandidate;
use crate::model::{AssessmentId, System};
use crate::plan::Plan;
use crate::results::{Apart, Headcount, QuestionFigures, Scored, question_figures};

/// What past results tell of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effects {
    /// In the order of the plan.
    pub told: Vec<Effect>,
    /// How many pages of results were asked for.
    pub pages: usize,
    /// Systems that something changes in and that have nothing to tell of it.
    pub silent: BTreeSet<System>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    pub asked: Asked,
    pub past: Past,
}

/// What past results tell of one change.
#[derive(Debug, Clone, PartialEq)]
pub enum Past {
    /// Fewer than ten people are scored.
    TooFew,
    PassMark {
        scored: Headcount,
        /// How many more would have passed, or fewer where the mark rises.
        moved: Headcount,
    },
    Question {
        answered: Headcount,
        apart: Apart,
    },
    /// The results have no question at all.
    NoQuestions,
    /// Nothing is known, and why.
    Missing(String),
}

/// `results`: by interview, everybody of its results, or why they could not be read.
pub fn work_out(
    plan: &Plan,
    results: &BTreeMap<AssessmentId, Result<Vec<ObservedCandidate>, String>>,
    pages: usize,
) -> Effects {
    let interviews: BTreeMap<&AssessmentId, Result<Interview<'_>, &String>> = results
        .iter()
        .map(|(id, read)| (id, read.as_ref().map(|all| Interview::of(all))))
        .collect();
    let told = asked(plan).into_iter().map(|asked| {
        let past = match interviews.get(&asked.assessment) {
            Some(Ok(interview)) => interview.past(&asked.what),
            Some(Err(why)) => Past::Missing((*why).clone()),
            None => Past::Missing("its results were not read".to_owned()),
        };
        Effect { asked, past }
    });
    Effects {
        told: told.collect(),
        pages,
        silent: silent(plan),
    }
}

/// The results of one interview, gone through once.
struct Interview<'a> {
    scored: Scored<'a>,
    questions: BTreeMap<&'a str, QuestionFigures<'a>>,
}

impl<'a> Interview<'a> {
    fn of(results: &'a [ObservedCandidate]) -> Self {
        let scored = Scored::among(results);
        let figures = question_figures(&scored).into_iter();
        Self {
            questions: figures.map(|one| (one.id.as_str(), one)).collect(),
            scored,
        }
    }

    fn past(&self, what: &What) -> Past {
        match what {
            What::PassMark { before: None, .. } => {
                Past::Missing("no read shows the pass mark that holds now".to_owned())
            }
            _ if self.scored.are_few() => Past::TooFew,
            What::PassMark {
                before: Some(before),
                after,
                ..
            } => Past::PassMark {
                scored: self.scored.headcount(),
                moved: self.scored.between(before.get(), after.get()),
            },
            What::Question { .. } if self.questions.is_empty() => Past::NoQuestions,
            What::Question { id, .. } => {
                let figures = self.questions.get(id.as_str());
                Past::Question {
                    answered: figures.map_or(Headcount::Nobody, |one| one.answered),
                    apart: figures.map_or(Apart::Few, |one| one.apart),
                }
            }
        }
    }
}
