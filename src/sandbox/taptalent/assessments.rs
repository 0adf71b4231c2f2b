//! The endpoints of assessments (api-reference/assessments).
//!
//! Each read gives the fields of its example and no others: a client that needs more must ask elsewhere, as it must if the
//! examples are complete.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Record as _, Refusal, body, counted, found};
use super::super::store::{Object as _, numbers};
use super::assessment::{ASSESSMENT_TYPE, Assessment};
use super::jobs::Job;
use super::paging::Page;
use super::question::Question;
use super::questions;
use super::refusal::credits;
use super::{COMPANY_ID, CREDITS, success};

/// `GET /assessment`: the newest first, as the order is unsaid and this one makes items move between pages
/// while others are made.
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let assessments = Assessment::all()
        .null("unlisted", true)
        .newest()
        .listed(connection, (page.size, page.offset()))?;
    let items = assessments.items.iter();
    let items = items
        .map(|one| list_item(connection, one))
        .collect::<Result<_, _>>()?;
    let pagination = page.pagination(assessments.total);
    let data = object([("assessments", items), ("pagination", pagination)]);
    Ok(success(Value::Object(data)))
}

/// `GET /assessment/:assessmentId`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let assessment: Assessment = found(connection, id)?;
    let questions = Question::of(id).list(connection)?;
    let mut data = common(&assessment, questions.len());
    data.insert("questions".to_owned(), questions::show(questions));
    Ok(success(Value::Object(data)))
}

/// `POST /assessment/audio-interviews`: costs one credit.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut new: Assessment = body::new(call, |_| {})?;
    // Asked after everything else.
    new.job_id = job(connection, new.job_id.as_deref())?.map(|job| job.id.to_string());
    if !numbers::take(connection, CREDITS)? {
        return Err(credits("create assessment"));
    }
    let message = "Assessment created successfully! Add questions to get started.";
    Ok(created(&new.create(connection)?, message))
}

/// What both creations answer.
pub(super) fn created(assessment: &Assessment, message: &str) -> Value {
    let mut data = common(assessment, 0);
    data.extend(times(assessment));
    json!({"status": "success", "message": message, "data": data})
}

/// `PUT /assessment/:assessmentId`: what is left out stays.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    found::<Assessment>(connection, id)?;
    let change = body::change::<Assessment>(call, |fields| {
        if fields.is_empty() {
            fields.problem("body", "at least one field must be provided");
        }
    })?;
    Assessment::change(connection, id, &change)?;
    Ok(success(json!({
        "assessmentId": id,
        "message": "Assessment details updated successfully",
    })))
}

/// The job with this id; none for an empty one.
pub(super) fn job(connection: &Connection, id: Option<&str>) -> Result<Option<Job>, Refusal> {
    id.filter(|id| !id.is_empty())
        .map(|id| counted(connection, id))
        .transpose()
}

/// The fields that every read shows.
fn common(assessment: &Assessment, questions: usize) -> Map<String, Value> {
    let url = format!(
        "https://talent.taptalent.io/apps/start-quiz?testId={}",
        assessment.id
    );
    let mut shown = assessment.shown();
    shown.extend(object([
        ("companyId", COMPANY_ID.into()),
        ("assessmentType", ASSESSMENT_TYPE.into()),
        ("questionCount", questions.into()),
        ("assessmentUrl", url.into()),
    ]));
    shown
}

fn times(assessment: &Assessment) -> Map<String, Value> {
    object([
        ("createdAt", assessment.created_at.into()),
        ("lastUpdatedOn", assessment.last_updated_on.into()),
    ])
}

/// The common fields and those that only the list shows.
fn list_item(connection: &Connection, assessment: &Assessment) -> Result<Value, Refusal> {
    const AUTHOR: &str = "client-sandbox";
    let questions = Question::of(&assessment.id).count(connection)?;
    let mut item = common(assessment, usize::try_from(questions).unwrap_or_default());
    item.extend(times(assessment));
    item.extend(assessment.more());
    item.insert("createdBy".to_owned(), AUTHOR.into());
    let posted_by = json!({
        "firstName": "Sandbox",
        "lastName": "User",
        "email": "sandbox@example.com",
        "clientId": AUTHOR,
    });
    item.insert("postedBy".to_owned(), posted_by);
    Ok(Value::Object(item))
}
