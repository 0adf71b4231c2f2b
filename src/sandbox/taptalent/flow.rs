//! A flow with its steps, as it is stored: the tables of api-reference/assessment-flows.

use rusqlite::Connection;

use super::super::form::Form::{Number, Objects, OneOf};
use super::super::form::{ANY_TEXT, SOME_TEXT};
use super::super::number;
use super::super::record::{Record as _, record};
use super::super::store::{Object, Select, ids, object, refused};
use super::assessment::{ASSESSMENT_TYPE, Assessment};
use super::flow_people::{FlowCandidate, SeedFlowCandidate};

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

object!(Flow, "taptalent", "flow", by ids::number::<Self>, named flow_name, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        self.steps.iter().try_for_each(|step| step.check(connection))
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        FlowCandidate::of(id).drop_all(connection).map(|_| ())
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
