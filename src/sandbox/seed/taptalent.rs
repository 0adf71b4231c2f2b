//! TapTalent's part of a seed: jobs, and, where a test wants them, assessments and flows with people in them.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::SandboxError;
use super::super::settings::{AddressPattern, Generation, TaptalentChange, TaptalentSettings};
use super::super::store::table::taptalent::flow_candidates::Assignment;
use super::super::store::table::taptalent::{
    assessments, company, flow_candidates, flows, invites, job_candidates, jobs, questions,
};
use super::super::store::{
    Assessment, AssessmentChange, AssessmentDraft, FlowCandidateChange, FlowStep, Job, Person,
    QuestionContent, Taken, table,
};
use super::super::system::System;
use super::super::time::now;

/// TapTalent's part.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TaptalentSeed {
    /// The credits left.
    pub credits: Option<u32>,
    /// How generated questions come.
    pub generation: Option<Generation>,
    /// Addresses that an invite refuses.
    pub refuses: Option<Vec<AddressPattern>>,
    /// Jobs, one a title.
    pub jobs: Vec<SeedJob>,
    /// People who have applied, one an address; their ids count from 1 in this order.
    pub job_candidates: Vec<SeedJobCandidate>,
    /// Assessments, one a title.
    pub assessments: Vec<SeedAssessment>,
    /// Flows, one a name.
    pub flows: Vec<SeedFlow>,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedJob {
    /// The title.
    pub title: String,
    /// `ACTIVE` or `DRAFT`.
    #[serde(default = "active")]
    pub status: String,
}

/// Somebody who has applied to a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedJobCandidate {
    /// The e-mail address.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// The title of the job.
    #[serde(default)]
    pub job: Option<String>,
}

/// An assessment; what is left out is as the API's defaults are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedAssessment {
    /// The title.
    pub title: String,
    /// The role.
    pub hiring_for_role: String,
    /// The purpose.
    pub purpose_of_interview: String,
    /// The title of a job.
    #[serde(default)]
    pub job: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    #[serde(default = "active")]
    pub status: String,
    /// Minutes.
    #[serde(default = "twenty")]
    pub duration: f64,
    /// A language name.
    #[serde(default = "english")]
    pub ai_language: String,
    /// Skills.
    #[serde(default)]
    pub skills: Vec<String>,
    /// A list of `{name, description?, status}`.
    #[serde(default = "nothing")]
    pub buckets: Value,
    /// Whether the candidate must verify the e-mail address.
    #[serde(default = "yes")]
    pub is_email_verification_required: bool,
    /// Whether language is evaluated.
    #[serde(default, rename = "shouldEvaluateCEFR")]
    pub should_evaluate_cefr: bool,
    /// Questions, in order.
    #[serde(default)]
    pub questions: Vec<QuestionContent>,
    /// Who is invited, one an address.
    #[serde(default)]
    pub invites: Vec<Person>,
    /// Who has taken it, one an address.
    #[serde(default)]
    pub submissions: Vec<SeedSubmission>,
}

/// Somebody who has taken an assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedSubmission {
    /// The e-mail address.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// 0–100.
    #[serde(default)]
    pub score: Option<f64>,
    /// `finished`, or what else a test wants to see.
    #[serde(default)]
    pub status: Option<String>,
    /// `completed`, or what else a test wants to see.
    #[serde(default)]
    pub evaluation_status: Option<String>,
}

/// A flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedFlow {
    /// The name.
    pub flow_name: String,
    /// The description.
    #[serde(default)]
    pub description: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    #[serde(default = "active")]
    pub status: String,
    /// Steps, in order.
    pub steps: Vec<SeedStep>,
    /// Who is assigned, one an address.
    #[serde(default)]
    pub candidates: Vec<SeedFlowCandidate>,
}

/// A step of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedStep {
    /// The title of an assessment of this seed, or of the store.
    pub assessment: String,
    /// 0–100.
    pub pass_threshold: f64,
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

/// Somebody who is assigned to a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedFlowCandidate {
    /// The e-mail address.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
    /// `NOT_STARTED`, `IN_PROGRESS`, `COMPLETED`, `FAILED`.
    #[serde(default)]
    pub status: Option<String>,
    /// A list of attempts.
    #[serde(default)]
    pub attempts: Option<Value>,
}

fn active() -> String {
    "ACTIVE".to_owned()
}

fn english() -> String {
    "english".to_owned()
}

const fn twenty() -> f64 {
    20.0
}

const fn yes() -> bool {
    true
}

fn nothing() -> Value {
    json!([])
}

/// Enough for any store.
const ALL: i64 = i64::MAX;

impl TaptalentSeed {
    pub(super) fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let Self {
            credits,
            generation,
            refuses,
            jobs,
            job_candidates,
            assessments,
            flows,
        } = self;
        if let Some(credits) = credits {
            company::set_credits(connection, *credits)?;
        }
        let change = TaptalentChange {
            generation: *generation,
            refuses: refuses.clone(),
        };
        if change != TaptalentChange::default() {
            let mut settings: TaptalentSettings =
                table::settings::of(connection, System::Taptalent)?;
            change.apply(&mut settings);
            table::settings::set(connection, System::Taptalent, &settings)?;
        }
        jobs.iter().try_for_each(|job| job.plant(connection))?;
        job_candidates
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        assessments
            .iter()
            .try_for_each(|one| one.plant(connection))?;
        flows.iter().try_for_each(|flow| flow.plant(connection))
    }
}

impl SeedJob {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        if job_titled(connection, &self.title)?.is_none() {
            let job = Job {
                id: 0,
                title: self.title.clone(),
                description: String::new(),
                city: "Berlin".to_owned(),
                state: "Berlin".to_owned(),
                country: "Germany".to_owned(),
                status: self.status.clone(),
                work_mode: "ONSITE".to_owned(),
                created_at: now() / 1000,
            };
            jobs::insert(connection, &job)?;
        }
        Ok(())
    }
}

impl SeedJobCandidate {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let there = job_candidates::all(connection)?;
        let is_same = |person: &Person| person.email.eq_ignore_ascii_case(&self.email);
        if !there.iter().any(|(_, person)| is_same(person)) {
            let job = required_job(connection, self.job.as_deref())?;
            let person = person(&self.email, &self.first_name, &self.last_name);
            job_candidates::insert(connection, job, &person)?;
        }
        Ok(())
    }
}

impl SeedAssessment {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let id = match assessment_titled(connection, &self.title)? {
            Some(there) => there.id,
            None => self.insert(connection)?,
        };
        for invited in &self.invites {
            invite(connection, &id, invited)?;
        }
        self.submissions
            .iter()
            .try_for_each(|submission| submission.plant(connection, &id))
    }

    fn insert(&self, connection: &Connection) -> Result<String, SandboxError> {
        let draft = AssessmentDraft {
            title: self.title.clone(),
            job_id: required_job(connection, self.job.as_deref())?,
            status: self.status.clone(),
            hiring_for_role: self.hiring_for_role.clone(),
            purpose_of_interview: self.purpose_of_interview.clone(),
            duration: self.duration,
            ai_language: self.ai_language.clone(),
            skills: self.skills.clone(),
            buckets: self.buckets.clone(),
            email_verification: self.is_email_verification_required,
            evaluate_cefr: self.should_evaluate_cefr,
        };
        let id = assessments::insert(connection, &draft, now())?;
        for question in &self.questions {
            questions::append(connection, &id, question)?;
        }
        Ok(id)
    }
}

impl SeedSubmission {
    fn plant(&self, connection: &Connection, assessment: &str) -> Result<(), SandboxError> {
        let person = person(&self.email, &self.first_name, &self.last_name);
        let id = invite(connection, assessment, &person)?;
        let there = invites::of(connection, assessment)?;
        if there.iter().any(|one| one.id == id && one.taken.is_some()) {
            return Ok(());
        }
        let by_default = Taken::default();
        let taken = Taken {
            score: self.score,
            status: self.status.clone().unwrap_or(by_default.status),
            evaluation_status: self
                .evaluation_status
                .clone()
                .unwrap_or(by_default.evaluation_status),
            ..Taken::default()
        };
        invites::take(connection, &id, &taken, now())?;
        if let Some(found) = assessments::find(connection, assessment)? {
            let change = AssessmentChange {
                submission_count: u32::try_from(found.submission_count + 1).ok(),
                ..AssessmentChange::default()
            };
            assessments::update(connection, assessment, &change, found.last_updated_on)?;
        }
        Ok(())
    }
}

impl SeedFlow {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let there = flows::all(connection)?;
        let there = there.iter().find(|flow| flow.name == self.flow_name);
        let id = match there {
            Some(flow) => flow.id,
            None => self.insert(connection)?,
        };
        self.candidates
            .iter()
            .try_for_each(|candidate| candidate.plant(connection, id))
    }

    fn insert(&self, connection: &Connection) -> Result<i64, SandboxError> {
        let steps = self
            .steps
            .iter()
            .map(|step| step.resolve(connection))
            .collect::<Result<Vec<_>, _>>()?;
        let description = self.description.as_deref();
        let id = flows::insert(connection, &self.flow_name, description, &self.status)?;
        flows::replace_steps(connection, id, &steps)?;
        Ok(id)
    }
}

impl SeedStep {
    fn resolve(&self, connection: &Connection) -> Result<FlowStep, SandboxError> {
        let title = &self.assessment;
        let Some(assessment) = assessment_titled(connection, title)? else {
            return Err(missing("assessment", title));
        };
        Ok(FlowStep {
            name: self.name.clone(),
            instructions: self.instructions.clone(),
            pass_action: self.pass_action.clone(),
            ..FlowStep::new(assessment.id, self.pass_threshold)
        })
    }
}

impl SeedFlowCandidate {
    fn plant(&self, connection: &Connection, flow: i64) -> Result<(), SandboxError> {
        if flow_candidates::is_assigned(connection, flow, &self.email)? {
            return Ok(());
        }
        let assignment = Assignment {
            person: person(&self.email, &self.first_name, &self.last_name),
            ..Assignment::default()
        };
        let id = flow_candidates::insert(connection, flow, &assignment, "NOT_STARTED", now())?;
        let change = FlowCandidateChange {
            status: self.status.clone(),
            attempts: self.attempts.clone(),
        };
        flow_candidates::update(connection, id, &change)?;
        Ok(())
    }
}

fn person(email: &str, first_name: &str, last_name: &str) -> Person {
    Person {
        email: email.to_owned(),
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
    }
}

/// The id of the invite of this person, which is made if it is not there.
fn invite(
    connection: &Connection,
    assessment: &str,
    person: &Person,
) -> Result<String, SandboxError> {
    let there = invites::of_address(connection, assessment, &person.email, "CANDIDATE")?;
    Ok(match there {
        Some(id) => id,
        None => invites::insert(connection, assessment, person, "CANDIDATE", now())?,
    })
}

fn assessment_titled(connection: &Connection, title: &str) -> rusqlite::Result<Option<Assessment>> {
    let all = assessments::page(connection, ALL, 0)?;
    Ok(all
        .into_iter()
        .rev()
        .find(|assessment| assessment.draft.title == title))
}

fn job_titled(connection: &Connection, title: &str) -> rusqlite::Result<Option<i64>> {
    let all = jobs::page(connection, ALL, 0)?;
    Ok(all
        .iter()
        .rev()
        .find(|job| job.title == title)
        .map(|job| job.id))
}

fn required_job(connection: &Connection, title: Option<&str>) -> Result<Option<i64>, SandboxError> {
    let Some(title) = title else {
        return Ok(None);
    };
    match job_titled(connection, title)? {
        Some(id) => Ok(Some(id)),
        None => Err(missing("job", title)),
    }
}

fn missing(kind: &str, title: &str) -> SandboxError {
    SandboxError::Misfit(format!(
        "the seed names the {kind} {title:?}, which is neither in it nor in the store"
    ))
}
