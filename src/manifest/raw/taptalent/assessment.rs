//! `kind: Assessment` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::RawGenerate;
use crate::manifest::raw::{Slot, Text};

/// Its `spec`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Spec")]
pub(in crate::manifest) struct RawAssessment {
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) hiring_for_role: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) purpose_of_interview: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) job_id: Slot<Text>,
    /// The job it belongs to, looked up among the live ones; not together with `jobId`.
    #[serde(default)]
    pub(in crate::manifest) job: Slot<RawJob>,
    #[serde(default)]
    pub(in crate::manifest) is_email_verification_required: Slot<bool>,
    #[serde(default)]
    pub(in crate::manifest) status: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) duration: Slot<f64>,
    #[serde(default)]
    pub(in crate::manifest) ai_language: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) skills: Slot<Vec<Slot<Text>>>,
    #[serde(default)]
    pub(in crate::manifest) buckets: Slot<Vec<Slot<RawBucket>>>,
    #[serde(default, rename = "shouldEvaluateCEFR")]
    pub(in crate::manifest) should_evaluate_cefr: Slot<bool>,
    /// The whole list of questions, in order. Leave the key out to leave the live questions alone.
    #[serde(default)]
    pub(in crate::manifest) questions: Slot<Vec<Slot<RawQuestionEntry>>>,
    /// What the system is asked to write questions from: once, while the live assessment has none. Not together with
    /// `questions`.
    #[serde(default)]
    pub(in crate::manifest) generate: Slot<RawGenerate>,
}

/// `job:`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Job")]
pub(in crate::manifest) struct RawJob {
    /// Title of exactly one live job.
    #[serde(default)]
    pub(in crate::manifest) title: Slot<Text>,
}

/// An item of `buckets`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Bucket")]
pub(in crate::manifest) struct RawBucket {
    /// What reviewers see.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    /// When it applies.
    #[serde(default)]
    pub(in crate::manifest) description: Slot<Text>,
    /// Whether a candidate in it goes on: pass or fail.
    #[serde(default)]
    pub(in crate::manifest) status: Slot<Text>,
}

/// An item of `questions`: a question written here, or one that a Question manifest shares.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "QuestionEntry")]
pub(in crate::manifest) struct RawQuestionEntry {
    /// Name of a manifest of kind Question.
    #[serde(default, rename = "use")]
    pub(in crate::manifest) shared: Slot<Text>,
    /// Unique in the assessment; by it the question is known when its text changes. With `use` it is the
    /// Question manifest's name if left out.
    #[serde(default)]
    pub(in crate::manifest) name: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) question: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) system_instruction: Slot<Text>,
    #[serde(default)]
    pub(in crate::manifest) ideal_answer: Slot<Text>,
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawAssessmentLifecycle {
    /// true: nothing of it may be deleted or replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// Live questions in another order: `ignore` reports them, `enforce` deletes and adds again from the first
    /// misplaced one on.
    #[serde(default)]
    pub(in crate::manifest) question_order: Slot<Text>,
    /// Live questions that no manifest declares: `managed` deletes only what this tool added, `all` every one.
    #[serde(default)]
    pub(in crate::manifest) prune: Slot<Text>,
}
