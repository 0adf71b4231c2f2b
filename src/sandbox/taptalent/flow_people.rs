//! Who is assigned to a flow (api-reference/assessment-flows).

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::mails;
use super::super::query::Parameters;
use super::super::store::{self, Object, ids, require_list, require_one_of};
use super::super::system::System;
use super::super::time::now;
use super::body::read_body;
use super::flow::Flow;
use super::flows::find;
use super::people::{require_welcome, resolve};
use super::person::Person;
use super::success::success;
use super::{Outcome, Refusal};

const STATUSES: [&str; 4] = ["NOT_STARTED", "IN_PROGRESS", "COMPLETED", "FAILED"];

/// Somebody who is assigned to a flow.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct FlowCandidate {
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) flow_id: i64,
    #[serde(flatten)]
    pub(in crate::sandbox) person: Person,
    pub(in crate::sandbox) job_candidate_id: Option<i64>,
    pub(in crate::sandbox) job_id: Option<String>,
    pub(in crate::sandbox) talent_id: Option<String>,
    pub(in crate::sandbox) status: String,
    /// The document says no more than "attempts and submission metadata".
    pub(in crate::sandbox) attempts: Value,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) assigned_at: i64,
}

store::object!(FlowCandidate, "taptalent", "flow candidate", of flow_id, {
    fn name(&self) -> String {
        self.person.email.to_ascii_lowercase()
    }

    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_one_of("status", &self.status, &STATUSES)?;
        require_list("attempts", &self.attempts)
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        let Some(found) = Self::get(connection, id)? else {
            return Ok(());
        };
        let fewer = |flow: &mut Flow| flow.candidate_count = (flow.candidate_count - 1).max(0);
        Flow::edit(connection, found.flow_id, fewer).map(|_| ())
    }
});

impl Default for FlowCandidate {
    fn default() -> Self {
        Self {
            id: 0,
            flow_id: 0,
            person: Person::default(),
            job_candidate_id: None,
            job_id: None,
            talent_id: None,
            status: STATUSES[0].to_owned(),
            attempts: json!([]),
            assigned_at: now(),
        }
    }
}

impl FlowCandidate {
    /// Assigns them, once more if need be; gives the id, and counts in the flow.
    pub(in crate::sandbox) fn assign(mut self, connection: &Connection) -> rusqlite::Result<i64> {
        self.id = ids::number::<Self>(connection)?;
        self.insert(connection)?;
        Flow::edit(connection, self.flow_id, |flow| flow.candidate_count += 1)?;
        Ok(self.id)
    }
}

/// New values for fields of a flow candidate; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowCandidateChange {
    /// `NOT_STARTED`, `IN_PROGRESS`, `COMPLETED`, `FAILED`.
    pub status: Option<String>,
    /// All the attempts: a list.
    pub attempts: Option<Value>,
}

/// `POST /assessment-flows/:id/assign`: sends the mail of the first step. What a second assignment of the same
/// person does is unsaid: here it is a second assignment and a second mail.
pub(super) fn assign(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let flow = find(connection, id)?;
    let (job_candidate, given, job_id, talent_id) = read_body(call, |fields| {
        if !fields.has("jobCandidateId") {
            fields.require("email");
        }
        let job_candidate = fields.number_or_text("jobCandidateId");
        let given = (
            fields.address("email"),
            fields.any_text("firstName"),
            fields.any_text("lastName"),
        );
        let job_id = fields.number_or_text("jobId");
        (
            job_candidate,
            given,
            job_id,
            fields.number_or_text("talentId"),
        )
    })?;
    let job_candidate_id = match job_candidate {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Refusal::not_found("Candidate"))?),
    };
    let person = resolve(connection, job_candidate_id, given)?;
    require_welcome(connection, "email", &person.email)?;
    let Some(first) = flow.steps.first() else {
        let details = object([("steps", "the flow has none".into())]);
        return Err(Refusal::invalid("Validation failed", details));
    };
    let email = person.email.clone();
    let candidate = FlowCandidate {
        flow_id: flow.id,
        person,
        job_candidate_id,
        job_id,
        talent_id,
        ..FlowCandidate::default()
    };
    let id = candidate.assign(connection)?;
    let about = id.to_string();
    mails::send(connection, System::Taptalent, "flowInvite", &email, &about)?;
    Ok(success(json!({
        "message": "Flow assigned successfully",
        "flowCandidateId": id,
        "firstStepAssessmentId": first.assessment_id,
    })))
}

/// `GET /assessment-flows/:id/candidates`: `pagination` stands beside `data`.
pub(super) fn list(connection: &Connection, id: &str, query: &str) -> Outcome {
    let flow = find(connection, id)?;
    let given = Parameters::read(query);
    let integer = |name: &str, default, most| {
        given
            .integer(name, default, 1..=most)
            .map_err(|problem| Refusal::parameter(name, &problem))
    };
    let page = integer("page", 1, i64::from(u32::MAX))?;
    let size = match given.get("pageSize") {
        Some(_) => integer("pageSize", 10, 100)?,
        None => integer("perPage", 10, 100)?,
    };
    let status = given.get("status");
    if status.is_some_and(|status| !STATUSES.contains(&status)) {
        let problem = format!("must be one of: {}", STATUSES.join(", "));
        return Err(Refusal::parameter("status", &problem));
    }
    let found = FlowCandidate::of(flow.id)
        .when(SEARCHED, given.get("search"))
        .field("status", status)
        .newest()
        .listed(connection, (size, (page - 1) * size))?;
    let mut answer = success(found.items.iter().map(show).collect());
    answer["pagination"] = json!({"page": page, "perPage": size, "total": found.total});
    Ok(answer)
}

/// A part of name or address, capitals aside.
const SEARCHED: &str = "instr(lower((body ->> 'firstName') || ' ' || (body ->> 'lastName')
                                    || char(10) || (body ->> 'email')), lower(?)) > 0";

/// The shape of an item is unsaid: `data` of the only example is empty. Sure is that there are a name, an
/// address and a status, since one can search and filter by them.
fn show(candidate: &FlowCandidate) -> Value {
    let FlowCandidate { id, person, .. } = candidate;
    json!({
        "id": id,
        "flowCandidateId": id,
        "name": format!("{} {}", person.first_name, person.last_name).trim(),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "email": person.email,
        "jobCandidateId": candidate.job_candidate_id,
        "jobId": candidate.job_id,
        "talentId": candidate.talent_id,
        "status": candidate.status,
        "attempts": candidate.attempts,
        "assignedAt": candidate.assigned_at,
    })
}
