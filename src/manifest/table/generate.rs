//! `generate:` of an Assessment of TapTalent. Facts: api-reference/assessments, "Generate Questions".

use super::PLAIN;
use crate::model::{Bounds, Compare, FieldKey, FieldSpec};

/// What the system is asked to write questions from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GenerateField {
    /// `jobDescription`
    JobDescription,
    /// `skills`
    Skills,
    /// `questionCount`
    QuestionCount,
    /// `difficulty`
    Difficulty,
}

impl FieldKey for GenerateField {
    const ALL: &'static [Self] = &[
        Self::JobDescription,
        Self::Skills,
        Self::QuestionCount,
        Self::Difficulty,
    ];

    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::JobDescription => {
                const {
                    &FieldSpec {
                        name: "jobDescription",
                        read_name: "jobDescription",
                        doc: "The job that the questions are for.",
                        required: true,
                        bounds: Bounds::Length {
                            min: 50,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::Skills => {
                const {
                    &FieldSpec {
                        name: "skills",
                        read_name: "skills",
                        doc: "Skills that the questions ask for.",
                        compare: Compare::Set,
                        ..PLAIN
                    }
                }
            }
            Self::QuestionCount => {
                const {
                    &FieldSpec {
                        name: "questionCount",
                        read_name: "questionCount",
                        doc: "How many questions.",
                        bounds: Bounds::Range {
                            min: 1.0,
                            max: 10.0,
                        },
                        default: Some("5"),
                        ..PLAIN
                    }
                }
            }
            Self::Difficulty => {
                const {
                    &FieldSpec {
                        name: "difficulty",
                        read_name: "difficulty",
                        doc: "How hard they are.",
                        bounds: Bounds::OneOf(&[
                            ("easy", "Easy questions."),
                            ("medium", "Questions between easy and hard."),
                            ("hard", "Hard questions."),
                        ]),
                        default: Some("\"medium\""),
                        ..PLAIN
                    }
                }
            }
        }
    }
}
