//! A flow with its steps and the people who are assigned to it, as they are stored (api-reference/assessment-flows). One file,
//! since who is assigned is counted in the flow.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::{Record as _, record};
use super::super::number;
use super::super::store::{
    Object, Select, ids, object, refused, require_list, require_one_of, require_there,
};
use super::super::time::now;
use super::assessment::{ASSESSMENT_TYPE, Assessment};
use super::person::Person;

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

/// How far somebody is in a flow.
pub(super) const CANDIDATE_STATUSES: [&str; 4] =
    ["NOT_STARTED", "IN_PROGRESS", "COMPLETED", "FAILED"];

record! {
    /// Somebody who is assigned to a flow.
    #[serde(default)]
    pub(in crate::sandbox) struct FlowCandidate,
    change FlowCandidateChange,
    seed SeedFlowCandidate {}
    with {
        id "id": i64 => Read "id";
        flow_id "flowId": i64;
        email "email": String, seed String => Read "email";
        first_name "firstName": String, seed Option<String> => Read "firstName";
        last_name "lastName": String, seed Option<String> => Read "lastName";
        job_candidate_id "jobCandidateId": Option<i64> => Read "jobCandidateId";
        job_id "jobId": Option<String> => Read "jobId";
        talent_id "talentId": Option<String> => Read "talentId";
        status "status": String = CANDIDATE_STATUSES[0].to_owned(), edit String, seed Option<String> => Read "status";
        /// A list; the document says no more than "attempts and submission metadata".
        attempts "attempts": Value = json!([]), edit Value, seed Option<Value> => Read "attempts";
        /// Milliseconds since 1970.
        assigned_at "assignedAt": i64 = now() => Read "assignedAt";
    }
}

object!(FlowCandidate, "taptalent", "flow candidate", by ids::number::<Self>, of flow_id, {
    fn name(&self) -> String {
        self.email.to_ascii_lowercase()
    }

    fn check(&self, _: &Connection) -> rusqlite::Result<()> {
        require_one_of("status", &self.status, &CANDIDATE_STATUSES)?;
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

impl FlowCandidate {
    /// As far as the store takes them: what does not fit is as in a new one.
    pub(in crate::sandbox) fn made_fit(&mut self) {
        let new = Self::default();
        if !CANDIDATE_STATUSES.contains(&self.status.as_str()) {
            self.status = new.status;
        }
        if !self.attempts.is_array() {
            self.attempts = new.attempts;
        }
    }

    /// This person, not yet in the flow.
    pub(in crate::sandbox) fn of_person(flow_id: i64, person: Person) -> Self {
        Self {
            flow_id,
            email: person.email,
            first_name: person.first_name,
            last_name: person.last_name,
            ..Self::default()
        }
    }

    /// Assigns them, once more if need be, and counts in the flow.
    pub(in crate::sandbox) fn assign(self, connection: &Connection) -> rusqlite::Result<Self> {
        let new = self.create(connection)?;
        Flow::edit(connection, new.flow_id, |flow| flow.candidate_count += 1)?;
        Ok(new)
    }
}
