//! A flow with its steps, and its endpoints (api-reference/assessment-flows).

use std::mem;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::super::call::Call;
use super::super::kind::{Fields, Outcome, Record as _, Refusal, body, counted, record};
use super::super::number;
use super::super::number::number;
use super::super::store::{Object, Select, ids, object, refused, require_there};
use super::assessment::{ASSESSMENT_TYPE, Assessment};
use super::flow_people::{FlowCandidate, SeedFlowCandidate};
use super::refusal::invalid;
use super::{COMPANY_ID, prefix_law, success};

record! {
    /// A step to be stored.
    #[serde(deny_unknown_fields)]
    pub struct FlowStep,
    seed SeedStep {
        /// The title of an assessment of this seed, or of the store.
        pub assessment: String,
    }
    with {
        /// The assessment, which must exist.
        assessment_id "assessmentId": String, create SOME_TEXT.required();
        /// 0–100.
        #[serde(serialize_with = "number::stored")]
        pass_threshold "passThreshold": f64, create Number(0.0, 100.0).required(), seed f64;
        /// Taken from the assessment if left out.
        assessment_type "assessmentType": Option<String>, create ANY_TEXT.optional();
        /// What the step is called.
        name "name": Option<String>, create ANY_TEXT.optional(), seed Option<String>;
        /// What the candidate is told.
        instructions "instructions": Option<String>, create ANY_TEXT.optional(), seed Option<String>;
        /// The document lists no values.
        pass_action "passAction": Option<String>, create ANY_TEXT.optional(), seed Option<String>;
    }
}

record! {
    /// A stored flow.
    #[serde(default)]
    #[expect(
        clippy::struct_field_names,
        reason = "the stored names are the system's"
    )]
    pub(in crate::sandbox) struct Flow,
    change FlowChange,
    seed SeedFlow {
        /// Steps, in order.
        pub steps: Vec<SeedStep>,
        /// Who is assigned, one an address.
        #[serde(default)]
        pub candidates: Vec<SeedFlowCandidate>,
    }
    with {
        id "id": i64 => Read "id";
        flow_name "flowName": String, create SOME_TEXT.required(), edit String, seed String => Read "flowName";
        description "description": Option<String>, create ANY_TEXT.optional(),
            edit String, seed Option<String> => Read "description";
        /// Only ACTIVE is ever shown; INACTIVE is the other value that assessments have. It is taken although the
        /// table of creation lacks it: the update has the "same shape as create" and counts it in.
        status "status": String = "ACTIVE".to_owned(), create OneOf(&["ACTIVE", "INACTIVE"]).optional(),
            edit String, seed Option<String> => Read "status";
        /// How many candidates are assigned.
        candidate_count "candidateCount": i64, edit u32 => Read "candidateCount";
        steps "steps": Vec<FlowStep>, create Objects(1, usize::MAX, FlowStep::ROWS).required();
    }
}

object!(Flow, "taptalent", "flow", by ids::number::<Self>, named flow_name, owns FlowCandidate, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        self.steps.iter().try_for_each(|step| step.check(connection))
    }
});

impl Flow {
    /// With these steps; a type that is left out is that of the assessment.
    pub(in crate::sandbox) fn with_steps(mut self, steps: Vec<FlowStep>) -> Self {
        self.steps = steps;
        for step in &mut self.steps {
            step.assessment_type
                .get_or_insert_with(|| ASSESSMENT_TYPE.to_owned());
        }
        self
    }

    /// Those that have this assessment as a step.
    pub(super) fn with_step(assessment: &str) -> Select<Self> {
        let condition = "EXISTS (SELECT 1 FROM json_each(body, '$.steps') AS step
                                 WHERE step.value ->> 'assessmentId' = ?)";
        Self::all().when(condition, Some(assessment))
    }
}

impl FlowStep {
    /// A step with a threshold and no more.
    pub fn new(assessment_id: impl Into<String>, pass_threshold: f64) -> Self {
        Self {
            assessment_id: assessment_id.into(),
            pass_threshold,
            ..Self::default()
        }
    }

    /// The first field but the threshold in which another step differs.
    pub(super) fn first_change(&self, other: &Self) -> Option<&'static str> {
        let (mine, theirs) = (self.body(), other.body());
        let differs = |name: &&str| {
            let is_unsaid = *name == "assessmentType" && other.assessment_type.is_none();
            *name != "passThreshold" && !is_unsaid && mine.get(*name) != theirs.get(*name)
        };
        Self::ROWS.iter().map(|row| row.name).find(differs)
    }

    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        require_there::<Assessment>(connection, Some(&self.assessment_id))?;
        if !(0.0..=100.0).contains(&self.pass_threshold) {
            return Err(refused("passThreshold must be from 0 to 100"));
        }
        Ok(())
    }
}

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
