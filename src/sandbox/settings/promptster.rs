//! Promptster's settings.

use serde::{Deserialize, Serialize};

use super::super::kind::record;
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::ProviderKey;
use super::super::store::object;

record! {
    /// How the embedded Promptster is set up.
    #[derive(Eq)]
    #[serde(default, deny_unknown_fields)]
    pub struct PromptsterSettings,
    change PromptsterChange,
    seed #[serde(default)] PromptsterSeed {
        /// The library: one an id, or one a title where no id is given.
        pub issues: Vec<Issue>,
        /// Keys of model providers, one a provider and name.
        pub provider_keys: Vec<ProviderKey>,
    }
    with {
        /// The scopes of every key: `read`, `write` (reviewers/api/authentication).
        scopes "scopes": Vec<String> = ["read", "write"].map(str::to_owned).to_vec(),
            edit Vec<String>, seed Option<Vec<String>>;
        /// The plan.
        plan "plan": Plan = Plan::Growth, edit Plan, seed Option<Plan>;
        /// Whether writes are paid for.
        subscription "subscription": Subscription = Subscription::Active,
            edit Subscription, seed Option<Subscription>;
        /// How many assessments may be created; deleted ones count too. None: no limit.
        quota "quota": Option<u32>, edit u32, seed Option<u32>;
        /// Requests a minute (reviewers/resources/rate-limits); 0 switches limit and headers off.
        rate_limit "rateLimit": u32 = 300, edit u32, seed Option<u32>;
        /// Whether `rubricId` is kept and shown, as by older servers; else it is dropped in silence.
        rubrics "rubrics": bool, edit bool, seed Option<bool>;
        /// What `GET /v1/org/branding` gives.
        branding "branding": Branding, edit Branding, seed Option<Branding>;
    }
}

object!(PromptsterSettings, "promptster", "settings", only one);

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

record! {
    /// The organisation's branding, without what follows from the plan.
    #[derive(Eq)]
    #[serde(default, deny_unknown_fields)]
    pub struct Branding with {
        /// A URL.
        logo_url "logoUrl": Option<String>, update Url(&["http", "https"]).clearable() => Read "logoUrl";
        /// A colour.
        accent_color "accentColor": Option<String>, update ANY_TEXT.clearable() => Read "accentColor";
        /// Days, 30 at first.
        retention_days "retentionDays": i64 = 30, update Whole(1, i64::MAX).optional() => Read "retentionDays";
    }
}
