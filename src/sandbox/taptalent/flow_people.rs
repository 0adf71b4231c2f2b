//! The endpoints of those who are assigned to a flow (api-reference/assessment-flows).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::kind::{
    Outcome, Parameters, Record as _, Refusal, body, counted, one_of, record,
};
use super::super::mails;
use super::super::store::Object as _;
use super::flow::{CANDIDATE_STATUSES, Flow, FlowCandidate};
use super::people::{require_welcome, resolve};
use super::person::full_name;
use super::refusal::invalid;
use super::success;

record! {
    /// A body of the assignment.
    #[serde(default)]
    struct Assigned with {
        job_candidate_id "jobCandidateId": Option<String>, create NumberOrText.optional();
        email "email": Option<String>, create Address.optional();
        first_name "firstName": Option<String>, create ANY_TEXT.optional();
        last_name "lastName": Option<String>, create ANY_TEXT.optional();
        job_id "jobId": Option<String>, create NumberOrText.optional();
        talent_id "talentId": Option<String>, create NumberOrText.optional();
    }
}

/// `POST /assessment-flows/:id/assign`: sends the mail of the first step. What a second assignment of the same
/// person does is unsaid: here it is a second assignment and a second mail.
pub(super) fn assign(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let flow: Flow = counted(connection, id)?;
    let assigned: Assigned = body::new(call, |fields| {
        if !fields.has("jobCandidateId") {
            fields.require("email");
        }
    })?;
    let job_candidate_id = match assigned.job_candidate_id {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Refusal::Missing("candidate"))?),
    };
    let given = (assigned.email, assigned.first_name, assigned.last_name);
    let person = resolve(connection, job_candidate_id, given)?;
    require_welcome(connection, "email", &person.email)?;
    let Some(first) = flow.steps.first() else {
        let details = object([("steps", "the flow has none".into())]);
        return Err(invalid("Validation failed", details));
    };
    let candidate = FlowCandidate {
        job_candidate_id,
        job_id: assigned.job_id,
        talent_id: assigned.talent_id,
        ..FlowCandidate::of_person(flow.id, person)
    };
    let assigned = candidate.assign(connection)?;
    mails::send(connection, &assigned, "flowInvite", &assigned.email)?;
    Ok(success(json!({
        "message": "Flow assigned successfully",
        "flowCandidateId": assigned.id,
        "firstStepAssessmentId": first.assessment_id,
    })))
}

/// `GET /assessment-flows/:id/candidates`: `pagination` stands beside `data`.
pub(super) fn list(connection: &Connection, id: &str, query: &str) -> Outcome {
    let flow: Flow = counted(connection, id)?;
    let given = Parameters::read(query);
    let page = given.integer("page", 1, 1..=i64::from(u32::MAX))?;
    let size = match given.get("pageSize") {
        Some(_) => given.integer("pageSize", 10, 1..=100)?,
        None => given.integer("perPage", 10, 1..=100)?,
    };
    let status = given.get("status");
    if status.is_some_and(|status| !CANDIDATE_STATUSES.contains(&status)) {
        return Err(Refusal::Parameter("status", one_of(&CANDIDATE_STATUSES)));
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
    let mut shown = candidate.shown();
    let name = full_name(&candidate.first_name, &candidate.last_name);
    shown.insert("flowCandidateId".to_owned(), candidate.id.into());
    shown.insert("name".to_owned(), name.into());
    Value::Object(shown)
}
