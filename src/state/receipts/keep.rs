//! Receipts in a store: the pages of the runs that have ended are written before the state that counts them is saved.
//!
//! A run that is killed in between leaves its journal, from which the next one derives the same page, and finds it there. What
//! cannot be written stays in the state.

use super::super::error::StateError;
use super::super::recorded::Recorded;
use super::super::store::StateStore;
use super::chain::{Chain, read_chain};
use super::page::{ReceiptsEnd, end_of, page_of};
use super::receipt::Receipt;

impl StateStore {
    /// Everything that is kept, and whether nobody has changed it since.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn receipts(&self, recorded: &Recorded) -> Result<Chain, StateError> {
        let pages = self.receipt_pages().await?;
        let pages = pages.iter().map(|(number, text)| (*number, text.as_str()));
        Ok(read_chain(pages, recorded.receipts.as_deref()))
    }

    /// Takes over the receipts of another store, whose state `recorded` is to be kept here. Whoever calls it holds both locks.
    ///
    /// # Errors
    /// Not all of them are here then. [`StateError::Conflict`]: others are in their place.
    pub async fn take_receipts_of(
        &self,
        other: &Self,
        recorded: &mut Recorded,
    ) -> Result<(), StateError> {
        for (number, text) in other.receipt_pages().await? {
            let is_new = self.put_receipt_page(number, &text).await?;
            if !is_new && self.receipt_page(number).await?.as_ref() != Some(&text) {
                return Err(StateError::Conflict {
                    place: self.receipts_place(number),
                });
            }
        }
        self.write_receipts(recorded).await
    }

    /// Writes what is not written yet, and tells the state how far it goes.
    ///
    /// # Errors
    /// [`StateError::Receipts`]: the state keeps what could not be written.
    pub(in crate::state) async fn write_receipts(
        &self,
        recorded: &mut Recorded,
    ) -> Result<(), StateError> {
        while let Some(first) = recorded.unwritten_receipts.first() {
            let is_other = |receipt: &Receipt| receipt.run != first.run;
            let all = &recorded.unwritten_receipts;
            let count = all.iter().position(is_other).unwrap_or(all.len());
            let end = recorded.receipts.as_deref().cloned();
            let written = self.write_page(&all[..count], end).await;
            let end = written.map_err(|error| StateError::Receipts(Box::new(error)))?;
            recorded.receipts = Some(Box::new(end));
            recorded.unwritten_receipts.drain(..count);
        }
        Ok(())
    }

    /// Writes the page of a run behind all that are there. Usually that is the one that the state names, and the first try is enough.
    async fn write_page(
        &self,
        run: &[Receipt],
        mut end: Option<ReceiptsEnd>,
    ) -> Result<ReceiptsEnd, StateError> {
        loop {
            let (text, next) = page_of(run, end.as_ref());
            let pages = next.pages;
            if self.put_receipt_page(pages, &text).await? {
                return Ok(next);
            }
            let there = self.receipt_page(pages).await?;
            let (of_run, last) =
                there
                    .as_deref()
                    .and_then(end_of)
                    .ok_or_else(|| StateError::DamagedReceipts {
                        place: self.receipts_place(pages),
                    })?;
            let there = ReceiptsEnd { pages, last };
            // From before this run was killed, or from the one that took it for killed.
            if of_run.as_ref() == run.first().map(|receipt| &receipt.run) {
                return Ok(there);
            }
            end = Some(there);
        }
    }
}
