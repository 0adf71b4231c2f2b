//! Promptster's settings.

use serde::{Deserialize, Serialize};

/// How the embedded Promptster is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PromptsterSettings {
    /// The scopes of every key: `read`, `write` (reviewers/api/authentication).
    pub scopes: Vec<String>,
    /// The plan.
    pub plan: Plan,
    /// Whether writes are paid for.
    pub subscription: Subscription,
    /// How many assessments may be created; deleted ones count too. None: no limit.
    pub quota: Option<u32>,
    /// Requests a minute (reviewers/resources/rate-limits); 0 switches limit and headers off.
    pub rate_limit: u32,
    /// Whether `rubricId` is kept and shown, as by older servers; else it is dropped in silence.
    pub rubrics: bool,
    /// What `GET /v1/org/branding` gives.
    pub branding: Branding,
}

impl Default for PromptsterSettings {
    fn default() -> Self {
        Self {
            scopes: ["read", "write"].map(str::to_owned).to_vec(),
            plan: Plan::Growth,
            subscription: Subscription::Active,
            quota: None,
            rate_limit: 300,
            rubrics: false,
            branding: Branding::default(),
        }
    }
}

/// A plan, which bounds the retention (reviewers/api/branding).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Plan {
    /// 30 days.
    Starter,
    /// 90 days.
    Growth,
    /// 365 days.
    Business,
}

impl Plan {
    /// `maxRetentionDays`
    pub const fn most_retention_days(self) -> i64 {
        match self {
            Self::Starter => 30,
            Self::Growth => 90,
            Self::Business => 365,
        }
    }
}

/// Whether writes are paid for; all but `Active` answer 402 (reviewers/resources/errors).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Subscription {
    /// Writes pass.
    Active,
    /// `no_subscription`
    None,
    /// `trial_expired`
    TrialExpired,
    /// `subscription_inactive`
    Inactive,
}

impl Subscription {
    /// The code of the refusal, if there is one.
    pub const fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Active => None,
            Self::None => Some("no_subscription"),
            Self::TrialExpired => Some("trial_expired"),
            Self::Inactive => Some("subscription_inactive"),
        }
    }
}

/// The organisation's branding, without what follows from the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Branding {
    /// A URL.
    pub logo_url: Option<String>,
    /// A colour.
    pub accent_color: Option<String>,
    /// Days, 30 at first.
    pub retention_days: i64,
}

impl Default for Branding {
    fn default() -> Self {
        Self {
            logo_url: None,
            accent_color: None,
            retention_days: 30,
        }
    }
}

/// New values for settings; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PromptsterChange {
    /// All the scopes.
    pub scopes: Option<Vec<String>>,
    /// The plan.
    pub plan: Option<Plan>,
    /// Whether writes are paid for.
    pub subscription: Option<Subscription>,
    /// How many assessments may be created.
    pub quota: Option<u32>,
    /// Requests a minute; 0 for no limit.
    pub rate_limit: Option<u32>,
    /// Whether `rubricId` is kept.
    pub rubrics: Option<bool>,
    /// The whole branding.
    pub branding: Option<Branding>,
}
