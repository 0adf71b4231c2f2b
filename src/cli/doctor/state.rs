//! The state: whether it can be read, and whether its lock can be had.

use std::time::Duration;

use super::check::{Checkup, Fault};
use crate::cli::belonging::belonging;
use crate::cli::failure::CommandFailure;
use crate::cli::session::{holder, state_of};
use crate::files::open_mode;
use crate::manifest::{ProjectRoot, Workspace};
use crate::state::{LockError, StateStore};

pub(super) async fn check(root: &ProjectRoot, workspace: &Workspace, checkup: &mut Checkup) {
    let state = match state_of(root, workspace) {
        Ok(state) => state,
        Err(failure) => return checkup.failure("state", failure),
    };
    let recorded = state.load().await.map_err(CommandFailure::from);
    let recorded = recorded.and_then(|recorded| belonging(recorded, &state, workspace));
    match recorded {
        Ok(recorded) if recorded.is_new() => {
            checkup.fine("state", format!("{state}: nothing applied yet"));
        }
        Ok(recorded) => checkup.fine(
            "state",
            format!(
                "{state}: serial {}, resources: {}, in doubt: {}",
                recorded.serial,
                recorded.resources.len(),
                recorded.pending.len()
            ),
        ),
        Err(failure) => return checkup.failure("state", failure),
    }
    modes(&state, checkup);
    lock(root, &state, checkup).await;
}

/// A state holds the key of its fingerprints, and who was invited; its journal the same.
fn modes(state: &StateStore, checkup: &mut Checkup) {
    for file in state.files() {
        if let Some(mode) = open_mode(&file) {
            checkup.warning(
                "state file",
                format!("other users can read {file} (mode {mode})"),
                format!("`chmod go= {file}`, unless this is intended; see `vetform explain open-key-file`"),
            );
        }
    }
}

/// Takes the lock and gives it back at once. Who has it is not a fault.
async fn lock(root: &ProjectRoot, state: &StateStore, checkup: &mut Checkup) {
    let holder = match holder(root) {
        Ok(holder) => holder,
        Err(failure) => return checkup.failure("lock", failure),
    };
    match state.lock(&holder, Duration::ZERO, &|_| {}).await {
        Ok(lock) => match lock.release().await {
            Ok(()) => checkup.fine("lock", "can be acquired and released"),
            Err(error) => checkup.failed(
                "lock",
                Fault::Outside,
                error.to_string(),
                "it is free in 60 s; check that the credentials may delete objects",
            ),
        },
        Err(error @ LockError::Held { .. }) => checkup.warning(
            "lock",
            error.to_string(),
            "another run is in progress: wait for it; `vetform state unlock` shows who it is",
        ),
        Err(error) => checkup.failure("lock", CommandFailure::from(error)),
    }
}
