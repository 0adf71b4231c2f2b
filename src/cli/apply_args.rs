//! Options of `vetform apply`.

use super::argument;
use super::selection::SelectionArgs;
use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

use super::argument::LockArgs;
use super::examples;
use super::failure::CommandFailure;
use super::fleet::{ClaimArgs, ShardArgs};
use super::formats::{Format, FormatArgs, OtherFile, Wanted};
use super::result_file::Sort;

#[derive(Debug, Args)]
#[command(after_help = examples::APPLY)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct ApplyArgs {
    /// Plan saved by `vetform plan --out`, or `-` for stdin: make exactly its calls, without asking
    #[arg(value_name = "PLANFILE", conflicts_with_all = ["targets", "excludes", "labels"], value_parser = argument::path)]
    pub plan_file: Option<Utf8PathBuf>,
    /// Do not ask for confirmation
    #[arg(long, visible_alias = "yes")]
    pub auto_approve: bool,
    /// Also send changes that mail people; without it they are held
    #[arg(long)]
    pub send_invites: bool,
    /// Also overwrite what was edited here and changed in the web app; without it nothing is sent
    #[arg(long)]
    pub overwrite_conflicts: bool,
    /// In CI: mail people, and share with `--claim`, even though the state is a local file, whose lock other jobs do not see
    #[arg(long)]
    pub allow_local_state: bool,
    /// Show full e-mail addresses, only on a terminal
    #[arg(long)]
    pub show_candidates: bool,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub formats: FormatArgs<ApplyFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    #[command(flatten)]
    pub claim: ClaimArgs,
    /// Write the report as JSON to this file, like `--format json=FILE`. If FILE is `-`, text goes to stderr
    #[arg(long, value_name = "FILE", value_parser = argument::path)]
    pub report: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub lock: LockArgs,
}

impl ApplyArgs {
    /// What is to be written, and where. `--report FILE` is one more `--format json=FILE`.
    pub(super) fn wanted(&self) -> Result<Vec<Wanted<ApplyFormat>>, CommandFailure> {
        let report = self.report.as_deref().filter(|file| *file != "-");
        let other = report.map(|file| OtherFile {
            option: "--report",
            file,
        });
        let mut wanted = self.formats.wanted(other)?;
        let Some(file) = &self.report else {
            return Ok(wanted);
        };
        let report = Wanted::new(ApplyFormat::Json, Some(file.clone()));
        if report.file.is_none() {
            // What people read then goes to stderr.
            wanted.retain(|one| one.format != ApplyFormat::Text || one.file.is_some());
            let mut on_stdout = wanted.iter().filter(|one| one.file.is_none());
            if let Some(other) = on_stdout.next() {
                return Err(Wanted::both_on_stdout(other, &report));
            }
        }
        wanted.push(report);
        Ok(wanted)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ApplyFormat {
    Text,
    /// The report, as written by `--report`
    Json,
    /// For a job summary or a comment
    Markdown,
    /// Workflow commands: GitHub shows failures and warnings on the manifests
    Github,
}

impl Format for ApplyFormat {
    const DEFAULT: &'static str = "text";

    fn sort(self) -> Sort {
        match self {
            Self::Json => Sort::Report,
            Self::Text | Self::Markdown | Self::Github => Sort::Review,
        }
    }
}
