//! A coding task as a manifest declares it. It can be created and deleted, and never changed (reviewers/api/assessments).

use serde::{Deserialize, Serialize};

use crate::model::field::{Bounds, Compare, FieldKey, FieldSpec, Fields, Mutability};

/// What a Promptster manifest of kind Assessment says.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The declared fields: never both `taskBrief` and `issueId`.
    pub fields: Fields<AssessmentField>,
}

/// The fields of a coding task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssessmentField {
    /// `title`; with `role` the natural key.
    Title,
    /// `role`
    Role,
    /// `taskBrief`; derived where only `issueId` is declared.
    TaskBrief,
    /// `issueId`
    IssueId,
    /// `repoUrl`
    RepoUrl,
    /// `timeLimitMinutes`
    TimeLimitMinutes,
    /// `expiresInDays`
    ExpiresInDays,
    /// `tokenBudgetUsd`
    TokenBudgetUsd,
    /// `allowedTools`
    AllowedTools,
    /// `anthropicKeyMode`
    AnthropicKeyMode,
    /// `anthropicKeyId`
    AnthropicKeyId,
    /// `openaiKeyMode`
    OpenaiKeyMode,
    /// `openaiKeyId`
    OpenaiKeyId,
    /// `rubricId`
    RubricId,
}

const PLAIN: FieldSpec = FieldSpec {
    name: "",
    read_name: "",
    doc: "",
    required: false,
    bounds: Bounds::None,
    default: None,
    mutability: Mutability::CreateOnly,
    readable: true,
    compare: Compare::Plain,
};

impl FieldKey for AssessmentField {
    const ALL: &'static [Self] = &[
        Self::Title,
        Self::Role,
        Self::TaskBrief,
        Self::IssueId,
        Self::RepoUrl,
        Self::TimeLimitMinutes,
        Self::ExpiresInDays,
        Self::TokenBudgetUsd,
        Self::AllowedTools,
        Self::AnthropicKeyMode,
        Self::AnthropicKeyId,
        Self::OpenaiKeyMode,
        Self::OpenaiKeyId,
        Self::RubricId,
    ];

    #[expect(clippy::too_many_lines, reason = "a table: one entry a field")]
    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::Title => {
                const {
                    &FieldSpec {
                        name: "title",
                        read_name: "title",
                        doc: "What candidates see.",
                        required: true,
                        bounds: Bounds::Length { min: 1, max: 255 },
                        ..PLAIN
                    }
                }
            }
            Self::Role => {
                const {
                    &FieldSpec {
                        name: "role",
                        read_name: "role",
                        doc: "The role that is hired for.",
                        required: true,
                        bounds: Bounds::Length { min: 1, max: 255 },
                        ..PLAIN
                    }
                }
            }
            Self::TaskBrief => {
                const {
                    &FieldSpec {
                        name: "taskBrief",
                        read_name: "taskBrief",
                        doc: "The task, as Markdown. Either this or `issueId`.",
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::IssueId => {
                const {
                    &FieldSpec {
                        name: "issueId",
                        read_name: "issueId",
                        doc: "A problem of the library; its brief is taken over. Either this or `taskBrief`.",
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::RepoUrl => {
                const {
                    &FieldSpec {
                        name: "repoUrl",
                        read_name: "repoUrl",
                        doc: "The repository that candidates start from.",
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::TimeLimitMinutes => {
                const {
                    &FieldSpec {
                        name: "timeLimitMinutes",
                        read_name: "timeLimitMinutes",
                        doc: "Minutes that a candidate has; no limit if left out.",
                        bounds: Bounds::Range {
                            min: 1.0,
                            max: 9_007_199_254_740_991.0,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::ExpiresInDays => {
                const {
                    &FieldSpec {
                        name: "expiresInDays",
                        read_name: "expiresInDays",
                        doc: "Days after which a candidate key expires.",
                        bounds: Bounds::Range {
                            min: 1.0,
                            max: 9_007_199_254_740_991.0,
                        },
                        default: Some("7"),
                        ..PLAIN
                    }
                }
            }
            Self::TokenBudgetUsd => {
                const {
                    &FieldSpec {
                        name: "tokenBudgetUsd",
                        read_name: "tokenBudgetUsd",
                        doc: "What each candidate may spend on AI tools, in US dollars: above 0, at most 1000.",
                        bounds: Bounds::Range {
                            min: f64::MIN_POSITIVE,
                            max: 1000.0,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::AllowedTools => {
                const {
                    &FieldSpec {
                        name: "allowedTools",
                        read_name: "allowedTools",
                        doc: "AI tools that candidates may use: claude, codex, cursor. The system chooses if left out. Order has no meaning.",
                        bounds: Bounds::Items { min: 1, max: 3 },
                        readable: false,
                        compare: Compare::Set,
                        ..PLAIN
                    }
                }
            }
            Self::AnthropicKeyMode => {
                const {
                    &FieldSpec {
                        name: "anthropicKeyMode",
                        read_name: "anthropicKeyMode",
                        doc: "Which Anthropic key pays. Cannot be read back.",
                        bounds: Bounds::OneOf(&[
                            ("org_default", "The key of the organisation's settings."),
                            ("byok", "A key of your own, named by its id."),
                        ]),
                        default: Some("\"org_default\""),
                        readable: false,
                        ..PLAIN
                    }
                }
            }
            Self::AnthropicKeyId => {
                const {
                    &FieldSpec {
                        name: "anthropicKeyId",
                        read_name: "anthropicKeyId",
                        doc: "The organisation's Anthropic key, with `anthropicKeyMode: byok`. Cannot be read back.",
                        readable: false,
                        ..PLAIN
                    }
                }
            }
            Self::OpenaiKeyMode => {
                const {
                    &FieldSpec {
                        name: "openaiKeyMode",
                        read_name: "openaiKeyMode",
                        doc: "Which OpenAI key pays. Cannot be read back.",
                        bounds: Bounds::OneOf(&[
                            ("org_default", "The key of the organisation's settings."),
                            ("byok", "A key of your own, named by its id."),
                        ]),
                        default: Some("\"org_default\""),
                        readable: false,
                        ..PLAIN
                    }
                }
            }
            Self::OpenaiKeyId => {
                const {
                    &FieldSpec {
                        name: "openaiKeyId",
                        read_name: "openaiKeyId",
                        doc: "The organisation's OpenAI key, with `openaiKeyMode: byok`. Cannot be read back.",
                        readable: false,
                        ..PLAIN
                    }
                }
            }
            Self::RubricId => {
                const {
                    &FieldSpec {
                        name: "rubricId",
                        read_name: "rubricId",
                        doc: "The scoring rubric; accepted by older servers, compared only if it is shown.",
                        readable: false,
                        ..PLAIN
                    }
                }
            }
        }
    }
}
