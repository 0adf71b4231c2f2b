//! All sentences of a plan, in their order, equal ones together.

use std::collections::HashMap;

use super::chapter::Chapter;
use super::point::{Point, Says, Subject};
use super::telling::tell;
use crate::model::Kind;
use crate::plan::{Change, Plan};
use crate::render::Occasion;
use crate::render::review::{Titles, ordered};
use crate::render::value_words::counted;

/// The sentences, by chapter, each chapter in the order of the review.
pub(in crate::render) fn points(
    plan: &Plan,
    titles: &Titles<'_>,
    occasion: Occasion,
) -> Vec<Point> {
    let told: Vec<(Subject, (Chapter, Says))> = ordered(plan)
        .into_iter()
        .flat_map(|change| {
            let told = tell(change, titles, occasion).into_iter();
            told.map(|told| (subject(change, titles), told))
        })
        .collect();
    let mut points: Vec<Point> = Vec::new();
    let mut known: HashMap<&(Chapter, Says), usize> = HashMap::new();
    for (subject, told) in &told {
        let at = *known.entry(told).or_insert(points.len());
        match points.get_mut(at) {
            Some(point) if point.subjects.last() != Some(subject) => {
                point.subjects.push(subject.clone());
            }
            Some(_) => {}
            None => points.push(Point {
                chapter: told.0,
                subjects: vec![subject.clone()],
                says: told.1.clone(),
            }),
        }
    }
    points.sort_by_key(|point| point.chapter);
    points
}

fn subject(change: &Change, titles: &Titles<'_>) -> Subject {
    Subject {
        address: change.address.clone(),
        title: titles.of_change(change),
        inside: inside(change),
    }
}

/// Who has to do with a live thing already, as far as the system tells.
pub(super) fn inside(change: &Change) -> Option<String> {
    let count = usize::try_from(change.candidates.filter(|count| *count > 0)?).ok()?;
    Some(match change.address.kind() {
        Kind::TapTalentAssessment => format!(
            "{} taken it",
            counted(count, "candidate has", "candidates have")
        ),
        Kind::PromptsterAssessment => counted(count, "candidate key", "candidate keys"),
        _ => format!("{} inside", counted(count, "candidate", "candidates")),
    })
}
