//! `vetform state …`: look at what is remembered, and fix it. Calls no system.

mod edit;
mod look;
mod migrate;
mod place;
mod settle;
mod settle_create;
mod unlock;

use clap::Subcommand;

use super::argument::{LockArgs, address, address_or_part};
use super::examples;
use super::failure::CommandResult;
use super::global::Global;
use super::output::Output;
use crate::model::Address;
use crate::state::Part;
use look::{ListArgs, ShowArgs};
use migrate::MigrateArgs;
pub(super) use place::Place;

#[derive(Debug, Subcommand)]
#[command(after_help = examples::STATE)]
pub(super) enum StateCommand {
    /// List the resources in the state
    List(ListArgs),
    /// Show what the state has of a resource, or of a part of it
    Show(ShowArgs),
    /// Move a resource in the state to another address
    Mv {
        /// The address in the state
        #[arg(value_parser = address)]
        old: Address,
        /// The new address: of the same kind, and not yet in the state
        #[arg(value_parser = address)]
        new: Address,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Remove a resource from the state; the live object stays as it is
    Rm {
        /// For example taptalent/Flow/engineering-screen
        #[arg(value_parser = address)]
        address: Address,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Settle a doubt: say whether a person was invited or an object was created
    Settle {
        /// A roster, for example flowmingo/Roster/sales-april; or whatever may have been created, for example
        /// taptalent/Assessment/backend or taptalent/Assessment/backend#questions/debug
        #[arg(value_name = "ADDRESS", value_parser = address_or_part)]
        of: (Address, Part),
        /// The name given in the message, or the person's e-mail address; `all` for everybody in doubt
        person: Option<String>,
        /// The person was invited: do not send it again
        #[arg(
            long,
            requires = "person",
            conflicts_with_all = ["not_sent", "id"],
            required_unless_present_any = ["not_sent", "id"]
        )]
        sent: bool,
        /// The person was not invited, or the object not created: let the next apply do it
        #[arg(long)]
        not_sent: bool,
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
        /// The object was created, with this id
        #[arg(long, value_name = "ID", conflicts_with_all = ["not_sent", "person"])]
        id: Option<String>,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Show who holds the lock, and remove it
    Unlock {
        /// Do not ask for confirmation
        #[arg(long)]
        yes: bool,
    },
    /// Copy the state to another location
    Migrate(MigrateArgs),
}

pub(super) async fn run(global: &Global, command: &StateCommand, output: Output) -> CommandResult {
    let place = Place::open(global, output)?;
    match command {
        StateCommand::List(args) => look::list(&place, args, output).await,
        StateCommand::Show(args) => look::show(&place, args, output).await,
        StateCommand::Mv { old, new, lock } => {
            edit::move_to(&place, (old, new), lock, output).await
        }
        StateCommand::Rm { address, lock } => edit::forget(&place, address, lock, output).await,
        StateCommand::Settle {
            of: (address, part),
            person,
            sent,
            not_sent: _,
            yes,
            id,
            lock,
        } => {
            if let Some(person) = person {
                let finding = settle::Finding {
                    person,
                    sent: *sent,
                    yes: *yes,
                };
                settle::run(&place, address, finding, lock, output).await
            } else {
                let found = settle_create::Found {
                    id: id.as_deref(),
                    yes: *yes,
                };
                settle_create::run(&place, (address, part), found, lock, output).await
            }
        }
        StateCommand::Unlock { yes } => unlock::run(&place.state()?, *yes, output).await,
        StateCommand::Migrate(args) => migrate::run(&place, args, output).await,
    }
}
