//! The job endpoints (api-reference/jobs, of which only the beginning is known): bare answers, no envelope.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::call::Call;
use super::super::fields::Fields;
use super::super::store::{Object, ids, object};
use super::super::time::now;
use super::paging::Page;
use super::{Outcome, Refusal, body::read_body};

/// A job, with the fields of api-reference/jobs that the sandbox keeps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Job {
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) description: String,
    pub(in crate::sandbox) city: String,
    pub(in crate::sandbox) state: String,
    pub(in crate::sandbox) country: String,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) work_mode: String,
    /// Seconds since 1970.
    pub(in crate::sandbox) created_at: i64,
}

object!(Job, "taptalent", "job", named title);

impl Default for Job {
    fn default() -> Self {
        Self {
            id: 0,
            title: String::new(),
            description: String::new(),
            city: "Berlin".to_owned(),
            state: "Berlin".to_owned(),
            country: "Germany".to_owned(),
            status: "ACTIVE".to_owned(),
            work_mode: "ONSITE".to_owned(),
            created_at: now() / 1000,
        }
    }
}

impl Job {
    /// Stores it under a new id.
    pub(in crate::sandbox) fn create(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.id = ids::number::<Self>(connection)?;
        self.insert(connection)?;
        Ok(self)
    }

    /// The one with this id, however the number is written.
    pub(super) fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        let id: Option<i64> = id.parse().ok();
        id.map_or(Ok(None), |id| Self::get(connection, id))
    }
}

/// `GET /jobs`: `{jobs, totalJobs}`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let jobs = Job::all()
        .newest()
        .listed(connection, (page.size, page.offset()))?;
    let shown: Vec<Value> = jobs.items.iter().map(show).collect();
    Ok(json!({"jobs": shown, "totalJobs": jobs.total}))
}

/// `GET /jobs/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let job = Job::find(connection, id)?;
    job.as_ref()
        .map(show)
        .ok_or_else(|| Refusal::not_found("Job"))
}

/// `POST /jobs`
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let job = read_body(call, body)?.create(connection)?;
    Ok(show(&job))
}

/// The fields of the table that the sandbox keeps; those that it does not keep it refuses, so that nobody
/// takes them for stored.
fn body(fields: &mut Fields<'_>) -> Job {
    let or = |given: Option<String>, default: &str| given.unwrap_or_else(|| default.to_owned());
    Job {
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
        ..Job::default()
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
