//! `kind: Assessment` of `taptalent/v1`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RawGenerate, RawJob};
use crate::manifest::raw::{Slot, Text, raw_object};
use crate::model::taptalent::{AssessmentField, QuestionField};

raw_object! {
    /// Its `spec`.
    struct RawAssessment (expecting "the spec of an Assessment", schema "Spec") {
        fields: AssessmentField,
        /// The job that the assessment belongs to: the name of a Job manifest, or the title of a
        /// live job. Exclusive with `jobId`.
        "job" => job: RawJob,
        /// All questions, in order. Omit the key to leave the live questions unmanaged.
        "questions" => questions: Vec<Slot<RawQuestionEntry>>,
        /// What the system generates questions from, once, if the live assessment has none.
        /// Exclusive with `questions`.
        "generate" => generate: RawGenerate,
    }
}

raw_object! {
    /// An item of `questions`: a question of this assessment, or a shared one from a Question
    /// manifest.
    struct RawQuestionEntry (expecting "a question", schema "QuestionEntry") {
        fields: QuestionField,
        /// Name of a Question manifest.
        "use" => shared: Text,
        /// Unique in the assessment. It identifies the question when its text changes. With `use`,
        /// the default is the name of the Question manifest.
        "name" => name: Text,
    }
}

/// Its `lifecycle`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "Lifecycle")]
pub(in crate::manifest) struct RawAssessmentLifecycle {
    /// true: neither the live object nor a part of it may be deleted or replaced.
    #[serde(default)]
    pub(in crate::manifest) prevent_destroy: Slot<bool>,
    /// What to do if the live questions are in another order: `ignore` notes it, `enforce` deletes
    /// and adds again all questions from the first misplaced one on.
    #[serde(default)]
    pub(in crate::manifest) question_order: Slot<Text>,
    /// Which undeclared live questions to delete: `managed` only those that vetform added, `all`
    /// every one.
    #[serde(default)]
    pub(in crate::manifest) prune: Slot<Text>,
}
