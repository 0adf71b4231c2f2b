//! The job endpoints (api-reference/jobs, of which only the beginning is known): bare answers, no envelope.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{Outcome, Record as _, body, counted, record};
use super::super::store::{self, Object, ids};
use super::super::time::now;
use super::paging::Page;

record! {
    /// A job, with the fields of api-reference/jobs that the sandbox keeps; those that it does not keep it refuses,
    /// so that nobody takes them for stored.
    #[serde(default)]
    pub(in crate::sandbox) struct Job,
    seed SeedJob {}
    with {
        id "id": i64 => Read "id";
        title "title": String, create Text(3, 500).required(), seed String => Read "title";
        description "description": String, create Text(0, 10_000).optional() => Read "description";
        city "city": String = "Berlin".to_owned(), create Text(1, 200).required() => Read "city";
        state "state": String = "Berlin".to_owned(), create Text(1, 200).required() => Read "state";
        country "country": String = "Germany".to_owned(), create Text(1, 200).required() => Read "country";
        status "status": String = "DRAFT".to_owned(), create OneOf(&["DRAFT", "ACTIVE"]).optional(),
            seed Option<String> => Read "status";
        work_mode "workMode": String = "ONSITE".to_owned(),
            create OneOf(&["ONSITE", "REMOTE", "HYBRID"]).optional() => Read "workMode";
        /// Seconds since 1970.
        created_at "createdAt": i64 = now() / 1000 => Read "createdAt";
        /// Why no list shows it, in a copy.
        #[serde(skip_serializing_if = "Option::is_none")]
        unlisted "unlisted": Option<String>;
    }
}

store::object!(Job, "taptalent", "job", by ids::number::<Self>, named title);

impl Job {
    /// Creates an active one, or what else the fields say of its status.
    pub(in crate::sandbox) fn active(
        connection: &Connection,
        fields: &impl Serialize,
    ) -> rusqlite::Result<Self> {
        let active = Self {
            status: "ACTIVE".to_owned(),
            ..Self::default()
        };
        active.with(fields)?.create(connection)
    }
}

/// `GET /jobs`: `{jobs, totalJobs}`
pub(super) fn list(connection: &Connection, query: &str) -> Outcome {
    let page = Page::read(query)?;
    let jobs = Job::all()
        .null("unlisted", true)
        .newest()
        .listed(connection, (page.size, page.offset()))?;
    let shown: Vec<Value> = jobs.items.iter().map(show).collect();
    Ok(json!({"jobs": shown, "totalJobs": jobs.total}))
}

/// `GET /jobs/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    Ok(show(&counted(connection, id)?))
}

/// `POST /jobs`
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let job: Job = body::new(call, |_| {})?;
    Ok(show(&job.create(connection)?))
}

fn show(job: &Job) -> Value {
    let mut shown = job.shown();
    shown.extend(object([
        ("pipelineId", "1".into()),
        ("pipelineStage", json!([])),
        ("rejectedCandidateCount", 0.into()),
    ]));
    Value::Object(shown)
}
