//! One command in many workspaces: `-w GLOB`, several `-w`, `--all-workspaces`, `--shard`. Each workspace has its turn on a
//! thread of its own, so that one that is slow, locked or wrong keeps nobody waiting, and one report tells of all.
//!
//! What a command does in a workspace is the command's own; it knows here only how to say what came of it.

mod choose;
mod claim;
mod record;
mod report;
mod run;
mod severity;
mod shard;
mod shown;
mod turn;
mod turns;

pub(super) use choose::chosen;
pub(super) use claim::{Claim, ClaimArgs};
pub(super) use run::run;
pub(super) use shard::{Shard, ShardArgs};
pub(super) use shown::not_yet_shown;
pub(super) use turn::{InEach, Stage, Turn};
