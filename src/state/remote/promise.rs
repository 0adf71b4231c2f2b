//! What the lock of a remote state stands on: that a store refuses a write whose condition does not hold. Servers that speak
//! a vendor's protocol and ignore its conditions would give the lock to every run at once, so that is tried by each run.

use super::super::lock_error::LockError;
use super::lock_object::{LeaseDocument, LockObject};
use super::objects::{Condition, Written};

impl LockObject {
    /// The condition under which the lock was just taken cannot hold once more: a second write under it must be refused.
    ///
    /// # Errors
    /// It is done. Nothing is decided from a trouble on the way there: the next renewal tells.
    pub(super) async fn prove_conditions(
        &self,
        taken: &LeaseDocument,
        under: &Condition,
    ) -> Result<(), LockError> {
        let again = taken.renewed(&self.terms);
        let Ok(Written::Done(version)) = self.write(&again, under).await else {
            return Ok(());
        };
        // Somebody else may have the same lock: only this document is given back.
        let _ = self.write(&again.given_back(), &version).await;
        Err(LockError::io(
            &self.place(),
            "the store ignores conditional writes (`If-None-Match`, `If-Match`), so that two runs could have this lock at \
             once; keep the state in a store that supports them",
        ))
    }
}
