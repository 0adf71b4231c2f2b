//! `generate:` of an Assessment of TapTalent. Facts: api-reference/assessments, "Generate Questions".

use crate::model::{Bounds, Compare, ValueType, fields};

fields! {
    /// What the system is asked to write questions from.
    pub enum GenerateField: request;

    JobDescription = "jobDescription" {
        doc: "Description of the job that the questions are for.",
        required: true,
        bounds: Bounds::Length { min: 50, max: usize::MAX },
    }

    Skills = "skills" {
        doc: "Skills that the questions should assess.",
        value: ValueType::Texts,
        compare: Compare::Set,
    }

    QuestionCount = "questionCount" {
        doc: "Number of questions.",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 10.0 },
        default: Some("5"),
    }

    Difficulty = "difficulty" {
        doc: "Difficulty of the questions.",
        bounds: Bounds::OneOf(&[
            ("easy", "Easy questions."),
            ("medium", "Questions of medium difficulty."),
            ("hard", "Hard questions."),
        ]),
        default: Some("\"medium\""),
    }
}
