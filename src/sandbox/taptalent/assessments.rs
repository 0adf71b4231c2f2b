//! The assessment endpoints (api-reference/assessments). Each read gives the fields of its example and no
//! others: a client that needs more must ask elsewhere, as it must if the examples are complete.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::number::number;
use super::super::store::{Object as _, numbers};
use super::assessment::{self, ASSESSMENT_TYPE, Assessment};
use super::jobs::Job;
use super::paging::Page;
use super::questions::{self, Question};
use super::success::success;
use super::{COMPANY_ID, CREDITS, Outcome, Refusal, body::read_body};

/// `GET /assessment`: the newest first, as the order is unsaid and this one makes items move between pages
/// while others are made.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let assessments = Assessment::all()
        .newest()
        .listed(connection, (page.size, page.offset()))?;
    let items = assessments.items.into_iter();
    let items = items
        .map(|one| list_item(connection, one))
        .collect::<Result<_, _>>()?;
    let pagination = page.pagination(assessments.total);
    let data = object([("assessments", items), ("pagination", pagination)]);
    Ok(success(Value::Object(data)))
}

/// `GET /assessment/:assessmentId`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let assessment = find(connection, id)?;
    let questions = Question::of(id).list(connection)?;
    let mut data = common(&assessment, questions.len());
    data.insert("questions".to_owned(), questions::show(questions));
    Ok(success(Value::Object(data)))
}

/// `POST /assessment/audio-interviews`: costs one credit.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut new = read_body(call, assessment::new)?;
    new.job_id =
        job(connection, new.job_id.as_deref().unwrap_or_default())?.map(|job| job.id.to_string());
    if !numbers::take(connection, CREDITS)? {
        return Err(Refusal::credits());
    }
    let assessment = new.create(connection)?;
    let mut data = common(&assessment, 0);
    data.extend(times(&assessment));
    Ok(json!({
        "status": "success",
        "message": "Assessment created successfully! Add questions to get started.",
        "data": data,
    }))
}

/// `PUT /assessment/:assessmentId`: what is left out stays.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let assessment = find(connection, id)?;
    let change = read_body(call, |fields| {
        if fields.is_empty() {
            fields.problem("body", "at least one field must be provided");
        }
        assessment::change(fields)
    })?;
    assessment.update(connection, &change)?;
    Ok(success(json!({
        "assessmentId": id,
        "message": "Assessment details updated successfully",
    })))
}

pub(super) fn find(connection: &Connection, id: &str) -> Result<Assessment, Refusal> {
    Assessment::get(connection, id)?.ok_or_else(|| Refusal::not_found("Assessment"))
}

/// The job with this id; none for an empty one.
pub(super) fn job(connection: &Connection, id: &str) -> Result<Option<Job>, Refusal> {
    if id.is_empty() {
        return Ok(None);
    }
    Job::find(connection, id)?
        .ok_or_else(|| Refusal::not_found("Job"))
        .map(Some)
}

/// The fields that every read shows, in the order of the examples.
pub(super) fn common(assessment: &Assessment, questions: usize) -> Map<String, Value> {
    let id = &assessment.id;
    let url = format!("https://talent.taptalent.io/apps/start-quiz?testId={id}");
    object([
        ("assessmentId", json!(id)),
        ("testName", json!(assessment.title)),
        ("companyId", json!(COMPANY_ID)),
        ("jobId", json!(assessment.job_id)),
        ("status", json!(assessment.status)),
        ("assessmentType", json!(ASSESSMENT_TYPE)),
        ("questionCount", json!(questions)),
        ("hiringForRole", json!(assessment.hiring_for_role)),
        ("purposeOfInterview", json!(assessment.purpose_of_interview)),
        ("duration", number(assessment.duration)),
        ("aiLanguage", json!(assessment.ai_language)),
        ("skills", json!(assessment.skills)),
        ("assessmentUrl", Value::String(url)),
    ])
}

pub(super) fn times(assessment: &Assessment) -> Map<String, Value> {
    object([
        ("createdAt", json!(assessment.created_at)),
        ("lastUpdatedOn", json!(assessment.last_updated_on)),
    ])
}

/// The common fields and those that only the list shows.
fn list_item(connection: &Connection, assessment: Assessment) -> Result<Value, Refusal> {
    const AUTHOR: &str = "client-sandbox";
    let questions = Question::of(&assessment.id).count(connection)?;
    let mut item = common(&assessment, usize::try_from(questions).unwrap_or_default());
    item.extend(times(&assessment));
    let posted_by = object([
        ("firstName", "Sandbox".into()),
        ("lastName", "User".into()),
        ("email", "sandbox@example.com".into()),
        ("clientId", AUTHOR.into()),
    ]);
    let verifies = assessment.is_email_verification_required;
    item.extend(object([
        ("buckets", assessment.buckets),
        ("createdBy", AUTHOR.into()),
        ("isEmailVerificationRequired", verifies.into()),
        ("shouldEvaluateCEFR", assessment.should_evaluate_cefr.into()),
        ("postedBy", Value::Object(posted_by)),
        ("submissionCount", assessment.submission_count.into()),
    ]));
    Ok(Value::Object(item))
}
