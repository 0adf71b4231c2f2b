//! Credits that are out end the creates of the run: the first refusal (402) speaks for all that would cost some.

use std::sync::PoisonError;

use super::failure::Failure;
use super::run::Run;
use crate::model::Operation;
use crate::plan::Change;
use crate::provider::http::WriteError;

/// `402 Payment Required`
const NOT_PAID: u16 = 402;

impl Run<'_> {
    /// Fails if what this costs is known to be out.
    pub(super) fn is_paid_for(&self, operation: &Operation) -> Result<(), Failure> {
        let broke = self.broke.lock().unwrap_or_else(PoisonError::into_inner);
        match broke
            .get(&operation.system())
            .filter(|_| operation.facts().costs)
        {
            Some(words) => Err(Failure::NoCredits {
                system: operation.system(),
                words: words.clone(),
            }),
            None => Ok(()),
        }
    }

    /// Whether the first write of a change is known to find no credits.
    pub(super) fn lacks_credits(&self, change: &Change) -> Option<Failure> {
        let first = change.calls.first()?;
        self.is_paid_for(&first.operation).err()
    }

    pub(super) fn hear_of_credits(&self, operation: &Operation, error: &WriteError) {
        if let WriteError::Refused { refusal, .. } = error
            && refusal.status == NOT_PAID
            && operation.facts().costs
        {
            let mut broke = self.broke.lock().unwrap_or_else(PoisonError::into_inner);
            broke
                .entry(operation.system())
                .or_insert_with(|| refusal.to_string());
        }
    }
}
