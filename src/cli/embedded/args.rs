//! The options of `vetform sandbox`: part of the command line also where nothing can be served.

use std::time::Duration;

use camino::Utf8PathBuf;
use clap::Args;

use super::super::argument::{self, milliseconds};
use super::super::examples;

#[derive(Debug, Args)]
#[command(after_help = examples::SANDBOX)]
pub(in crate::cli) struct SandboxArgs {
    /// TCP port on 127.0.0.1; 0 for any free port
    #[arg(long, default_value_t = 8787)]
    pub port: u16,
    /// SQLite file for the data [default: in memory]
    #[arg(long, value_name = "FILE", value_parser = argument::path)]
    pub store: Option<Utf8PathBuf>,
    /// Delay of every response in milliseconds
    #[arg(long, value_name = "MS", default_value = "0", value_parser = milliseconds)]
    pub latency: Duration,
    /// JSON or YAML file with the faults to inject
    #[arg(long, value_name = "FILE", value_parser = argument::path)]
    pub faults: Option<Utf8PathBuf>,
    /// YAML or JSON file with initial data: interview sets, projects, jobs, issues
    #[arg(long, value_name = "FILE", value_parser = argument::path)]
    pub seed: Option<Utf8PathBuf>,
}
