//! Takes the lock of a remote state, and with it the journals of whoever had it before: the next page of each is put, so that
//! theirs is refused. What was put before is read as ever, whichever of the two was quicker.
//!
//! Reads no fact of a journal, and decides nothing about who has the lock.

use std::collections::BTreeSet;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use super::super::document;
use super::super::error::StateError;
use super::super::holder::Holder;
use super::super::lock_error::LockError;
use super::fault::fault;
use super::lease::Lease;
use super::{Folder, RemoteState, journal};

impl RemoteState {
    /// Takes the lock, and closes the journals of whoever had it before; tells also whom it was taken from, if its lease had
    /// run out.
    pub(in crate::state) async fn lock(
        &self,
        holder: &Holder,
        timeout: Duration,
        waiting: &(dyn Fn(Option<&Holder>) + Sync),
    ) -> Result<(Lease, Option<Holder>), LockError> {
        let taken = self.lock_object().take(holder, timeout, waiting).await?;
        if let Err(error) = self.close_journals(holder).await {
            let _ = taken.0.release().await;
            return Err(LockError::State(error));
        }
        Ok(taken)
    }

    /// Closes the journals that continue the state as it is, before anybody reads them: from then on, what their runs may have
    /// sent is in them.
    async fn close_journals(&self, by: &Holder) -> Result<(), StateError> {
        let journals = self.journals().await?;
        if journals.is_empty() {
            return Ok(());
        }
        let found = self.objects.read(&self.state).await;
        let text = found.map_err(|source| self.unread(source))?;
        // Of a state that is damaged, or gone, whoever reads it is told.
        let Some(Ok(state)) = text.map(|(text, _)| document::parse(&self.to_string(), &text))
        else {
            return Ok(());
        };
        for (folder, pages) in journals {
            if folder.serial != state.serial {
                continue;
            }
            let next = pages.keys().last().map_or(0, |last| last + 1);
            let path = self.folder(&folder);
            let place = self.journal_place(&folder);
            let closed = journal::close(&self.objects, &path, next, by).await;
            if !closed.map_err(|source| StateError::io("write", &place, fault(&source)))? {
                return Err(StateError::Unsteady { place });
            }
            self.closed().insert(folder);
        }
        Ok(())
    }

    pub(super) fn closed(&self) -> MutexGuard<'_, BTreeSet<Folder>> {
        self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
