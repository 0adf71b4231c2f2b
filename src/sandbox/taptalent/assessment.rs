//! An assessment, and what a client may write into one: the two tables of fields in api-reference/assessments.

use rusqlite::Connection;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

use super::super::fields::Fields;
use super::super::store::{Object, ids, object, refused, require_list, require_one_of};
use super::super::{number, time::now};
use super::flow::Flow;
use super::generation::Generating;
use super::jobs::Job;
use super::person::Invite;
use super::questions::Question;

/// What every answer shows as `assessmentType`, whatever was created (api-reference/assessments).
pub(super) const ASSESSMENT_TYPE: &str = "QUIZ";

const STATUSES: [&str; 2] = ["ACTIVE", "INACTIVE"];

/// A stored assessment, without its questions.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Assessment {
    #[serde(rename = "assessmentId")]
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    /// A job's id as text. A change to an empty one unlinks.
    #[serde(deserialize_with = "none_if_empty")]
    pub(in crate::sandbox) job_id: Option<String>,
    pub(in crate::sandbox) status: String,
    pub(in crate::sandbox) hiring_for_role: String,
    pub(in crate::sandbox) purpose_of_interview: String,
    /// Minutes.
    #[serde(serialize_with = "number::stored")]
    pub(in crate::sandbox) duration: f64,
    pub(in crate::sandbox) ai_language: String,
    pub(in crate::sandbox) skills: Vec<String>,
    /// A list of `{name, description?, status}`.
    pub(in crate::sandbox) buckets: Value,
    pub(in crate::sandbox) is_email_verification_required: bool,
    #[serde(rename = "shouldEvaluateCEFR")]
    pub(in crate::sandbox) should_evaluate_cefr: bool,
    pub(in crate::sandbox) submission_count: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) created_at: i64,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) last_updated_on: i64,
}

object!(Assessment, "taptalent", "assessment", named title, {
    fn check(&self, connection: &Connection) -> rusqlite::Result<()> {
        require_one_of("status", &self.status, &STATUSES)?;
        require_list("buckets", &self.buckets)?;
        if self.duration <= 0.0 {
            return Err(refused("duration must be above 0"));
        }
        match &self.job_id {
            Some(job) if !Job::exists(connection, job)? => {
                Err(refused(&format!("no job has the id {job}")))
            }
            _ => Ok(()),
        }
    }

    fn release(connection: &Connection, id: &str) -> rusqlite::Result<()> {
        if let Some(flow) = Flow::with_step(id).first(connection)? {
            let why = format!("the assessment {id} is a step of the flow {}", flow.id);
            return Err(refused(&why));
        }
        Question::of(id).drop_all(connection)?;
        Generating::of(id).drop_all(connection)?;
        Invite::of(id).drop_all(connection)
    }
});

impl Default for Assessment {
    /// As the API's defaults are.
    fn default() -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            job_id: None,
            status: STATUSES[0].to_owned(),
            hiring_for_role: String::new(),
            purpose_of_interview: String::new(),
            duration: 20.0,
            ai_language: "english".to_owned(),
            skills: Vec::new(),
            buckets: standard_buckets(),
            is_email_verification_required: true,
            should_evaluate_cefr: false,
            submission_count: 0,
            created_at: 0,
            last_updated_on: 0,
        }
    }
}

impl Assessment {
    /// Stores it under a new id.
    pub(in crate::sandbox) fn create(mut self, connection: &Connection) -> rusqlite::Result<Self> {
        self.id = ids::opaque(connection)?;
        self.created_at = now();
        self.last_updated_on = self.created_at;
        self.insert(connection)?;
        Ok(self)
    }

    /// Sets what a change names.
    pub(in crate::sandbox) fn update(
        &self,
        connection: &Connection,
        change: &AssessmentChange,
    ) -> rusqlite::Result<()> {
        let mut changed = self.with(change)?;
        changed.last_updated_on = now();
        changed.save(connection)
    }
}

/// New values for fields of an assessment; what is `None` stays. The names are the API's.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct AssessmentChange {
    /// Written as `title`, read as `testName`.
    pub title: Option<String>,
    /// The id of a job as text; empty unlinks.
    pub job_id: Option<String>,
    /// `ACTIVE` or `INACTIVE`.
    pub status: Option<String>,
    /// The role.
    pub hiring_for_role: Option<String>,
    /// The purpose.
    pub purpose_of_interview: Option<String>,
    /// Minutes, above 0.
    pub duration: Option<f64>,
    /// A language name, as `english`.
    pub ai_language: Option<String>,
    /// All the skills.
    pub skills: Option<Vec<String>>,
    /// All the buckets: a list of `{name, description?, status}`.
    pub buckets: Option<Value>,
    /// Whether the candidate must verify the e-mail address.
    pub is_email_verification_required: Option<bool>,
    /// Whether language is evaluated.
    #[serde(rename = "shouldEvaluateCEFR")]
    pub should_evaluate_cefr: Option<bool>,
    /// How many have submitted.
    pub submission_count: Option<u32>,
}

fn none_if_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text: Option<String> = Deserialize::deserialize(deserializer)?;
    Ok(text.filter(|text| !text.is_empty()))
}

/// Reads the table "Create Assessment", defaults included. Whether the job exists is asked after everything else.
pub(super) fn new(fields: &mut Fields<'_>) -> Assessment {
    let default = Assessment::default();
    Assessment {
        title: fields.required_text("title", 1..=1000),
        status: fields.one_of("status", &STATUSES).unwrap_or(default.status),
        hiring_for_role: fields.required_text("hiringForRole", 1..=500),
        purpose_of_interview: fields.required_text("purposeOfInterview", 10..=5000),
        duration: fields
            .number("duration", 1.0..=120.0)
            .unwrap_or(default.duration),
        ai_language: ai_language(fields).unwrap_or(default.ai_language),
        skills: fields.texts("skills", 20).unwrap_or_default(),
        buckets: fields
            .objects("buckets", 0..=5, bucket)
            .map_or(default.buckets, Value::Array),
        is_email_verification_required: fields
            .flag("isEmailVerificationRequired")
            .unwrap_or(default.is_email_verification_required),
        should_evaluate_cefr: fields.flag("shouldEvaluateCEFR").unwrap_or_default(),
        job_id: fields.any_text("jobId"),
        ..Assessment::default()
    }
}

/// Reads the table "Update Assessment". The six fields that only creation takes are refused like unknown
/// ones; that the system ignores them instead is possible, it is unsaid.
pub(super) fn change(fields: &mut Fields<'_>) -> AssessmentChange {
    AssessmentChange {
        title: fields.text("title", 1..=1000),
        duration: fields.number("duration", 1.0..=180.0),
        ai_language: ai_language(fields),
        // No maximum is stated here, as it is for creation.
        skills: fields.texts("skills", usize::MAX),
        purpose_of_interview: fields.text("purposeOfInterview", 0..=5000),
        ..AssessmentChange::default()
    }
}

/// The list of languages is open ("and others"), so any name passes.
fn ai_language(fields: &mut Fields<'_>) -> Option<String> {
    fields.text("aiLanguage", 1..=usize::MAX)
}

fn bucket(fields: &mut Fields<'_>) -> Value {
    let mut bucket = Map::new();
    bucket.insert(
        "name".to_owned(),
        fields.required_text("name", 1..=usize::MAX).into(),
    );
    if let Some(description) = fields.any_text("description") {
        bucket.insert("description".to_owned(), description.into());
    }
    fields.require("status");
    let status = fields
        .one_of("status", &["pass", "fail"])
        .unwrap_or_default();
    bucket.insert("status".to_owned(), status.into());
    Value::Object(bucket)
}

/// What "standard buckets" are is unsaid; these are the ones of the page's example.
fn standard_buckets() -> Value {
    json!([
        {"name": "Strong Fit", "description": "Exceeds expectations", "status": "pass"},
        {"name": "Good Fit", "description": "Meets requirements", "status": "pass"},
        {"name": "Not a Fit", "description": "Does not meet requirements", "status": "fail"}
    ])
}
