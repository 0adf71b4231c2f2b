//! Who is assigned to a flow (api-reference/assessment-flows).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::query::Parameters;
use super::super::store::table;
use super::super::store::table::taptalent::flow_candidates::{
    self, Assignment, Filter, FlowCandidate,
};
use super::super::system::System;
use super::super::time::now;
use super::body::read_body;
use super::flows::find;
use super::people::{require_welcome, resolve};
use super::success::success;
use super::{Outcome, Refusal};

const STATUSES: [&str; 4] = ["NOT_STARTED", "IN_PROGRESS", "COMPLETED", "FAILED"];

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
    let steps = table::taptalent::flows::steps(connection, flow.id)?;
    let Some(first) = steps.first() else {
        let details = object([("steps", "the flow has none".into())]);
        return Err(Refusal::invalid("Validation failed", details));
    };
    let assignment = Assignment {
        person,
        job_candidate_id,
        job_id,
        talent_id,
    };
    let id = flow_candidates::insert(connection, flow.id, &assignment, STATUSES[0], now())?;
    let email = &assignment.person.email;
    table::mails::send(
        connection,
        System::Taptalent,
        "flowInvite",
        email,
        &id.to_string(),
    )?;
    Ok(success(json!({
        "message": "Flow assigned successfully",
        "flowCandidateId": id,
        "firstStepAssessmentId": first.step.assessment_id,
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
    let filter = Filter {
        search: given.get("search"),
        status,
    };
    let window = (size, (page - 1) * size);
    let (found, total) = flow_candidates::page(connection, flow.id, &filter, window)?;
    let data = found.iter().map(show).collect();
    let mut answer = success(data);
    answer["pagination"] = json!({"page": page, "perPage": size, "total": total});
    Ok(answer)
}

/// The shape of an item is unsaid: `data` of the only example is empty. Sure is that there are a name, an
/// address and a status, since one can search and filter by them.
fn show(candidate: &FlowCandidate) -> Value {
    let FlowCandidate {
        id,
        assignment,
        status,
        attempts,
        assigned_at,
    } = candidate;
    let person = &assignment.person;
    json!({
        "id": id,
        "flowCandidateId": id,
        "name": format!("{} {}", person.first_name, person.last_name).trim(),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "email": person.email,
        "jobCandidateId": assignment.job_candidate_id,
        "jobId": assignment.job_id,
        "talentId": assignment.talent_id,
        "status": status,
        "attempts": attempts,
        "assignedAt": assigned_at,
    })
}
