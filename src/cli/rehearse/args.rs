//! The options of `vetform rehearse`: part of the command line also where the program cannot rehearse.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::super::argument;
use super::super::examples;
use super::super::formats::{Format, FormatArgs};
use super::super::selection::SelectionArgs;

#[derive(Debug, Args)]
#[command(after_help = examples::REHEARSE)]
pub(in crate::cli) struct RehearseArgs {
    /// Plan saved by `vetform plan --out`, or `-` for stdin: rehearse exactly its calls
    #[arg(value_name = "PLANFILE", conflicts_with_all = ["targets", "excludes", "labels"], value_parser = argument::path)]
    pub plan_file: Option<Utf8PathBuf>,
    /// Kill the apply right before and right after each call, resume it, and count what is doubled or lost
    #[arg(long)]
    pub crash_everywhere: bool,
    /// How many credits TapTalent has left, which no read shows [default: enough]
    #[arg(long, value_name = "N")]
    pub credits: Option<u32>,
    /// As `apply --overwrite-conflicts`
    #[arg(long)]
    pub overwrite_conflicts: bool,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub formats: FormatArgs<RehearseFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum RehearseFormat {
    Text,
    Json,
    /// For a pull-request comment: one line, and one for each problem
    Markdown,
}

impl Format for RehearseFormat {
    const DEFAULT: &'static str = "text";
}
