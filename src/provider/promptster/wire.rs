//! The shapes of answers. Which fields a read carries differs between the pages of the documents, so each may be absent.

use serde::Deserialize;

use crate::model::promptster::{
    AssessmentField, BrandingField, ObservedAssessment, ObservedBranding, ObservedKey,
};
use crate::model::{CandidateKeyId, Email, FieldValue, TaskId};
use crate::provider::wire::{
    self, Decimal, Id, ListItem, LooseText, Mark, Moment, Seen, text_value, value,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an assessment")]
pub(super) struct AssessmentWire {
    id: Id,
    #[serde(default)]
    org_id: Seen<LooseText>,
    #[serde(default)]
    title: Seen<String>,
    #[serde(default)]
    role: Seen<String>,
    #[serde(default)]
    task_brief: Seen<String>,
    #[serde(default)]
    issue_id: Seen<LooseText>,
    #[serde(default)]
    issue: Seen<IssueWire>,
    #[serde(default)]
    repo_url: Seen<String>,
    #[serde(default)]
    time_limit_minutes: Seen<Decimal>,
    #[serde(default)]
    expires_in_days: Seen<Decimal>,
    #[serde(default)]
    token_budget_usd: Seen<Decimal>,
    #[serde(default)]
    allowed_tools: Seen<Vec<String>>,
    #[serde(default)]
    anthropic_key_mode: Seen<String>,
    #[serde(default)]
    anthropic_key_id: Seen<LooseText>,
    #[serde(default)]
    openai_key_mode: Seen<String>,
    #[serde(default)]
    openai_key_id: Seen<LooseText>,
    #[serde(default)]
    rubric_id: Seen<LooseText>,
    #[serde(default)]
    created_at: Seen<LooseText>,
    #[serde(default)]
    status: Seen<String>,
    #[serde(default)]
    deleted: Seen<Mark>,
    #[serde(default)]
    is_deleted: Seen<Mark>,
    #[serde(default, alias = "deleted_at")]
    deleted_at: Seen<Mark>,
}

/// The issue that an assessment was made from; its names differ between list and single read, so only the id is taken.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an issue")]
struct IssueWire {
    #[serde(default)]
    id: Seen<LooseText>,
}

impl ListItem for AssessmentWire {
    const KEY: &'static str = "assessments";
}

impl AssessmentWire {
    pub(super) fn observed(self) -> ObservedAssessment {
        let Self {
            id: Id(id),
            org_id,
            title,
            role,
            task_brief,
            issue_id,
            issue,
            repo_url,
            time_limit_minutes,
            expires_in_days,
            token_budget_usd,
            allowed_tools,
            anthropic_key_mode,
            anthropic_key_id,
            openai_key_mode,
            openai_key_id,
            rubric_id,
            created_at,
            status,
            deleted,
            is_deleted,
            deleted_at,
        } = self;
        let deleted = wire::is_deleted([deleted, is_deleted, deleted_at], &status);
        let natural_key = natural_key(&title, &role);
        let fields = [
            (AssessmentField::Title, text_value(title)),
            (AssessmentField::Role, text_value(role)),
            (AssessmentField::TaskBrief, text_value(task_brief)),
            (
                AssessmentField::IssueId,
                id_value(issue_id.or(of_issue(issue))),
            ),
            (AssessmentField::RepoUrl, text_value(repo_url)),
            (
                AssessmentField::TimeLimitMinutes,
                number_value(time_limit_minutes),
            ),
            (
                AssessmentField::ExpiresInDays,
                number_value(expires_in_days),
            ),
            (
                AssessmentField::TokenBudgetUsd,
                number_value(token_budget_usd),
            ),
            (
                AssessmentField::AllowedTools,
                value(allowed_tools, FieldValue::List),
            ),
            (
                AssessmentField::AnthropicKeyMode,
                text_value(anthropic_key_mode),
            ),
            (AssessmentField::AnthropicKeyId, id_value(anthropic_key_id)),
            (AssessmentField::OpenaiKeyMode, text_value(openai_key_mode)),
            (AssessmentField::OpenaiKeyId, id_value(openai_key_id)),
            (AssessmentField::RubricId, id_value(rubric_id)),
        ];
        let fields = fields.into_iter();
        ObservedAssessment {
            deleted,
            id: TaskId::new(id),
            fields: fields
                .filter_map(|(field, value)| Some((field, value?)))
                .collect(),
            company: loose(org_id),
            created_at: loose(created_at),
            natural_key: natural_key.map(FieldValue::Text),
        }
    }
}

/// Known only where both parts are.
fn natural_key(title: &Seen<String>, role: &Seen<String>) -> Option<String> {
    match (title, role) {
        (Seen::Value(title), Seen::Value(role)) => Some(ObservedAssessment::key_of(title, role)),
        _ => None,
    }
}

/// An assessment without an issue says `issue: null`.
fn of_issue(issue: Seen<IssueWire>) -> Seen<LooseText> {
    match issue {
        Seen::Absent => Seen::Absent,
        Seen::Null => Seen::Null,
        Seen::Value(IssueWire { id }) => id,
    }
}

fn id_value(seen: Seen<LooseText>) -> Option<FieldValue> {
    text_value(seen.map(|LooseText(text)| text))
}

fn number_value(seen: Seen<Decimal>) -> Option<FieldValue> {
    value(seen, |Decimal(number)| FieldValue::Number(number))
}

fn loose(seen: Seen<LooseText>) -> Option<String> {
    seen.value().map(|LooseText(text)| text)
}

/// A candidate key. The key itself has no place here, so that it cannot get anywhere.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a candidate key")]
pub(super) struct KeyWire {
    id: Id,
    #[serde(default)]
    candidate_email: Seen<String>,
    #[serde(default)]
    candidate_name: Seen<String>,
    #[serde(default)]
    status: Seen<String>,
    #[serde(default)]
    created_at: Seen<Moment>,
    #[serde(default)]
    redeemed_at: Seen<Moment>,
    #[serde(default)]
    completed_at: Seen<Moment>,
    #[serde(default)]
    expires_at: Seen<Moment>,
    #[serde(default)]
    session_id: Seen<LooseText>,
    #[serde(default)]
    total_cost_usd: Seen<Decimal>,
}

impl ListItem for KeyWire {
    const KEY: &'static str = "keys";
}

impl KeyWire {
    pub(super) fn observed(self) -> ObservedKey {
        let Self {
            id: Id(id),
            candidate_email,
            candidate_name,
            status,
            created_at,
            redeemed_at,
            completed_at,
            expires_at,
            session_id,
            total_cost_usd,
        } = self;
        let email = candidate_email.value();
        ObservedKey {
            id: CandidateKeyId::new(id),
            email: email
                .map(|email| Email::canonical_of(&email))
                .filter(|email| !email.is_empty()),
            name: candidate_name.value().filter(|name| !name.is_empty()),
            status: status.value(),
            created_at: moment(created_at),
            redeemed_at: moment(redeemed_at),
            completed_at: moment(completed_at),
            expires_at: moment(expires_at),
            session: loose(session_id),
            total_cost_usd: total_cost_usd.value().map(|Decimal(number)| number.get()),
        }
    }
}

fn moment(seen: Seen<Moment>) -> Option<String> {
    seen.value().map(|Moment(text)| text)
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "the branding")]
pub(super) struct BrandingWire {
    #[serde(default)]
    logo_url: Seen<String>,
    #[serde(default)]
    accent_color: Seen<String>,
    #[serde(default)]
    retention_days: Seen<Decimal>,
    #[serde(default)]
    max_retention_days: Seen<Decimal>,
    #[serde(default)]
    plan: Seen<String>,
}

impl BrandingWire {
    /// # Errors
    /// It shows none of its fields: then it is something else.
    pub(super) fn observed(self) -> Result<ObservedBranding, String> {
        let Self {
            logo_url,
            accent_color,
            retention_days,
            max_retention_days,
            plan,
        } = self;
        let fields = [
            (BrandingField::LogoUrl, text_value(logo_url)),
            (BrandingField::AccentColor, text_value(accent_color)),
            (BrandingField::RetentionDays, number_value(retention_days)),
        ];
        let branding = ObservedBranding {
            fields: fields
                .into_iter()
                .filter_map(|(field, value)| Some((field, value?)))
                .collect(),
            max_retention_days: max_retention_days
                .value()
                .map(|Decimal(number)| number.get()),
            plan: plan.value(),
        };
        if branding == ObservedBranding::default() {
            return Err("there is no branding in it".to_owned());
        }
        Ok(branding)
    }
}
