//! A flow with its steps, as it is stored.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::number;
use super::super::store::{Object, Select, ids, object, refused};
use super::assessment::{ASSESSMENT_TYPE, Assessment};
use super::flow_people::FlowCandidate;

/// A step to be stored; the names are the API's (api-reference/assessment-flows).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FlowStep {
    /// The assessment, which must exist.
    pub assessment_id: String,
    /// 0–100.
    #[serde(serialize_with = "number::stored")]
    pub pass_threshold: f64,
    /// Taken from the assessment if left out.
    #[serde(default)]
    pub assessment_type: Option<String>,
    /// What the step is called.
    #[serde(default)]
    pub name: Option<String>,
    /// What the candidate is told.
    #[serde(default)]
    pub instructions: Option<String>,
    /// The document lists no values.
    #[serde(default)]
    pub pass_action: Option<String>,
}

impl FlowStep {
    /// A step with a threshold and no more.
    pub fn new(assessment_id: impl Into<String>, pass_threshold: f64) -> Self {
        Self {
            assessment_id: assessment_id.into(),
            pass_threshold,
            assessment_type: None,
            name: None,
            instructions: None,
            pass_action: None,
        }
    }
}

/// New values for fields of a flow; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowChange {
    /// The name.
    pub flow_name: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The document shows only `ACTIVE`.
    pub status: Option<String>,
    /// How many candidates are assigned.
    pub candidate_count: Option<u32>,
}

/// A stored flow.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_field_names,
    reason = "the stored names are the system's"
)]
pub(in crate::sandbox) struct Flow {
    pub(in crate::sandbox) id: i64,
    pub(in crate::sandbox) flow_name: String,
    pub(in crate::sandbox) description: Option<String>,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) candidate_count: i64,
    pub(in crate::sandbox) steps: Vec<FlowStep>,
}

object!(Flow, "taptalent", "flow", named flow_name, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        self.steps.iter().try_for_each(|step| step.check(connection))
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        FlowCandidate::of(id).drop_all(connection)
    }
});

impl Flow {
    /// Stores it under a new id.
    pub(in crate::sandbox) fn create(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.id = ids::number::<Self>(connection)?;
        self.insert(connection)?;
        Ok(self)
    }

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
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        let id = &self.assessment_id;
        if !Assessment::exists(connection, id)? {
            return Err(refused(&format!("no assessment has the id {id}")));
        }
        if !(0.0..=100.0).contains(&self.pass_threshold) {
            return Err(refused("passThreshold must be from 0 to 100"));
        }
        Ok(())
    }
}
