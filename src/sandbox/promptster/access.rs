//! Who asks, and what they may (reviewers/api/authentication).

use rusqlite::Connection;

use super::super::call::Call;
use super::super::kind::Refusal;
use super::super::settings::PromptsterSettings;
use super::super::store::Object as _;
use super::super::time::now;
use super::candidate_key::CandidateKey;
use super::{key, refusal};

/// An organisation's key with this scope.
pub(super) fn org(settings: &PromptsterSettings, call: &Call, scope: &str) -> Result<(), Refusal> {
    if !key::is_accepted(call.authorization.as_deref()) {
        return Err(Refusal::Unauthorized);
    }
    let has_scope = settings.scopes.iter().any(|held| held == scope);
    has_scope.then_some(()).ok_or_else(|| refusal::scope(scope))
}

/// An organisation's key that reads, or the key of a candidate for this assessment, in force.
pub(super) fn org_or_candidate(
    connection: &Connection,
    settings: &PromptsterSettings,
    call: &Call,
    assessment: &str,
) -> Result<(), Refusal> {
    let Some(key) = &call.api_key else {
        return org(settings, call, "read");
    };
    let found = CandidateKey::named(key).first(connection)?;
    let opens = |key: CandidateKey| {
        !key.is_gone() && key.expires_at > now() && key.assessment_id == assessment
    };
    let is_open = found.is_some_and(opens);
    is_open.then_some(()).ok_or(Refusal::Unauthorized)
}

/// 402 unless writes are paid for (reviewers/resources/errors).
pub(super) fn subscribed(settings: &PromptsterSettings) -> Result<(), Refusal> {
    let error = "An active subscription is required";
    match settings.subscription.refusal() {
        Some(code) => Err(refusal::coded(402, code, error)),
        None => Ok(()),
    }
}
