//! Each workspace has its turn; what came of them is put together in the end. Holds no project, only results, once a turn is
//! over: memory grows with what is told, not with what was read.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::Handle;
use tokio::task::block_in_place;

use super::choose::chosen;
use super::report::{Ended, report};
use super::severity::worst;
use super::shard::ShardArgs;
use super::turn::{InEach, Stage, Turn};
use crate::cli::exit::Exit;
use crate::cli::failure::{CommandFailure, CommandResult};
use crate::cli::formats::{Wanted, check};
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::outputs::write_all;
use crate::cli::session::find_root;
use crate::cli::signals::Signals;
use crate::manifest::ProjectRoot;

/// Turns at the same time. Most of a turn is waiting for a system; what is read of one workspace is in memory meanwhile.
const AT_ONCE: NonZero<usize> = NonZero::new(16).expect("not zero");

/// Runs a command in every workspace that the command line means.
pub(in crate::cli) async fn run<C: InEach>(
    command: &C,
    global: &Global,
    shard: &ShardArgs,
    output: Output,
) -> CommandResult {
    if let Some(refusal) = command.refusal() {
        return Err(refusal);
    }
    let wanted = command.wanted()?;
    let root = find_root(global)?;
    // What one turn writes the next one reads.
    let root = if command.is_in_turn() {
        root
    } else {
        root.shared()
    };
    let files = command.formats().files(&root);
    check(&wanted, files)?;
    let workspaces = chosen(&root, global, shard.shard, output)?;
    let names: Vec<String> = workspaces
        .into_iter()
        .map(|workspace| workspace.name)
        .collect();
    let signals = command
        .writes()
        .then(|| Signals::listen(output))
        .transpose()?;
    let fleet = Fleet {
        command,
        global,
        root: &root,
        wanted: &wanted,
        signals: signals.as_ref(),
        output,
    };
    let ended = block_in_place(|| fleet.turns(&names, &Handle::current()));
    let rendered = report::<C>(&wanted, &ended, global, &root, output)?;
    write_all(&wanted, files, &rendered, output)?;
    Ok(worst(ended.iter().map(|ended| ended.turn.exit)))
}

struct Fleet<'a, C: InEach> {
    command: &'a C,
    global: &'a Global,
    root: &'a ProjectRoot,
    wanted: &'a [Wanted<C::Format>],
    signals: Option<&'a Signals>,
    output: Output,
}

impl<C: InEach> Fleet<'_, C> {
    /// In the order of the names, whoever ended first.
    fn turns(&self, names: &[String], runtime: &Handle) -> Vec<Ended> {
        let at_once = if self.command.is_in_turn() {
            1
        } else {
            AT_ONCE.get()
        };
        let next = AtomicUsize::new(0);
        let ended = Mutex::new(Vec::with_capacity(names.len()));
        thread::scope(|scope| {
            for _ in 0..at_once.min(names.len()) {
                scope.spawn(|| {
                    while let Some((place, name)) = taken(&next, names) {
                        let turn = self.turn(name, runtime);
                        let one = Ended {
                            workspace: name.clone(),
                            turn,
                        };
                        // A panic elsewhere leaves what has ended before it.
                        let mut ended = ended.lock().unwrap_or_else(PoisonError::into_inner);
                        ended.push((place, one));
                    }
                });
            }
        });
        let mut ended = ended.into_inner().unwrap_or_else(PoisonError::into_inner);
        ended.sort_by_key(|(place, _)| *place);
        ended.into_iter().map(|(_, ended)| ended).collect()
    }

    fn turn(&self, name: &str, runtime: &Handle) -> Turn {
        let output = self.output.about(name);
        let global = self.global.in_workspace(name, self.root);
        let stage = Stage {
            wanted: self.wanted,
            output,
            signals: self.signals,
        };
        let turn = if self.signals.is_some_and(Signals::is_heard) {
            Err(CommandFailure::new(
                Exit::Failed,
                "interrupted before it was begun",
            ))
        } else {
            runtime.block_on(self.command.turn(&global, stage))
        };
        let turn = turn.unwrap_or_else(|failure| Turn {
            results: Vec::new(),
            line: String::new(),
            // What has been said already is told in a line.
            is_quiet: failure.message.is_empty(),
            exit: failure.exit,
            failure: Some(failure),
        });
        match &turn.failure {
            Some(failure) => output.failure(failure),
            None => self.output.say(&format!("{name}: {}", turn.line)),
        }
        turn
    }
}

fn taken<'n>(next: &AtomicUsize, names: &'n [String]) -> Option<(usize, &'n String)> {
    let place = next.fetch_add(1, Ordering::Relaxed);
    names.get(place).map(|name| (place, name))
}
