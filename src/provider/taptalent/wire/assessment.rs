//! An assessment in the list and in the single read. Each example shows fields that the other lacks
//! (api-reference/assessments), so every field may be absent.

use std::collections::BTreeSet;

use crate::model::taptalent::{AssessmentField, ObservedAssessment, ObservedQuestion};
use crate::model::{AssessmentId, FieldValue, Fields, counted, object};

use super::question::QuestionWire;
use crate::provider::wire::{self, Count, Id, LooseText, Mark, Moment, Seen, SeenFields};

object! {
    pub(crate) struct AssessmentWire (expecting "an assessment") {
        fields: SeenFields<AssessmentField>,
        "assessmentId" => assessment_id: Seen<Id>,
        "id" => id: Seen<Id>,
        "companyId" => company_id: Seen<LooseText>,
        "createdAt" => created_at: Seen<LooseText>,
        "lastUpdatedOn" => last_updated_on: Seen<Moment>,
        "submissionCount" => submission_count: Seen<Count>,
        "questionCount" => question_count: Seen<Count>,
        "assessmentUrl" => assessment_url: Seen<String>,
        "questions" => questions: Seen<Vec<QuestionWire>>,
        "deleted" => deleted: Seen<Mark>,
        "isDeleted" => is_deleted: Seen<Mark>,
        "deletedAt" | "deleted_at" => deleted_at: Seen<Mark>,
        /// One level further down.
        "assessment" => assessment: Option<Box<AssessmentWire>>,
    }
}

/// Which read an assessment came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The list: no questions, and its empty `buckets` say nothing.
    List,
    /// The single read.
    Single,
}

impl AssessmentWire {
    /// Whose it is, if the answer says so.
    pub(crate) fn company(self) -> Option<String> {
        self.company_id.value().map(|LooseText(text)| text)
    }

    pub(crate) fn observed(self, source: Source) -> Result<ObservedAssessment, String> {
        let Self {
            fields,
            assessment_id,
            id,
            company_id,
            created_at,
            last_updated_on,
            submission_count,
            question_count,
            assessment_url,
            questions,
            deleted,
            is_deleted,
            deleted_at,
            assessment,
        } = self;
        let id = assessment_id.or(id).value();
        if let (None, Some(inner)) = (&id, assessment) {
            return inner.observed(source);
        }
        let Id(id) = id.ok_or("an assessment has no `assessmentId`")?;
        let status = fields.text(AssessmentField::Status);
        let deleted = wire::is_deleted([deleted, is_deleted, deleted_at], status);
        let mut fields = fields.into_fields();
        if source == Source::List {
            drop_empty_buckets(&mut fields);
        }
        let question_count = question_count.value().map(|Count(count)| count);
        Ok(ObservedAssessment {
            deleted,
            questions: match source {
                Source::List => None,
                Source::Single => Some(question_list(questions.value(), question_count)?),
            },
            id: AssessmentId::new(id),
            fields,
            company: company_id.value().map(|LooseText(text)| text),
            created_at: created_at.value().map(|LooseText(text)| text),
            changed_at: last_updated_on
                .value()
                .and_then(|moment| moment.timestamp()),
            submission_count: submission_count.value().map(|Count(count)| count),
            question_count,
            url: assessment_url.value(),
        })
    }
}

/// The list's sample shows `[]`, which is either "the standard ones" or "none": unknown.
fn drop_empty_buckets(fields: &mut Fields<AssessmentField>) {
    let shown = fields.get(&AssessmentField::Buckets);
    if matches!(shown, Some(FieldValue::Buckets(buckets)) if buckets.is_empty()) {
        fields.remove(&AssessmentField::Buckets);
    }
}

/// The questions, if the answer proves that it knows them.
fn question_list(
    questions: Option<Vec<QuestionWire>>,
    count: Option<u64>,
) -> Result<Vec<ObservedQuestion>, String> {
    let Some(questions) = questions else {
        return match count {
            Some(0) => Ok(Vec::new()),
            Some(count) => Err(format!(
                "it has {}, but no `questions`",
                counted(count, "question")
            )),
            None => Err("it has neither `questions` nor `questionCount`".to_owned()),
        };
    };
    let mut ids = BTreeSet::new();
    let mut observed = Vec::with_capacity(questions.len());
    for question in questions {
        let question = question.observed()?;
        if !ids.insert(question.id.clone()) {
            return Err(format!("the question {} is there twice", question.id));
        }
        observed.push(question);
    }
    Ok(observed)
}
