//! TapTalent's part of a seed as a person writes it. Values only.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::super::settings::{AddressPattern, Generation};
use super::super::super::taptalent::person::Person;
use super::super::super::taptalent::questions::QuestionContent;

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
