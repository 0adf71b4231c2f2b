//! The look after creates and before anything depends on them or anybody is mailed: did another run, without a common lock,
//! make the same at the same time? One read of a list serves all that were made before it began (law 10).

use std::time::Instant;

use super::attempt::Attempt;
use super::failure::Failure;
use super::intent;
use super::lists::ListOf;
use super::run::Run;
use crate::model::Address;
use crate::plan::Change;
use crate::state::{Part, RecordChange};

/// A change whose creates were done, and of which nobody knows yet whether somebody else made the same.
pub(super) struct Unproven {
    pub(super) index: usize,
    pub(super) attempt: Attempt,
    pub(super) made: Instant,
}

impl Run<'_> {
    /// What a change has made as a whole; `None`: nothing.
    pub(super) fn creation_of(change: &Change) -> Option<(ListOf, String)> {
        let mut calls = change.calls.iter();
        calls.find_map(|call| ListOf::of(&call.operation))
    }

    /// Whether somebody else made the same: then its attempt has failed.
    pub(super) async fn prove(&self, change: &Change, unproven: Unproven) -> Unproven {
        let Unproven {
            index,
            attempt,
            made,
        } = unproven;
        let attempt = match self.look_for_twins(change, made).await {
            Ok(()) => attempt,
            Err(failure) => attempt.and(failure),
        };
        Unproven {
            index,
            attempt,
            made,
        }
    }

    async fn look_for_twins(&self, change: &Change, made: Instant) -> Result<(), Failure> {
        let Some((of, name)) = Self::creation_of(change) else {
            return Ok(());
        };
        let address = &change.address;
        let Some(own) = self.created_id(address) else {
            return Ok(());
        };
        if self.ends_early() {
            return Ok(());
        }
        let mut since = made;
        for &pause in &self.options.settling_pauses {
            if !self.pauses(pause).await {
                return Ok(());
            }
            let seen = self.list_since(of, since).await.map_err(|failure| {
                let because = failure.to_string();
                Failure::Unproven {
                    id: own.clone(),
                    because,
                }
            })?;
            // A list that does not show our own either proves nothing yet.
            if !seen.has(&own) {
                since = Instant::now();
                continue;
            }
            let before = self.before(address);
            let others = seen.alike(&name).iter().filter(|id| {
                **id != own
                    && !before.as_ref().is_some_and(|before| before.has(id))
                    && !self.is_ours(id)
            });
            let others: Vec<String> = others.cloned().collect();
            if others.is_empty() {
                return Ok(());
            }
            return Err(self.twice(address, change, of, own, others).await);
        }
        Ok(())
    }

    /// Remembered, so that no later run goes on with either by itself.
    async fn twice(
        &self,
        address: &Address,
        change: &Change,
        of: ListOf,
        own: String,
        others: Vec<String>,
    ) -> Failure {
        let since = jiff::Timestamp::now().to_string();
        let begun = change
            .calls
            .iter()
            .find_map(|call| intent::begun(&call.operation, &self.key, &since));
        if let Some((part @ Part::Whole, mut pending)) = begun {
            pending.fields.clear();
            pending.among = others.iter().cloned().chain([own.clone()]).collect();
            let fact = RecordChange::Started { part, pending };
            if let Err(failure) = self.write_down(&[fact.of(address)]).await {
                return failure;
            }
        }
        Failure::Twice {
            what: of.words(),
            address: address.clone(),
            own,
            others: others.join(", "),
        }
    }
}

/// Both ids, and what somebody does who has looked.
pub(super) fn settle_words(address: &Address, own: &str) -> String {
    format!(
        "look at them in the web app; delete the other or give it another title and apply again, or keep one with \
         `metadata.id` or `vetform state settle {address} --id {own}`"
    )
}
