//! Options that every command has. Knows no command.

use super::argument;
use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use crate::manifest::ProjectRoot;

/// Where the help of every command shows them.
const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Debug, Default, Clone, Args)]
pub(super) struct Global {
    /// Folder with vetform.yaml [default: the nearest one, searching upwards]
    #[arg(short = 'C', long = "project", value_name = "DIR", global = true, help_heading = GLOBAL, value_parser = argument::path)]
    pub project: Option<Utf8PathBuf>,
    /// Workspace from vetform.yaml [default: its defaultWorkspace]; several with a glob, or repeated
    #[arg(
        short,
        long = "workspace",
        value_name = "NAME|GLOB",
        env = "VETFORM_WORKSPACE",
        hide_env_values = true,
        global = true,
        help_heading = GLOBAL
    )]
    pub workspaces: Vec<String>,
    /// Every workspace
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub all_workspaces: bool,
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
    /// The project, where it is known already.
    #[arg(skip)]
    pub root: Option<ProjectRoot>,
}

impl Global {
    /// The name of the one workspace that a run is in, if one is named.
    pub(super) fn workspace(&self) -> Option<&str> {
        self.workspaces.first().map(String::as_str)
    }

    /// Whether the run is in as many workspaces as fit, be it one.
    pub(super) fn names_many(&self) -> bool {
        self.all_workspaces
            || self.workspaces.len() > 1
            || self.workspaces.iter().any(|name| is_glob(name))
    }

    /// The same run in this workspace alone.
    pub(super) fn in_workspace(&self, name: &str, root: &ProjectRoot) -> Self {
        Self {
            root: Some(root.clone()),
            workspaces: vec![name.to_owned()],
            all_workspaces: false,
            ..self.clone()
        }
    }
}

/// Whether it is a pattern: no name holds these.
pub(super) fn is_glob(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

#[derive(Debug, Default, Clone, Copy, ValueEnum)]
pub(super) enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}
