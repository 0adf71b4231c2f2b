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
        /// The job it belongs to: the name of a manifest of kind Job, or the title of a live one. Not together with `jobId`.
        "job" => job: RawJob,
        /// The whole list of questions, in order. Leave the key out to leave the live questions alone.
        "questions" => questions: Vec<Slot<RawQuestionEntry>>,
        /// What the system is asked to write questions from: once, while the live assessment has none. Not together with
        /// `questions`.
        "generate" => generate: RawGenerate,
    }
}

raw_object! {
    /// An item of `questions`: a question written here, or one that a Question manifest shares.
    struct RawQuestionEntry (expecting "a question", schema "QuestionEntry") {
        fields: QuestionField,
        /// Name of a manifest of kind Question.
        "use" => shared: Text,
        /// Unique in the assessment; by it the question is known when its text changes. With `use` it is the
        /// Question manifest's name if left out.
        "name" => name: Text,
    }
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
