//! The assessment endpoints (api-reference/assessments). Each read gives the fields of its example and no
//! others: a client that needs more must ask elsewhere, as it must if the examples are complete.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::number::number;
use super::super::store::{Assessment, COMPANY_ID, table};
use super::super::time::now;
use super::paging::Page;
use super::success::success;
use super::{Outcome, Refusal, assessment_body, body::read_body, questions};

/// `GET /assessment`: the newest first, as the order is unsaid and this one makes items move between pages
/// while others are made.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let assessments = table::taptalent::assessments::page(connection, page.size, page.offset())?;
    let items = assessments.into_iter().map(list_item).collect();
    let pagination = page.pagination(table::taptalent::assessments::count(connection)?);
    let data = object([("assessments", items), ("pagination", pagination)]);
    Ok(success(Value::Object(data)))
}

/// `GET /assessment/:assessmentId`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let assessment = find(connection, id)?;
    let mut data = common(&assessment);
    data.insert("questions".to_owned(), questions::of(connection, id)?);
    Ok(success(Value::Object(data)))
}

/// `POST /assessment/audio-interviews`: costs one credit.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut new = read_body(call, assessment_body::new)?;
    new.draft.job_id = job(connection, &new.job)?;
    if !table::taptalent::company::spend_credit(connection)? {
        return Err(Refusal::credits());
    }
    let id = table::taptalent::assessments::insert(connection, &new.draft, now())?;
    let assessment = find(connection, &id)?;
    let mut data = common(&assessment);
    data.extend(times(&assessment));
    Ok(json!({
        "status": "success",
        "message": "Assessment created successfully! Add questions to get started.",
        "data": data,
    }))
}

/// `PUT /assessment/:assessmentId`: what is left out stays.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    find(connection, id)?;
    let change = read_body(call, |fields| {
        if fields.is_empty() {
            fields.problem("body", "at least one field must be provided");
        }
        assessment_body::change(fields)
    })?;
    table::taptalent::assessments::update(connection, id, &change, now())?;
    Ok(success(json!({
        "assessmentId": id,
        "message": "Assessment details updated successfully",
    })))
}

pub(super) fn find(connection: &Connection, id: &str) -> Result<Assessment, Refusal> {
    table::taptalent::assessments::find(connection, id)?
        .ok_or_else(|| Refusal::not_found("Assessment"))
}

pub(super) fn job(connection: &Connection, id: &str) -> Result<Option<i64>, Refusal> {
    if id.is_empty() {
        return Ok(None);
    }
    let id = id.parse().map_err(|_| Refusal::not_found("Job"))?;
    let job =
        table::taptalent::jobs::find(connection, id)?.ok_or_else(|| Refusal::not_found("Job"))?;
    Ok(Some(job.id))
}

/// The fields that every read shows, in the order of the examples.
pub(super) fn common(assessment: &Assessment) -> Map<String, Value> {
    let Assessment { id, draft, .. } = assessment;
    let url = format!("https://talent.taptalent.io/apps/start-quiz?testId={id}");
    object([
        ("assessmentId", json!(id)),
        ("testName", json!(draft.title)),
        ("companyId", json!(COMPANY_ID)),
        ("jobId", json!(draft.job_id.map(|id| id.to_string()))),
        ("status", json!(draft.status)),
        ("assessmentType", json!(assessment.kind)),
        ("questionCount", json!(assessment.question_count)),
        ("hiringForRole", json!(draft.hiring_for_role)),
        ("purposeOfInterview", json!(draft.purpose_of_interview)),
        ("duration", number(draft.duration)),
        ("aiLanguage", json!(draft.ai_language)),
        ("skills", json!(draft.skills)),
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
fn list_item(assessment: Assessment) -> Value {
    const AUTHOR: &str = "client-sandbox";
    let mut item = common(&assessment);
    item.extend(times(&assessment));
    let Assessment {
        draft,
        submission_count,
        ..
    } = assessment;
    let posted_by = object([
        ("firstName", "Sandbox".into()),
        ("lastName", "User".into()),
        ("email", "sandbox@example.com".into()),
        ("clientId", AUTHOR.into()),
    ]);
    item.extend(object([
        ("buckets", draft.buckets),
        ("createdBy", AUTHOR.into()),
        (
            "isEmailVerificationRequired",
            draft.email_verification.into(),
        ),
        ("shouldEvaluateCEFR", draft.evaluate_cefr.into()),
        ("postedBy", Value::Object(posted_by)),
        ("submissionCount", submission_count.into()),
    ]));
    Value::Object(item)
}
