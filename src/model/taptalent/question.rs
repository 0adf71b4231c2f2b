//! A question of a TapTalent assessment as a manifest declares it. Facts: api-reference/assessments, "Add Question".

use serde::{Deserialize, Serialize};

use super::super::address::Name;
use super::super::field::{Bounds, Compare, FieldKey, FieldSpec, Mutability};
use super::super::origin::SourcePath;
use super::QuestionContent;

/// One question in its place in an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Unique in its assessment; the key of its id in the state.
    pub name: Name,
    /// What is asked and how the answer is judged.
    pub content: QuestionContent,
    /// Where its fields stand: its place in the assessment, or the spec of the Question manifest it uses.
    pub source: SourcePath,
}

/// The fields of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum QuestionField {
    /// `question`: the text.
    Question,
    /// `systemInstruction`
    SystemInstruction,
    /// `idealAnswer`
    IdealAnswer,
}

impl FieldKey for QuestionField {
    const ALL: &'static [Self] = &[Self::Question, Self::SystemInstruction, Self::IdealAnswer];

    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::Question => {
                const {
                    &FieldSpec {
                        name: "question",
                        read_name: "question",
                        doc: "What the candidate is asked.",
                        required: true,
                        bounds: Bounds::Length { min: 10, max: 1000 },
                        default: None,
                        mutability: Mutability::Updatable,
                        readable: true,
                        compare: Compare::Plain,
                    }
                }
            }
            Self::SystemInstruction => {
                const {
                    &FieldSpec {
                        name: "systemInstruction",
                        read_name: "systemInstruction",
                        doc: "How the answer is to be judged. Cannot be read back: compared with the record of what was last sent.",
                        required: false,
                        bounds: Bounds::None,
                        default: None,
                        mutability: Mutability::Updatable,
                        readable: false,
                        compare: Compare::Plain,
                    }
                }
            }
            Self::IdealAnswer => {
                const {
                    &FieldSpec {
                        name: "idealAnswer",
                        read_name: "idealAnswer",
                        doc: "What a good answer holds. Cannot be read back: compared with the record of what was last sent.",
                        required: false,
                        bounds: Bounds::None,
                        default: None,
                        mutability: Mutability::Updatable,
                        readable: false,
                        compare: Compare::Plain,
                    }
                }
            }
        }
    }
}
