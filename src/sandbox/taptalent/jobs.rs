//! The job endpoints (api-reference/jobs, of which only the beginning is known): bare answers, no envelope.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::store::{Job, table};
use super::paging::Page;
use super::{Outcome, Refusal, body::read_body};

/// `GET /jobs`: `{jobs, totalJobs}`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let jobs = table::taptalent::jobs::page(connection, page.size, page.offset())?;
    let jobs: Vec<Value> = jobs.iter().map(show).collect();
    Ok(json!({"jobs": jobs, "totalJobs": table::taptalent::jobs::count(connection)?}))
}

/// `GET /jobs/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let missing = || Refusal::not_found("Job");
    let id = id.parse().map_err(|_| missing())?;
    table::taptalent::jobs::find(connection, id)?
        .as_ref()
        .map(show)
        .ok_or_else(missing)
}

/// `POST /jobs`
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut job = read_body(call, body)?;
    job.id = table::taptalent::jobs::insert(connection, &job)?;
    Ok(show(&job))
}

/// The fields of the table that the sandbox keeps; those that it does not keep it refuses, so that nobody
/// takes them for stored.
fn body(fields: &mut Fields<'_>) -> Job {
    let or = |given: Option<String>, default: &str| given.unwrap_or_else(|| default.to_owned());
    Job {
        id: 0,
        title: fields.required_text("title", 3..=500),
        description: fields.text("description", 0..=10_000).unwrap_or_default(),
        city: fields.required_text("city", 1..=200),
        state: fields.required_text("state", 1..=200),
        country: fields.required_text("country", 1..=200),
        status: or(fields.one_of("status", &["DRAFT", "ACTIVE"]), "DRAFT"),
        work_mode: or(
            fields.one_of("workMode", &["ONSITE", "REMOTE", "HYBRID"]),
            "ONSITE",
        ),
        created_at: jiff::Timestamp::now().as_second(),
    }
}

fn show(job: &Job) -> Value {
    let Job {
        id,
        title,
        description,
        city,
        state,
        country,
        status,
        work_mode,
        created_at,
    } = job;
    json!({
        "id": id,
        "title": title,
        "description": description,
        "city": city,
        "state": state,
        "country": country,
        "pipelineId": "1",
        "status": status,
        "workMode": work_mode,
        "pipelineStage": [],
        "createdAt": created_at,
        "rejectedCandidateCount": 0,
    })
}
