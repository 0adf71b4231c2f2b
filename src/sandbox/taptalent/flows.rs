//! The flow endpoints (api-reference/assessment-flows).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::fields::Fields;
use super::super::number::number;
use super::super::store::{COMPANY_ID, Flow, FlowChange, FlowStep, StoredStep, table};
use super::success::success;
use super::{Outcome, Refusal, body::read_body, prefix_law};

/// `GET /assessment-flows`: `steps` are empty, as in the example; they come "where available".
pub(super) fn list(connection: &Connection) -> Outcome {
    let flows = table::taptalent::flows::all(connection)?;
    Ok(success(
        flows
            .iter()
            .map(|flow| Value::Object(with_steps(flow, &[])))
            .collect(),
    ))
}

/// `GET /assessment-flows/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let flow = find(connection, id)?;
    let steps = table::taptalent::flows::steps(connection, flow.id)?;
    Ok(success(Value::Object(with_steps(&flow, &steps))))
}

/// `POST /assessment-flows`. `status` is taken although the table of creation lacks it: the update is said
/// to have the "same shape as create" and counts it in.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let body = read_body(call, body)?;
    require_assessments(connection, &body.steps)?;
    let FlowChange {
        flow_name,
        description,
        status,
        candidate_count: _,
    } = body.change;
    let name = flow_name.unwrap_or_default();
    let status = status.as_deref().unwrap_or("ACTIVE");
    let id = table::taptalent::flows::insert(connection, &name, description.as_deref(), status)?;
    table::taptalent::flows::replace_steps(connection, id, &body.steps)?;
    written(connection, id)
}

/// `PATCH /assessment-flows/:id`: the reply's shape is unsaid, so it is that of the creation.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let flow = find(connection, id)?;
    let body = read_body(call, body)?;
    let existing = table::taptalent::flows::steps(connection, flow.id)?;
    let broken = prefix_law::broken(&existing, &body.steps);
    if !broken.is_empty() {
        return Err(Refusal::invalid(
            "Existing steps cannot be changed or removed",
            broken,
        ));
    }
    require_assessments(connection, &body.steps)?;
    let steps = prefix_law::merged(&existing, body.steps);
    table::taptalent::flows::update(connection, flow.id, &body.change)?;
    table::taptalent::flows::replace_steps(connection, flow.id, &steps)?;
    written(connection, flow.id)
}

struct Body {
    change: FlowChange,
    steps: Vec<FlowStep>,
}

fn body(fields: &mut Fields<'_>) -> Body {
    let change = FlowChange {
        flow_name: Some(fields.required_text("flowName", 1..=usize::MAX)),
        description: fields.any_text("description"),
        // Only ACTIVE is ever shown; INACTIVE is the other value that assessments have.
        status: fields.one_of("status", &["ACTIVE", "INACTIVE"]),
        candidate_count: None,
    };
    fields.require("steps");
    let steps = fields
        .objects("steps", 1..=usize::MAX, step)
        .unwrap_or_default();
    Body { change, steps }
}

fn step(fields: &mut Fields<'_>) -> FlowStep {
    let assessment_type = fields.any_text("assessmentType");
    FlowStep {
        assessment_id: fields.required_text("assessmentId", 1..=usize::MAX),
        pass_threshold: fields.required_number("passThreshold", 0.0..=100.0),
        assessment_type: fields.any_text("type").or(assessment_type),
        name: fields.any_text("name"),
        instructions: fields.any_text("instructions"),
        pass_action: fields.any_text("passAction"),
    }
}

/// The code for a step without its assessment is unsaid; a wrong field is a validation error.
fn require_assessments(connection: &Connection, steps: &[FlowStep]) -> Result<(), Refusal> {
    let mut missing = Map::new();
    for (index, step) in steps.iter().enumerate() {
        if !table::taptalent::assessments::exists(connection, &step.assessment_id)? {
            missing.insert(
                format!("steps[{index}].assessmentId"),
                json!("no such assessment"),
            );
        }
    }
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::invalid("Validation failed", missing))
    }
}

pub(super) fn find(connection: &Connection, id: &str) -> Result<Flow, Refusal> {
    let missing = || Refusal::not_found("Flow");
    let id = id.parse().map_err(|_| missing())?;
    table::taptalent::flows::find(connection, id)?.ok_or_else(missing)
}

/// The creation's reply: no steps, no description.
fn written(connection: &Connection, id: i64) -> Outcome {
    let Some(flow) = table::taptalent::flows::find(connection, id)? else {
        return Err(Refusal::not_found("Flow"));
    };
    Ok(success(json!({
        "id": flow.id,
        "flowName": flow.name,
        "companyId": COMPANY_ID,
        "status": flow.status,
    })))
}

fn with_steps(flow: &Flow, steps: &[StoredStep]) -> Map<String, Value> {
    let Flow {
        id,
        name,
        description,
        status,
        candidate_count,
    } = flow;
    object([
        ("id", json!(id)),
        ("companyId", json!(COMPANY_ID)),
        ("flowName", json!(name)),
        ("description", json!(description)),
        ("status", json!(status)),
        ("candidateCount", json!(candidate_count)),
        ("steps", steps.iter().map(show_step).collect()),
    ])
}

/// Certain of these are only `assessmentName` and `assessmentDuration`; the rest is what was written.
fn show_step(stored: &StoredStep) -> Value {
    let StoredStep {
        step,
        assessment_name,
        assessment_duration,
    } = stored;
    json!({
        "assessmentId": step.assessment_id,
        "assessmentType": step.assessment_type,
        "passThreshold": number(step.pass_threshold),
        "name": step.name,
        "instructions": step.instructions,
        "passAction": step.pass_action,
        "assessmentName": assessment_name,
        "assessmentDuration": number(*assessment_duration),
    })
}
