//! A coding task as a manifest declares it. It can be created and deleted, and never changed (reviewers/api/assessments).

use crate::model::field::{Audience, Bounds, Fields, ValueType, fields};
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
        doc: "Title shown to candidates.",
        required: true,
        bounds: Bounds::Length { min: 1, max: 255 },
    }

    Role = "role" {
        doc: "Role to hire for.",
        required: true,
        bounds: Bounds::Length { min: 1, max: 255 },
    }

    TaskBrief = "taskBrief" {
        doc: "The task, in Markdown. Exclusive with `issueId`.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "task",
    }

    IssueId = "issueId" {
        doc: "Id of a library problem, whose brief is used. Exclusive with `taskBrief`.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "library problem",
    }

    RepoUrl = "repoUrl" {
        doc: "URL of the repository that candidates start from.",
        value: ValueType::Url,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "repository",
    }

    TimeLimitMinutes = "timeLimitMinutes" {
        doc: "Time limit for a candidate, in minutes. Default: none.",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 9_007_199_254_740_991.0 },
        label: "time limit in minutes",
    }

    ExpiresInDays = "expiresInDays" {
        doc: "Days until a candidate key expires.",
        value: ValueType::Whole,
        bounds: Bounds::Range { min: 1.0, max: 9_007_199_254_740_991.0 },
        default: Some("7"),
        label: "days until a key expires",
    }

    TokenBudgetUsd = "tokenBudgetUsd" {
        doc: "What each candidate may spend on AI tools, in US dollars: more than 0, at most 1000.",
        value: ValueType::Number,
        bounds: Bounds::Range { min: f64::MIN_POSITIVE, max: 1000.0 },
        label: "AI budget in US dollars",
    }

    AllowedTools = "allowedTools" {
        doc: "AI tools that candidates may use, in any order: claude, codex, cursor. Default: chosen by the system.",
        value: ValueType::Texts,
        bounds: Bounds::Items { min: 1, max: 3 },
        readable: false,
        compare: Compare::Set,
        label: "allowed AI tools",
    }

    AnthropicKeyMode = "anthropicKeyMode" {
        doc: "Which Anthropic key is charged. Cannot be read back.",
        bounds: Bounds::OneOf(&[
            ("org_default", "The key in the organisation's settings."),
            ("byok", "Your own key, named by its id."),
        ]),
        default: Some("\"org_default\""),
        readable: false,
        label: "choice of the Anthropic key",
        audience: Audience::Team,
    }

    AnthropicKeyId = "anthropicKeyId" {
        doc: "Id of the Anthropic key, for `anthropicKeyMode: byok`. Cannot be read back.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
        label: "Anthropic key",
        audience: Audience::Team,
    }

    OpenaiKeyMode = "openaiKeyMode" {
        doc: "Which OpenAI key is charged. Cannot be read back.",
        bounds: Bounds::OneOf(&[
            ("org_default", "The key in the organisation's settings."),
            ("byok", "Your own key, named by its id."),
        ]),
        default: Some("\"org_default\""),
        readable: false,
        label: "choice of the OpenAI key",
        audience: Audience::Team,
    }

    OpenaiKeyId = "openaiKeyId" {
        doc: "Id of the OpenAI key, for `openaiKeyMode: byok`. Cannot be read back.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
        label: "OpenAI key",
        audience: Audience::Team,
    }

    RubricId = "rubricId" {
        doc: "Id of the scoring rubric. Only older servers accept it; compared only if the system shows it.",
        value: ValueType::Id,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        readable: false,
        label: "rubric",
        audience: Audience::Judges,
    }
}
