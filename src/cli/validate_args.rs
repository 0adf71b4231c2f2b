//! Options of `vetform validate`.

use super::argument;
use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::examples;
use super::formats::{Format, FormatArgs};

#[derive(Debug, Args)]
#[command(after_help = examples::VALIDATE)]
pub(super) struct ValidateArgs {
    /// Report problems only in these files or folders; `-` checks a manifest from stdin [default: every manifest]
    #[arg(value_name = "FILE", value_parser = argument::path)]
    pub files: Vec<Utf8PathBuf>,
    /// With `-`: check stdin in place of this file, for editors with unsaved changes
    #[arg(long, value_name = "FILE", requires = "files", value_parser = argument::path)]
    pub stdin_filename: Option<Utf8PathBuf>,
    /// Write every safe fix into the manifests, comments kept, and report what is left
    #[arg(long)]
    pub fix: bool,
    /// With `--fix`: show the changes as `diff -u` does, and write nothing
    #[arg(long, requires = "fix", conflicts_with_all = ["formats", "output"])]
    pub diff: bool,
    #[command(flatten)]
    pub formats: FormatArgs<ValidateFormat>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ValidateFormat {
    Text,
    Json,
    /// Workflow commands: GitHub shows each problem on its line
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit: a test case for each file
    Junit,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

impl Format for ValidateFormat {
    const DEFAULT: &'static str = "text";
}
