//! Options that every command has. Knows no command.

use super::argument;
use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

/// Where the help of every command shows them.
const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Debug, Default, Args)]
pub(super) struct Global {
    /// Folder with vetform.yaml [default: the nearest one, searching upwards]
    #[arg(short = 'C', long = "project", value_name = "DIR", global = true, help_heading = GLOBAL, value_parser = argument::path)]
    pub project: Option<Utf8PathBuf>,
    /// Workspace from vetform.yaml [default: its defaultWorkspace]
    #[arg(
        short,
        long,
        value_name = "NAME",
        env = "VETFORM_WORKSPACE",
        hide_env_values = true,
        global = true,
        help_heading = GLOBAL
    )]
    pub workspace: Option<String>,
    /// Take vetform.yaml from this file or git revision, and only manifests from the folder. A file name ends in .yaml or
    /// starts with ./, ../ or /
    #[arg(long, value_name = "FILE|REF", global = true, help_heading = GLOBAL)]
    pub config_from: Option<String>,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true, help_heading = GLOBAL)]
    pub color: ColorChoice,
    /// Print only results and errors
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub quiet: bool,
    /// Also print every call; twice: every attempt
    #[arg(short, long, action = clap::ArgAction::Count, global = true, help_heading = GLOBAL)]
    pub verbose: u8,
}

#[derive(Debug, Default, Clone, Copy, ValueEnum)]
pub(super) enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}
