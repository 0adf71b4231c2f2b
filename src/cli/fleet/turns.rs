//! Who has its turn when. A run of its own takes one workspace after the other; of a run that workers share, each first takes
//! what is free, and then waits for what others have, since one of them may die: its lease runs out, and the workspace is
//! anybody's again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;

use super::claim::Claim;
use super::report::Ended;
use super::turn::{InEach, Stage, Turn};
use crate::cli::exit::Exit;
use crate::cli::failure::CommandFailure;
use crate::cli::formats::Wanted;
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::session::state_of;
use crate::cli::signals::Signals;
use crate::manifest::{ProjectRoot, Workspace};

/// Turns at the same time. Most of a turn is waiting for a system; what is read of one workspace is in memory meanwhile.
const AT_ONCE: usize = 16;

/// Longer than a lease: who has not renewed it by then is dead.
pub(super) const PATIENCE: Duration = Duration::from_secs(75);

/// Nothing else may be said for so long.
const WAITING: &str = "waiting for workspaces that other workers have (the lease of one that died ends after 60 s), or whose store fails";

pub(super) struct Fleet<'a, C: InEach> {
    pub(super) command: &'a C,
    pub(super) global: &'a Global,
    pub(super) root: &'a ProjectRoot,
    pub(super) wanted: &'a [Wanted<C::Format>],
    pub(super) signals: Option<&'a Signals>,
    /// If the run has a name.
    pub(super) claim: Option<Claim<'a>>,
    pub(super) output: Output,
    pub(super) runtime: Handle,
}

/// What came of looking after a workspace.
enum Looked {
    /// Its turn is over.
    Over(Turn),
    /// Another worker of the run is at it, or it may go well when it is tried again.
    Held,
}

impl<C: InEach> Fleet<'_, C> {
    /// Of every workspace, whoever took its turn; in the order of the workspaces.
    pub(super) fn turns(&self, workspaces: &[Workspace]) -> Vec<Ended> {
        let free: Mutex<VecDeque<usize>> = Mutex::new(self.order(workspaces.len()));
        let held: Mutex<VecDeque<usize>> = Mutex::default();
        let ended: Mutex<Vec<(usize, Ended)>> = Mutex::default();
        let look_after = |queue: &Mutex<VecDeque<usize>>, patience: Option<Duration>| {
            while let Some(place) = next(queue) {
                let Some(workspace) = workspaces.get(place) else {
                    continue;
                };
                match self.look_after(workspace, patience) {
                    Looked::Held => locked(&held).push_back(place),
                    Looked::Over(turn) => {
                        self.tell(&workspace.name, &turn);
                        let workspace = workspace.name.clone();
                        locked(&ended).push((place, Ended { workspace, turn }));
                    }
                }
            }
        };
        let workers = if self.command.is_in_turn() {
            1
        } else {
            AT_ONCE
        };
        let is_shared = self.claim.is_some_and(|claim| claim.is_shared);
        let waits = Once::new();
        thread::scope(|scope| {
            for _ in 0..workers.min(workspaces.len()) {
                scope.spawn(|| {
                    look_after(&free, is_shared.then_some(Duration::ZERO));
                    if !locked(&held).is_empty() {
                        waits.call_once(|| self.output.say(WAITING));
                    }
                    look_after(&held, Some(PATIENCE));
                });
            }
        });
        let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
        ended.sort_by_key(|(place, _)| *place);
        let mut ended: Vec<Ended> = ended.into_iter().map(|(_, ended)| ended).collect();
        self.see_again(workspaces, &mut ended);
        ended
    }

    /// Where a turn failed here, another worker may have come to its end meanwhile: whose lock was lost or held is told as it is.
    /// Only as long as the store answers: each read of one that is out of reach takes its time.
    fn see_again(&self, workspaces: &[Workspace], ended: &mut [Ended]) {
        let failed = workspaces.iter().zip(ended);
        for (workspace, ended) in failed.filter(|(_, ended)| ended.turn.exit != Exit::Done) {
            if self.is_interrupted() {
                return;
            }
            match self.ended_before(workspace) {
                Ok(Some(turn)) => ended.turn = turn,
                Ok(None) => {}
                Err(_) => return,
            }
        }
    }

    fn is_interrupted(&self) -> bool {
        self.signals.is_some_and(Signals::is_heard)
    }

    /// Workers that begin together do not begin with the same one.
    fn order(&self, workspaces: usize) -> VecDeque<usize> {
        let first = match self.claim {
            Some(claim) if claim.is_shared => std::process::id() as usize % workspaces.max(1),
            _ => 0,
        };
        (first..workspaces).chain(0..first).collect()
    }

    fn look_after(&self, workspace: &Workspace, patience: Option<Duration>) -> Looked {
        // Before the store is asked, which may be what somebody does not want to wait for.
        if self.is_interrupted() {
            let failure = CommandFailure::new(Exit::Failed, "interrupted before it was begun");
            return Looked::Over(failure.into());
        }
        match self.ended_before(workspace) {
            Ok(None) => {}
            Ok(Some(turn)) => {
                return Looked::Over(turn);
            }
            Err(failure) if patience == Some(Duration::ZERO) && failure.may_pass => {
                return Looked::Held;
            }
            Err(failure) => {
                return Looked::Over(failure.into());
            }
        }
        let turn = self.turn(&workspace.name, patience);
        let is_waited_for = match patience {
            None => false,
            Some(Duration::ZERO) => true,
            Some(_) => self.is_held_by_a_peer(workspace),
        };
        let is_for_later = patience == Some(Duration::ZERO) && turn.may_pass();
        if turn.exit == Exit::Locked && is_waited_for || is_for_later {
            return Looked::Held;
        }
        Looked::Over(turn)
    }

    fn ended_before(&self, workspace: &Workspace) -> Result<Option<Turn>, CommandFailure> {
        let Some(claim) = self.claim else {
            return Ok(None);
        };
        let state = state_of(self.root, workspace)?;
        self.runtime.block_on(claim.ended(&state))
    }

    fn is_held_by_a_peer(&self, workspace: &Workspace) -> bool {
        let state = self.claim.zip(state_of(self.root, workspace).ok());
        state.is_some_and(|(claim, state)| self.runtime.block_on(claim.is_held_by_a_peer(&state)))
    }

    fn turn(&self, name: &str, patience: Option<Duration>) -> Turn {
        let global = self.global.in_workspace(name, self.root);
        let stage = Stage {
            wanted: self.wanted,
            output: self.output.about(name),
            signals: self.signals,
            claim: self.claim.map(|claim| Claim { patience, ..claim }),
        };
        let turn = self.runtime.block_on(self.command.turn(&global, stage));
        turn.unwrap_or_else(Turn::from)
    }

    fn tell(&self, name: &str, turn: &Turn) {
        match &turn.failure {
            // Who took it has said so.
            _ if turn.is_remembered => {}
            Some(failure) => self.output.about(name).failure(failure),
            None => self.output.say(&format!("{name}: {}", turn.line)),
        }
    }
}

/// The queue is free again when this returns: a look takes long.
fn next(queue: &Mutex<VecDeque<usize>>) -> Option<usize> {
    locked(queue).pop_front()
}

/// A panic elsewhere leaves places that are still places.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
