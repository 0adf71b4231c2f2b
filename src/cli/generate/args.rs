//! What can be asked of `vetform generate`.

use std::time::Duration;

use clap::Args;

use super::super::argument::{LockArgs, seconds};
use super::super::examples;
use crate::model::Address;

#[derive(Debug, Args)]
#[command(after_help = examples::GENERATE)]
pub(in crate::cli) struct GenerateArgs {
    /// TapTalent assessment whose manifest has `generate:`, for example taptalent/Assessment/backend-voice
    pub address: Address,
    /// How long to wait for the questions
    #[arg(long = "timeout", value_name = "SECONDS", default_value = "300", value_parser = seconds)]
    pub limit: Duration,
    /// If it is not live yet, let the system create it from `jobId`, or from purpose and role; costs a credit
    #[arg(long)]
    pub auto: bool,
    /// Ask even if it may have been asked before; may cost credits twice
    #[arg(long)]
    pub again: bool,
    #[command(flatten)]
    pub lock: LockArgs,
}
