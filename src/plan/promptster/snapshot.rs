//! What a plan was computed from, of Promptster's live objects.

use crate::model::promptster;
use crate::plan::snapshot::Snapshot;
use crate::state::FingerprintKey;

impl Snapshot {
    /// Of a live Promptster assessment: its fields, and the candidate keys that would die with it.
    pub fn of_task(
        live: &promptster::ObservedAssessment,
        keys: &[&promptster::ObservedKey],
        key: &FingerprintKey,
    ) -> Self {
        let part = |candidate: &&promptster::ObservedKey| {
            let status = candidate.status.as_deref().unwrap_or_default();
            (
                format!("candidate key {}", candidate.id),
                key.of_text("status", status),
            )
        };
        Self::new(&live.fields, keys.iter().map(part), key)
    }

    /// Of the live branding.
    pub fn of_branding(live: &promptster::ObservedBranding, key: &FingerprintKey) -> Self {
        Self::new(&live.fields, [], key)
    }
}
