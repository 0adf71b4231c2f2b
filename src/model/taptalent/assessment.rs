//! A TapTalent voice interview as a manifest declares it. Facts: api-reference/assessments.

use super::super::address::Address;
use super::super::field::{Audience, Bounds, Fields, Mutability, ValueType, fields};
use super::super::value::Compare;
use super::{GenerateRequest, Question};

/// What a manifest of kind Assessment says.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The declared fields. `jobId` is here if the manifest gives an id; see [`Assessment::job`] for a title.
    pub fields: Fields<AssessmentField>,
    /// The job that it belongs to; never together with a declared `jobId`.
    pub job: Option<JobRef>,
    /// The whole list, in order. `None`: questions are not managed.
    pub questions: Option<Vec<Question>>,
    /// `generate`: asked for once, when the live assessment has no question. Never together with questions.
    pub generate: Option<GenerateRequest>,
}

/// What `job` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobRef {
    /// `{ title: … }`: exactly one live job must have it.
    Title(String),
    /// The job that a manifest of kind Job stands for.
    Manifest(Address),
}

/// The longest interview that a create request accepts, in minutes; an update accepts up to 180.
pub const MAX_DURATION_AT_CREATION: u32 = 120;

fields! {
    /// The plain fields of an assessment.
    pub enum AssessmentField: create_only;

    Title = "title" {
        doc: "Title of the assessment. Without a recorded or pinned id, the live assessment is found by it.",
        read_name: "testName",
        required: true,
        bounds: Bounds::Length { min: 1, max: 1000 },
        mutability: Mutability::Updatable,
    }

    HiringForRole = "hiringForRole" {
        doc: "Role to hire for.",
        required: true,
        bounds: Bounds::Length { min: 1, max: 500 },
        label: "role",
    }

    PurposeOfInterview = "purposeOfInterview" {
        doc: "What the interview should find out.",
        required: true,
        bounds: Bounds::Length { min: 10, max: 5000 },
        mutability: Mutability::Updatable,
        label: "purpose",
        audience: Audience::Judges,
    }

    JobId = "jobId" {
        doc: "Id of the job that the assessment belongs to. To look it up by title, use `job: { title: … }` instead.",
        value: ValueType::Id,
        label: "job",
        audience: Audience::Team,
    }

    IsEmailVerificationRequired = "isEmailVerificationRequired" {
        doc: "Whether candidates must verify their e-mail address first.",
        value: ValueType::Flag,
        default: Some("true"),
        label: "e-mail verification",
    }

    Status = "status" {
        doc: "Whether candidates can take the assessment.",
        bounds: Bounds::OneOf(&[
            ("ACTIVE", "Open from the start (the system's default)."),
            ("INACTIVE", "Closed. Only the web app can open it later."),
        ]),
        default: Some("\"ACTIVE\""),
    }

    Duration = "duration" {
        doc: "Length in minutes. More than 120 takes a second call after creation.",
        value: ValueType::Number,
        bounds: Bounds::Range { min: 1.0, max: 180.0 },
        default: Some("20"),
        mutability: Mutability::Updatable,
    }

    AiLanguage = "aiLanguage" {
        doc: "Language of the interview, by its English name in lower case: english, spanish, french, german, hindi \
            and others.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        default: Some("\"english\""),
        mutability: Mutability::Updatable,
        label: "language",
    }

    Skills = "skills" {
        doc: "Skills to assess, in any order.",
        value: ValueType::Texts,
        bounds: Bounds::Items { min: 0, max: 20 },
        default: Some("[]"),
        mutability: Mutability::Updatable,
        compare: Compare::Set,
        audience: Audience::Judges,
    }

    Buckets = "buckets" {
        doc: "Evaluation buckets. Default: the system's standard ones.",
        value: ValueType::Buckets,
        bounds: Bounds::Items { min: 0, max: 5 },
        compare: Compare::Buckets,
        label: "evaluation buckets",
        audience: Audience::Judges,
    }

    ShouldEvaluateCefr = "shouldEvaluateCEFR" {
        doc: "Whether to rate the language level of answers (CEFR).",
        value: ValueType::Flag,
        default: Some("false"),
        label: "rating of the language level",
        audience: Audience::Judges,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FieldKey as _;

    #[test]
    fn five_fields_can_be_updated_as_the_document_says() {
        let updatable: Vec<_> = AssessmentField::ALL
            .iter()
            .filter(|f| f.spec().mutability == Mutability::Updatable)
            .map(|f| f.spec().name)
            .collect();
        assert_eq!(
            updatable,
            [
                "title",
                "purposeOfInterview",
                "duration",
                "aiLanguage",
                "skills"
            ]
        );
    }
}
