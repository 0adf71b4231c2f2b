//! An assessment in the list and in the single read. Each example shows fields that the other lacks
//! (api-reference/assessments), so every field may be absent.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::model::taptalent::{AssessmentField, ObservedAssessment, ObservedQuestion};
use crate::model::{AssessmentId, Bucket, BucketStatus, FieldValue, Fields, counted};

use super::question::QuestionWire;
use crate::provider::wire::{self, Count, Decimal, Id, LooseText, Mark, Seen, text_value, value};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an assessment")]
pub(crate) struct AssessmentWire {
    #[serde(default)]
    assessment_id: Seen<Id>,
    #[serde(default)]
    id: Seen<Id>,
    #[serde(default)]
    company_id: Seen<LooseText>,
    #[serde(default)]
    test_name: Seen<String>,
    #[serde(default)]
    title: Seen<String>,
    #[serde(default)]
    hiring_for_role: Seen<String>,
    #[serde(default)]
    purpose_of_interview: Seen<String>,
    #[serde(default)]
    job_id: Seen<LooseText>,
    #[serde(default)]
    is_email_verification_required: Seen<bool>,
    #[serde(default)]
    status: Seen<String>,
    #[serde(default)]
    duration: Seen<Decimal>,
    #[serde(default)]
    ai_language: Seen<String>,
    #[serde(default)]
    skills: Seen<Vec<String>>,
    #[serde(default)]
    buckets: Seen<Vec<BucketWire>>,
    #[serde(default, rename = "shouldEvaluateCEFR")]
    should_evaluate_cefr: Seen<bool>,
    #[serde(default)]
    created_at: Seen<LooseText>,
    #[serde(default)]
    submission_count: Seen<Count>,
    #[serde(default)]
    question_count: Seen<Count>,
    #[serde(default)]
    assessment_url: Seen<String>,
    #[serde(default)]
    questions: Seen<Vec<QuestionWire>>,
    #[serde(default)]
    deleted: Seen<Mark>,
    #[serde(default)]
    is_deleted: Seen<Mark>,
    #[serde(default, alias = "deleted_at")]
    deleted_at: Seen<Mark>,
    #[serde(default)]
    assessment: Option<Box<AssessmentWire>>,
}

#[derive(Debug, Deserialize)]
#[serde(expecting = "a bucket")]
struct BucketWire {
    name: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    status: Option<String>,
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
            assessment_id,
            id,
            company_id,
            test_name,
            title,
            hiring_for_role,
            purpose_of_interview,
            job_id,
            is_email_verification_required,
            status,
            duration,
            ai_language,
            skills,
            buckets,
            should_evaluate_cefr,
            created_at,
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
        let deleted = wire::is_deleted([deleted, is_deleted, deleted_at], &status);
        let fields = [
            (AssessmentField::Title, text_value(test_name.or(title))),
            (AssessmentField::HiringForRole, text_value(hiring_for_role)),
            (
                AssessmentField::PurposeOfInterview,
                text_value(purpose_of_interview),
            ),
            (AssessmentField::JobId, text_value(job_id.map(|id| id.0))),
            (
                AssessmentField::IsEmailVerificationRequired,
                value(is_email_verification_required, FieldValue::Bool),
            ),
            (AssessmentField::Status, text_value(status)),
            (
                AssessmentField::Duration,
                value(duration, |Decimal(number)| FieldValue::Number(number)),
            ),
            (AssessmentField::AiLanguage, text_value(ai_language)),
            (AssessmentField::Skills, value(skills, FieldValue::List)),
            (AssessmentField::Buckets, bucket_value(buckets, source)),
            (
                AssessmentField::ShouldEvaluateCefr,
                value(should_evaluate_cefr, FieldValue::Bool),
            ),
        ];
        let question_count = question_count.value().map(|Count(count)| count);
        Ok(ObservedAssessment {
            deleted,
            questions: match source {
                Source::List => None,
                Source::Single => Some(question_list(questions.value(), question_count)?),
            },
            id: AssessmentId::new(id),
            fields: present(fields),
            company: company_id.value().map(|LooseText(text)| text),
            created_at: created_at.value().map(|LooseText(text)| text),
            submission_count: submission_count.value().map(|Count(count)| count),
            question_count,
            url: assessment_url.value(),
        })
    }
}

fn present<const N: usize>(
    fields: [(AssessmentField, Option<FieldValue>); N],
) -> Fields<AssessmentField> {
    fields
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
        .collect()
}

/// The list's sample shows `[]`, which is either "the standard ones" or "none": unknown.
fn bucket_value(seen: Seen<Vec<BucketWire>>, source: Source) -> Option<FieldValue> {
    match (seen, source) {
        (Seen::Value(buckets), Source::List) if buckets.is_empty() => None,
        (seen, _) => value(seen, |buckets| {
            FieldValue::Buckets(buckets.into_iter().map(BucketWire::observed).collect())
        }),
    }
}

impl BucketWire {
    fn observed(self) -> Bucket {
        let Self {
            name,
            description,
            status,
        } = self;
        Bucket {
            name,
            description,
            // A status beyond the two documented ones cannot be said in a manifest either: taken as not read.
            status: status.and_then(|status| match status.to_ascii_lowercase().as_str() {
                "pass" => Some(BucketStatus::Pass),
                "fail" => Some(BucketStatus::Fail),
                _ => None,
            }),
        }
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
            return Err(format!("the question {} comes twice", question.id));
        }
        observed.push(question);
    }
    Ok(observed)
}
