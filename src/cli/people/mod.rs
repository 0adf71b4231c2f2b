//! `vetform people …`: where somebody is known, and how they are forgotten. Calls no system and runs no program.

mod copies;
mod find;
mod forget;
mod logs;
mod mentions;
mod named;
mod seek;

use clap::Subcommand;

use super::argument::LockArgs;
use super::examples;
use super::failure::CommandResult;
use super::global::Global;
use super::output::Output;
pub(super) use find::FindArgs;

#[derive(Debug, Subcommand)]
#[command(after_help = examples::PEOPLE)]
pub(super) enum PeopleCommand {
    /// Say where a person is known: in manifests and lists, in the state, in logs
    Find(FindArgs),
    /// Remove every trace of a person from the state, its journal, copies of it and logs; a keyed mark keeps them from being
    /// invited again
    Forget {
        /// E-mail addresses; `-` reads them from stdin, one per line
        #[arg(required = true, value_name = "EMAIL")]
        people: Vec<String>,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
        /// Remove the mark of a forgotten person instead, so that they can be invited again
        #[arg(long)]
        undo: bool,
        #[command(flatten)]
        lock: LockArgs,
    },
}

pub(super) async fn run(global: &Global, command: &PeopleCommand, output: Output) -> CommandResult {
    match command {
        PeopleCommand::Find(args) => find::run(global, args, output).await,
        PeopleCommand::Forget {
            people,
            yes,
            undo,
            lock,
        } => {
            let consent = forget::Consent {
                yes: *yes,
                undo: *undo,
            };
            forget::run(global, people, consent, lock, output).await
        }
    }
}
