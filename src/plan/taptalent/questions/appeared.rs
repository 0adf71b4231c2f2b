//! Questions that somebody has added in the web app. Says nothing of what becomes of them.

use std::collections::BTreeSet;

use super::reconcile::paired_questions;
use crate::model::taptalent::{Assessment, ObservedQuestion, QuestionType};
use crate::model::{AssessmentId, Resource, alike};
use crate::plan::record::record_of;
use crate::state::Recorded;

/// Live questions that no manifest declares and no run of ours has known, without those that ask what a declared one asks.
pub(in crate::plan) fn appeared_questions<'l>(
    resource: &Resource<Assessment>,
    assessment: &AssessmentId,
    live: &'l [ObservedQuestion],
    recorded: &Recorded,
) -> Vec<&'l ObservedQuestion> {
    let paired = paired_questions(resource, assessment, live, recorded);
    let paired: Vec<&ObservedQuestion> = paired.into_iter().flatten().collect();
    let record = record_of(resource, recorded);
    let known = record
        .into_iter()
        .flat_map(|record| record.questions.values());
    let mut known: BTreeSet<&str> = known.map(|question| question.id.as_str()).collect();
    known.extend(paired.iter().map(|question| question.id.as_str()));
    let is_new = |question: &&ObservedQuestion| {
        question.question_type == QuestionType::Subjective
            && !known.contains(question.id.as_str())
            && !paired.iter().any(|own| alike(&own.text, &question.text))
    };
    live.iter().filter(is_new).collect()
}
