//! The endpoints of flows (api-reference/assessment-flows).

use std::mem;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::kind::{Fields, Outcome, Record as _, Refusal, body, counted};
use super::super::number::number;
use super::super::store::Object as _;
use super::assessment::Assessment;
use super::flow::{Flow, FlowStep};
use super::refusal::invalid;
use super::{COMPANY_ID, prefix_law, success};

/// `GET /assessment-flows`: `steps` are empty, as in the example; they come "where available".
pub(super) fn list(connection: &Connection) -> Outcome {
    let flows = Flow::all().newest().list(connection)?;
    let shown = flows.iter().map(|flow| show(flow, Vec::new()));
    Ok(success(shown.collect()))
}

/// `GET /assessment-flows/:id`
pub(super) fn get(connection: &Connection, id: &str) -> Outcome {
    let flow: Flow = counted(connection, id)?;
    let steps = flow.steps.iter();
    let steps = steps
        .map(|step| show_step(connection, step))
        .collect::<Result<_, _>>()?;
    Ok(success(show(&flow, steps)))
}

/// `POST /assessment-flows`
pub(super) fn create(connection: &Connection, call: &Call) -> Outcome {
    let mut flow: Flow = body::new(call, name_types)?;
    require_assessments(connection, &flow.steps)?;
    let steps = mem::take(&mut flow.steps);
    Ok(written(&flow.with_steps(steps).create(connection)?))
}

/// `PATCH /assessment-flows/:id`: the reply's shape is unsaid, so it is that of the creation.
pub(super) fn update(connection: &Connection, id: &str, call: &Call) -> Outcome {
    let flow: Flow = counted(connection, id)?;
    let change = body::read(call, |fields| {
        name_types(fields);
        fields.rows(Flow::ROWS, |row| row.create)
    })?;
    let wanted = flow.with(&change)?;
    let broken = prefix_law::broken(&flow.steps, &wanted.steps);
    if !broken.is_empty() {
        return Err(invalid(
            "Existing steps cannot be changed or removed",
            broken,
        ));
    }
    require_assessments(connection, &wanted.steps)?;
    let steps = prefix_law::merged(&flow.steps, wanted.steps.clone());
    let flow = wanted.with_steps(steps);
    flow.save(connection)?;
    Ok(written(&flow))
}

/// A step may say `type` for `assessmentType`, and then means the former.
fn name_types(fields: &mut Fields<'_>) {
    let steps = fields.items("steps").iter_mut();
    for step in steps.filter(|step| step["type"].is_string()) {
        step["assessmentType"] = step["type"].take();
        step.as_object_mut().map(|step| step.shift_remove("type"));
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
        Err(invalid("Validation failed", missing))
    }
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
    let mut shown = flow.shown();
    shown.insert("companyId".to_owned(), COMPANY_ID.into());
    shown.insert("steps".to_owned(), steps.into());
    Value::Object(shown)
}

/// Certain of these are only `assessmentName` and `assessmentDuration`; the rest is what was written.
fn show_step(connection: &Connection, step: &FlowStep) -> rusqlite::Result<Value> {
    let assessment = Assessment::get(connection, &step.assessment_id)?.unwrap_or_default();
    let mut shown = json!(step);
    shown["assessmentName"] = json!(assessment.title);
    shown["assessmentDuration"] = number(assessment.duration);
    Ok(shown)
}
