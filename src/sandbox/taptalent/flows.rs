//! The flow endpoints (api-reference/assessment-flows).

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::answer::object;
use super::super::call::Call;
use super::super::fields::Fields;
use super::super::number::number;
use super::super::store::Object as _;
use super::assessment::Assessment;
use super::flow::{Flow, FlowChange, FlowStep};
use super::success::success;
use super::{COMPANY_ID, Outcome, Refusal, body::read_body, prefix_law};

/// `GET /assessment-flows`: `steps` are empty, as in the example; they come "where available".
pub(super) fn list(connection: &Connection) -> Outcome {
    let flows = Flow::all().newest().list(connection)?;
    let shown = flows.iter().map(|flow| show(flow, Vec::new()));
    Ok(success(shown.collect()))
}

/// `GET /assessment-flows/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let flow = find(connection, id)?;
    let steps = flow.steps.iter();
    let steps = steps
        .map(|step| show_step(connection, step))
        .collect::<Result<_, _>>()?;
    Ok(success(show(&flow, steps)))
}

/// `POST /assessment-flows`. `status` is taken although the table of creation lacks it: the update is said
/// to have the "same shape as create" and counts it in.
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let body = read_body(call, body)?;
    require_assessments(connection, &body.steps)?;
    let flow = Flow {
        status: "ACTIVE".to_owned(),
        ..Flow::default()
    };
    let flow = flow.with(&body.change)?.with_steps(body.steps);
    Ok(written(&flow.create(connection)?))
}

/// `PATCH /assessment-flows/:id`: the reply's shape is unsaid, so it is that of the creation.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let flow = find(connection, id)?;
    let body = read_body(call, body)?;
    let broken = prefix_law::broken(&flow.steps, &body.steps);
    if !broken.is_empty() {
        return Err(Refusal::invalid(
            "Existing steps cannot be changed or removed",
            broken,
        ));
    }
    require_assessments(connection, &body.steps)?;
    let steps = prefix_law::merged(&flow.steps, body.steps);
    let flow = flow.with(&body.change)?.with_steps(steps);
    flow.save(connection)?;
    Ok(written(&flow))
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
        if !Assessment::exists(connection, &step.assessment_id)? {
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
    let id: i64 = id.parse().map_err(|_| missing())?;
    Flow::get(connection, id)?.ok_or_else(missing)
}

/// The creation's reply: no steps, no description.
fn written(flow: &Flow) -> Value {
    success(json!({
        "id": flow.id,
        "flowName": flow.flow_name,
        "companyId": COMPANY_ID,
        "status": flow.status,
    }))
}

fn show(flow: &Flow, steps: Vec<Value>) -> Value {
    Value::Object(object([
        ("id", json!(flow.id)),
        ("companyId", json!(COMPANY_ID)),
        ("flowName", json!(flow.flow_name)),
        ("description", json!(flow.description)),
        ("status", json!(flow.status)),
        ("candidateCount", json!(flow.candidate_count)),
        ("steps", Value::Array(steps)),
    ]))
}

/// Certain of these are only `assessmentName` and `assessmentDuration`; the rest is what was written.
fn show_step(connection: &Connection, step: &FlowStep) -> rusqlite::Result<Value> {
    let assessment = Assessment::get(connection, &step.assessment_id)?.unwrap_or_default();
    let mut shown = json!(step);
    shown["assessmentName"] = json!(assessment.title);
    shown["assessmentDuration"] = number(assessment.duration);
    Ok(shown)
}
