//! Everything that a plan needs to see: what the manifests stand for, and then who is in it.

use crate::model::{Desired, Live};
use crate::plan::{PlanError, Policy, follow_up_reads, reads};
use crate::provider::Readers;
use crate::provider::http::ReadErrors;
use crate::state::Recorded;

/// Why there is nothing to plan from.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// Something could not be read; that is never taken for absence.
    #[error(transparent)]
    Read(#[from] ReadErrors),
    /// A mistake of this program.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

pub async fn refresh(
    readers: &Readers,
    desired: &Desired,
    recorded: &Recorded,
    policy: Policy,
) -> Result<Live, RefreshError> {
    let first = reads(desired, recorded);
    if first.is_empty() {
        return Ok(Live::default());
    }
    let begun = jiff::Timestamp::now();
    let mut live = readers.observe(&first).await?;
    live.read_at = Some(begun);
    let then = follow_up_reads(desired, &live, recorded, policy)?;
    if !then.is_empty() {
        live.extend(readers.observe(&then).await?);
    }
    Ok(live)
}
