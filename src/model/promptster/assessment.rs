//! A coding task as a manifest declares it. It can be created and deleted, and never changed (reviewers/api/assessments).

use crate::model::field::{Bounds, Fields, ValueType, fields};
use crate::model::value::Compare;

/// What a Promptster manifest of kind Assessment says.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The declared fields: never both `taskBrief` and `issueId`.
    pub fields: Fields<AssessmentField>,
}

fields! {
    /// The fields of a coding task.
    pub enum AssessmentField: create_only;

    Title = "title" {
        doc: "What candidates see.",
        required: true,
        bounds: Bounds::Length { min: 1, max: 255 },
    }

    Role = "role" {
        doc: "The role that is hired for.",
        required: true,
        bounds: Bounds::Length { min: 1, max: 255 },
    }

    TaskBrief = "taskBrief" {
        doc: "The task, as Markdown. Either this or `issueId`.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
    }

    IssueId = "issueId" {
        doc: "A problem of the library; its brief is taken over. Either this or `taskBrief`.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
    }

    RepoUrl = "repoUrl" {
        doc: "The repository that candidates start from.",
        value: ValueType::Url,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
    }

    TimeLimitMinutes = "timeLimitMinutes" {
        doc: "Minutes that a candidate has; no limit if left out.",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 9_007_199_254_740_991.0 },
    }

    ExpiresInDays = "expiresInDays" {
        doc: "Days after which a candidate key expires.",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 9_007_199_254_740_991.0 },
        default: Some("7"),
    }

    TokenBudgetUsd = "tokenBudgetUsd" {
        doc: "What each candidate may spend on AI tools, in US dollars: above 0, at most 1000.",
        value: ValueType::Number,
        bounds: Bounds::Range { min: f64::MIN_POSITIVE, max: 1000.0 },
    }

    AllowedTools = "allowedTools" {
        doc: "AI tools that candidates may use: claude, codex, cursor. The system chooses if left out. Order has no meaning.",
        value: ValueType::Texts,
        bounds: Bounds::Items { min: 1, max: 3 },
        readable: false,
        compare: Compare::Set,
    }

    AnthropicKeyMode = "anthropicKeyMode" {
        doc: "Which Anthropic key pays. Cannot be read back.",
        bounds: Bounds::OneOf(&[
            ("org_default", "The key of the organisation's settings."),
            ("byok", "A key of your own, named by its id."),
        ]),
        default: Some("\"org_default\""),
        readable: false,
    }

    AnthropicKeyId = "anthropicKeyId" {
        doc: "The organisation's Anthropic key, with `anthropicKeyMode: byok`. Cannot be read back.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
    }

    OpenaiKeyMode = "openaiKeyMode" {
        doc: "Which OpenAI key pays. Cannot be read back.",
        bounds: Bounds::OneOf(&[
            ("org_default", "The key of the organisation's settings."),
            ("byok", "A key of your own, named by its id."),
        ]),
        default: Some("\"org_default\""),
        readable: false,
    }

    OpenaiKeyId = "openaiKeyId" {
        doc: "The organisation's OpenAI key, with `openaiKeyMode: byok`. Cannot be read back.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
    }

    RubricId = "rubricId" {
        doc: "The scoring rubric; accepted by older servers, compared only if it is shown.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
    }
}
