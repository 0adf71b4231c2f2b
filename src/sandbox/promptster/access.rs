//! Who asks, and what they may (reviewers/api/authentication).

use rusqlite::Connection;

use super::super::call::Call;
use super::super::key;
use super::super::refusal::Refusal;
use super::super::settings::PromptsterSettings;
use super::super::store::Object as _;
use super::super::time::now;
use super::keys::CandidateKey;
use super::refusal;

/// An organisation's key with this scope.
pub(super) fn org(settings: &PromptsterSettings, call: &Call, scope: &str) -> Result<(), Refusal> {
    if !key::is_promptster_key(call.authorization.as_deref()) {
        return Err(Refusal::Unauthorized);
    }
    if settings.scopes.iter().any(|held| held == scope) {
        Ok(())
    } else {
        Err(refusal::scope(scope))
    }
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
    match found {
        Some(key)
            if key.revoked_at.is_none()
                && key.expires_at > now()
                && key.assessment_id == assessment =>
        {
            Ok(())
        }
        _ => Err(Refusal::Unauthorized),
    }
}

/// 402 unless writes are paid for (reviewers/resources/errors).
pub(super) fn subscribed(settings: &PromptsterSettings) -> Result<(), Refusal> {
    let error = "An active subscription is required";
    match settings.subscription.refusal() {
        Some(code) => Err(refusal::coded(402, code, error)),
        None => Ok(()),
    }
}
