//! What came of each question of an interview: how many answered it, how high they scored, and how well it tells
//! candidates apart. Nobody is named, and nothing is told of few.

use std::collections::{BTreeMap, HashMap};

use super::headcount::{FEWEST, Headcount};
use super::item_rest::{correlation, mean};
use super::scored::Scored;
use crate::model::QuestionId;
use crate::model::taptalent::{ObservedCandidate, QuestionResult};

/// What came of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionFigures<'a> {
    pub id: &'a QuestionId,
    /// What was asked, in the words of the last result that has any.
    pub text: Option<&'a str>,
    pub answered: Headcount,
    /// The mean score; `None`: of too few.
    pub mean: Option<f64>,
    pub apart: Apart,
}

/// How well a question tells candidates apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Apart {
    /// The item–rest correlation, over so many people.
    By { correlation: f64, people: usize },
    /// Too few have a score for it and for another question.
    Few,
    /// Nobody has a score for another question.
    NoOther,
    /// Everybody scored the same, in it or in the rest.
    Alike,
}

/// The figures of every question that results have, in the order in which they come up.
pub fn question_figures<'a>(scored: &Scored<'a>) -> Vec<QuestionFigures<'a>> {
    let mut tallies: Vec<Tally<'a>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for person in &scored.people {
        let own = own(person);
        let marks: Vec<f64> = own.values().filter_map(|one| one.score).collect();
        let (all, count): (f64, usize) = (marks.iter().sum(), marks.len());
        for question in &person.questions {
            let at = *known.entry(question.id.as_str()).or_insert_with(|| {
                tallies.push(Tally::new(&question.id));
                tallies.len() - 1
            });
            tallies[at].take(question);
        }
        for (id, one) in own {
            if let Some(at) = known.get(id) {
                tallies[*at].add(&one, (all, count));
            }
        }
    }
    let all = scored.people.len();
    tallies
        .into_iter()
        .map(|tally| tally.figures(all))
        .collect()
}

/// What came of a question for one person, who may have it twice: the last score counts.
#[derive(Debug, Default)]
struct Own {
    is_answered: bool,
    score: Option<f64>,
}

fn own(person: &ObservedCandidate) -> BTreeMap<&str, Own> {
    let mut own: BTreeMap<&str, Own> = BTreeMap::new();
    for one in &person.questions {
        let told = own.entry(one.id.as_str()).or_default();
        told.is_answered |= one.is_answered;
        told.score = one.score.or(told.score);
    }
    own
}

/// A question while results are gone through.
struct Tally<'a> {
    id: &'a QuestionId,
    text: Option<&'a str>,
    answered: usize,
    scores: Vec<f64>,
    /// The score for it, and the mean of the same person's other ones, left blank or not.
    pairs: Vec<(f64, f64)>,
}

impl<'a> Tally<'a> {
    const fn new(id: &'a QuestionId) -> Self {
        Self {
            id,
            text: None,
            answered: 0,
            scores: Vec::new(),
            pairs: Vec::new(),
        }
    }

    fn take(&mut self, question: &'a QuestionResult) {
        self.text = question.text.as_deref().or(self.text);
    }

    fn add(&mut self, one: &Own, (all, count): (f64, usize)) {
        self.answered += usize::from(one.is_answered);
        let Some(score) = one.score.filter(|_| one.is_answered) else {
            return;
        };
        self.scores.push(score);
        #[expect(clippy::cast_precision_loss, reason = "nobody is asked 2^52 questions")]
        if count > 1 {
            self.pairs.push((score, (all - score) / (count - 1) as f64));
        }
    }

    /// Of the interview's people so many are scored.
    fn figures(self, scored: usize) -> QuestionFigures<'a> {
        let few = scored < FEWEST;
        let enough = |people: usize| !few && people >= FEWEST;
        QuestionFigures {
            id: self.id,
            text: self.text,
            answered: if few {
                Headcount::Few
            } else {
                Headcount::of_part(self.answered, scored)
            },
            mean: mean(&self.scores).filter(|_| enough(self.scores.len())),
            apart: match self.pairs.len() {
                0 if enough(self.scores.len()) => Apart::NoOther,
                people if enough(people) => match correlation(&self.pairs) {
                    Some(correlation) => Apart::By {
                        correlation,
                        people,
                    },
                    None => Apart::Alike,
                },
                _ => Apart::Few,
            },
        }
    }
}
