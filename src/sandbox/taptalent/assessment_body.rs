//! What a client may write into an assessment: the two tables of fields in api-reference/assessments.

use serde_json::{Map, Value, json};

use super::super::fields::Fields;
use super::super::store::{AssessmentChange, AssessmentDraft};

/// A body of `POST /assessment/audio-interviews`, with `jobId` still as text: whether the job exists is
/// asked after everything else.
#[derive(Debug)]
pub(super) struct NewAssessment {
    pub(super) draft: AssessmentDraft,
    /// Empty if linked to no job.
    pub(super) job: String,
}

/// Reads the table "Create Assessment", defaults included.
pub(super) fn new(fields: &mut Fields<'_>) -> NewAssessment {
    let draft = AssessmentDraft {
        title: fields.required_text("title", 1..=1000),
        job_id: None,
        status: fields
            .one_of("status", &["ACTIVE", "INACTIVE"])
            .unwrap_or_else(|| "ACTIVE".to_owned()),
        hiring_for_role: fields.required_text("hiringForRole", 1..=500),
        purpose_of_interview: fields.required_text("purposeOfInterview", 10..=5000),
        duration: fields.number("duration", 1.0..=120.0).unwrap_or(20.0),
        ai_language: ai_language(fields).unwrap_or_else(|| "english".to_owned()),
        skills: fields.texts("skills", 20).unwrap_or_default(),
        buckets: fields
            .objects("buckets", 0..=5, bucket)
            .map_or_else(standard_buckets, Value::Array),
        email_verification: fields.flag("isEmailVerificationRequired").unwrap_or(true),
        evaluate_cefr: fields.flag("shouldEvaluateCEFR").unwrap_or(false),
    };
    NewAssessment {
        draft,
        job: fields.any_text("jobId").unwrap_or_default(),
    }
}

/// Reads the table "Update Assessment". The six fields that only creation takes are refused like unknown
/// ones; that the system ignores them instead is possible, it is unsaid.
pub(super) fn change(fields: &mut Fields<'_>) -> AssessmentChange {
    AssessmentChange {
        title: fields.text("title", 1..=1000),
        duration: fields.number("duration", 1.0..=180.0),
        ai_language: ai_language(fields),
        // No maximum is stated here, as it is for creation.
        skills: fields.texts("skills", usize::MAX),
        purpose_of_interview: fields.text("purposeOfInterview", 0..=5000),
        ..AssessmentChange::default()
    }
}

/// The list of languages is open ("and others"), so any name passes.
fn ai_language(fields: &mut Fields<'_>) -> Option<String> {
    fields.text("aiLanguage", 1..=usize::MAX)
}

fn bucket(fields: &mut Fields<'_>) -> Value {
    let mut bucket = Map::new();
    bucket.insert(
        "name".to_owned(),
        fields.required_text("name", 1..=usize::MAX).into(),
    );
    if let Some(description) = fields.any_text("description") {
        bucket.insert("description".to_owned(), description.into());
    }
    fields.require("status");
    let status = fields
        .one_of("status", &["pass", "fail"])
        .unwrap_or_default();
    bucket.insert("status".to_owned(), status.into());
    Value::Object(bucket)
}

/// What "standard buckets" are is unsaid; these are the ones of the page's example.
pub(super) fn standard_buckets() -> Value {
    json!([
        {"name": "Strong Fit", "description": "Exceeds expectations", "status": "pass"},
        {"name": "Good Fit", "description": "Meets requirements", "status": "pass"},
        {"name": "Not a Fit", "description": "Does not meet requirements", "status": "fail"}
    ])
}
