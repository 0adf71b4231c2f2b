//! The command line.

use std::time::Duration;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::apply_report::ApplyFormat;
use super::doctor::DoctorArgs;
use super::examples;
use super::explain::ExplainArgs;
use super::formats::{ErrorForm, Format, FormatArgs, OtherFile};
use super::graph::GraphArgs;
use super::init::InitArgs;
use super::listen::ListenArgs;
use super::packaging::{CompletionsArgs, ManArgs};
use super::results::ResultsArgs;
use super::state::{ListArgs, ShowArgs};
use crate::diagnostic::nearest;
use crate::model::{Address, Kind, ParseAddressError};
use crate::pull::Asked;
use crate::state::Part;

/// Hiring assessments as code: plan and apply interviews from YAML manifests.
#[derive(Debug, Parser)]
#[command(name = "vetform", version, about, max_term_width = 100, after_help = EXIT_CODES)]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  an operation failed: network, key, an apply that did not finish
  2  with --detailed-exitcode: changes are pending
  3  a manifest, the configuration or the command line is wrong
  4  blocked: the plan holds something that the system cannot do, or a guard refuses
  5  the saved plan no longer fits what is live
  6  the state is locked by another run

Environment (a variable that is set but empty counts as unset):
  VETFORM_WORKSPACE         the workspace, where -w names none
  NO_COLOR, CLICOLOR_FORCE  no colour, or colour also where there is no terminal
  CI                        in a job: a state in a local file is a warning, and mail is held
  AWS_*, AZURE_*, GOOGLE_*  access to a state in a bucket
  HTTPS_PROXY, NO_PROXY     the way to the systems

Keys are taken from the variables, files or programs that vetform.yaml names.";

/// Where the help of every command shows them.
const GLOBAL: &str = "Global options";

/// Options of every command.
#[derive(Debug, Default, Args)]
pub(super) struct Global {
    /// Folder with vetform.yaml [default: the nearest one upward]
    #[arg(short = 'C', long = "project", value_name = "DIR", global = true, help_heading = GLOBAL)]
    pub project: Option<Utf8PathBuf>,
    /// Workspace of vetform.yaml [default: its defaultWorkspace]
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
    /// Take vetform.yaml from this file or git revision; the folder gives manifests only. A file's name ends in .yaml or
    /// begins with ./, ../ or /
    #[arg(long, value_name = "FILE|REF", global = true, help_heading = GLOBAL)]
    pub config_from: Option<String>,
    /// When to colour
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true, help_heading = GLOBAL)]
    pub color: ColorChoice,
    /// Print only results and errors
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub quiet: bool,
    /// Also tell every call; twice: every try
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

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start a project: configuration, a commented example of each kind, a CI workflow
    Init(InitArgs),
    /// Check every manifest, without any system
    #[command(visible_aliases = ["check", "lint"])]
    Validate(ValidateArgs),
    /// Show what would change
    #[command(visible_alias = "diff")]
    Plan(PlanArgs),
    /// Make the changes that the plan shows
    Apply(ApplyArgs),
    /// Show who is in an assessment, flow, set, project or roster, how far, and with which score
    Results(ResultsArgs),
    /// Show what was changed outside the manifests
    Drift(DriftArgs),
    /// Take what is live into the manifests
    #[command(visible_alias = "import")]
    Pull(PullArgs),
    /// Look at what was applied last, and repair it
    #[command(subcommand)]
    State(StateCommand),
    /// Print a JSON Schema
    Schema(SchemaArgs),
    /// Serve the embedded systems over HTTP until interrupted
    Sandbox(SandboxArgs),
    /// Check configuration, keys, systems, state and manifests: a line each, with the fix
    Doctor(DoctorArgs),
    /// Ask the system for questions, wait, and write them into the manifest
    Generate(GenerateArgs),
    /// Draw flows, their steps, and shared questions
    Graph(GraphArgs),
    /// Say what a code of a message means, why it is so, and what to do
    Explain(ExplainArgs),
    /// Receive the systems' webhooks and print one JSON line an event, until interrupted
    Listen(ListenArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// Print the version
    #[command(after_help = examples::VERSION)]
    Version,
}

#[derive(Debug, Args)]
#[command(after_help = examples::VALIDATE)]
pub(super) struct ValidateArgs {
    /// Report the problems of these files or folders only; `-` checks a manifest from stdin [default: every manifest]
    #[arg(value_name = "FILE")]
    pub files: Vec<Utf8PathBuf>,
    /// With `-`: check stdin in the place of this file of the project, as an editor has it open
    #[arg(long, value_name = "FILE", requires = "files")]
    pub stdin_filename: Option<Utf8PathBuf>,
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

    fn of_error(self) -> Option<ErrorForm> {
        match self {
            Self::Text => Some(ErrorForm::Text),
            Self::Json => Some(ErrorForm::Json),
            Self::Github => Some(ErrorForm::Github),
            Self::Gitlab => Some(ErrorForm::Gitlab),
            Self::Junit => Some(ErrorForm::Junit),
            Self::Sarif => Some(ErrorForm::Sarif),
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = examples::PLAN)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    /// Save the plan to this file, for `vetform apply FILE`
    #[arg(long, value_name = "PLANFILE")]
    pub out: Option<Utf8PathBuf>,
    /// Plan only this resource and what it needs; repeat for several
    #[arg(long = "target", value_name = "ADDRESS", value_parser = address)]
    pub targets: Vec<Address>,
    /// Exit with 2 if changes are pending, or somebody has to say whether a person was invited
    #[arg(long)]
    pub detailed_exitcode: bool,
    /// Show people's addresses in clear, on a terminal only
    #[arg(long)]
    pub show_candidates: bool,
}

impl PlanArgs {
    /// Where the plan itself is saved.
    pub(super) fn plan_file(&self) -> Option<OtherFile<'_>> {
        let file = self.out.as_deref()?;
        let option = "--out";
        Some(OtherFile { option, file })
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum PlanFormat {
    Text,
    Json,
    /// For a comment under a pull request: 65,536 characters at most
    Markdown,
    /// One file for a browser, with everything
    Html,
    /// Workflow commands: GitHub shows what is blocked, and warnings, on their manifest lines
    Github,
    /// The same as GitLab's Code Quality report
    Gitlab,
    /// JUnit: a test case for each resource
    Junit,
    /// The same as SARIF 2.1.0, for code scanning
    Sarif,
}

impl Format for PlanFormat {
    const DEFAULT: &'static str = "text";

    fn of_error(self) -> Option<ErrorForm> {
        match self {
            Self::Text => Some(ErrorForm::Text),
            Self::Json => Some(ErrorForm::Json),
            Self::Markdown => Some(ErrorForm::Markdown),
            Self::Html => Some(ErrorForm::Html),
            Self::Github => Some(ErrorForm::Github),
            Self::Gitlab => Some(ErrorForm::Gitlab),
            Self::Junit => Some(ErrorForm::Junit),
            Self::Sarif => Some(ErrorForm::Sarif),
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = examples::APPLY)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct ApplyArgs {
    /// A plan saved by `vetform plan --out`, `-` for stdin: makes these calls and no others, and does not ask
    #[arg(value_name = "PLANFILE", conflicts_with = "targets")]
    pub plan_file: Option<Utf8PathBuf>,
    /// Do not ask
    #[arg(long, visible_alias = "yes")]
    pub auto_approve: bool,
    /// Also send what mails people; without it such changes are held
    #[arg(long)]
    pub send_invites: bool,
    /// In a CI job: mail people although the state is a file, which keeps no two jobs apart
    #[arg(long)]
    pub allow_local_state: bool,
    /// Show people's addresses in clear, on a terminal only
    #[arg(long)]
    pub show_candidates: bool,
    /// Plan only this resource and what it needs; repeat for several
    #[arg(long = "target", value_name = "ADDRESS", value_parser = address)]
    pub targets: Vec<Address>,
    #[command(flatten)]
    pub formats: FormatArgs<ApplyFormat>,
    /// Write the report as JSON to this file: the same as `--format json=FILE`. Text then goes to stderr if FILE is `-`
    #[arg(long, value_name = "FILE")]
    pub report: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub lock: LockArgs,
}

#[derive(Debug, Clone, Copy, Args)]
pub(super) struct ForceArgs {
    /// Overwrite the named files whatever they contain; manifests, configuration and states are never overwritten
    #[arg(long = "force")]
    pub given: bool,
}

#[derive(Debug, Args)]
pub(super) struct LockArgs {
    /// Wait this long for another run to end [default: 90 for a remote state, 0 for a local one]
    #[arg(long = "lock-timeout", value_name = "SECONDS", value_parser = seconds)]
    pub timeout: Option<Duration>,
}

#[derive(Debug, Subcommand)]
#[command(after_help = examples::STATE)]
pub(super) enum StateCommand {
    /// List the resources that the state knows
    List(ListArgs),
    /// Show what the state knows of one resource, or of a part of it
    Show(ShowArgs),
    /// Let another manifest stand for what a resource stands for
    Mv {
        /// The address in the state
        #[arg(value_parser = address)]
        old: Address,
        /// The manifest's address: of the same kind, and not in the state
        #[arg(value_parser = address)]
        new: Address,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Remove a resource from the state; what is live stays as it is
    Rm {
        /// For example taptalent/Flow/engineering-screen
        #[arg(value_parser = address)]
        address: Address,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Say whether a person was invited or something was created, where no system tells
    Settle {
        /// A roster, for example flowmingo/Roster/sales-april; or what a create is in doubt of, for example
        /// taptalent/Assessment/backend or taptalent/Assessment/backend#questions/debug
        #[arg(value_name = "ADDRESS", value_parser = address_or_part)]
        of: (Address, Part),
        /// The name that the message gave, or the person's e-mail address; `all`: everybody in doubt
        person: Option<String>,
        /// The person was invited: nothing is sent again
        #[arg(
            long,
            requires = "person",
            conflicts_with_all = ["not_sent", "id"],
            required_unless_present_any = ["not_sent", "id"]
        )]
        sent: bool,
        /// The person was not invited, or the thing was not created: the next apply does it
        #[arg(long)]
        not_sent: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
        /// The thing was created, and this is its id
        #[arg(long, value_name = "ID", conflicts_with_all = ["not_sent", "person"])]
        id: Option<String>,
        #[command(flatten)]
        lock: LockArgs,
    },
    /// Show who holds the lock, and take it away
    Unlock {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Copy the state to another place
    Migrate(MigrateArgs),
}

#[derive(Debug, Args)]
pub(super) struct MigrateArgs {
    /// Path, or s3://, gs:// or az:// URL as in vetform.yaml
    pub from: String,
    /// Path, or s3://, gs:// or az:// URL as in vetform.yaml
    pub to: String,
    #[command(flatten)]
    pub lock: LockArgs,
}

#[derive(Debug, Args)]
#[command(after_help = examples::SCHEMA)]
pub(super) struct SchemaArgs {
    /// A kind (taptalent.assessment, …), config, plan, report, results, or manifest for all kinds at once
    #[arg(default_value = "manifest")]
    pub name: String,
    /// Write all of them into .vetform/schema of the project instead, where the first lines of manifests lead editors
    /// (with DIR: re-make every generated file of vetform's own repository)
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = "", conflicts_with = "name")]
    pub write: Option<Utf8PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = examples::SANDBOX)]
pub(super) struct SandboxArgs {
    /// TCP port on 127.0.0.1; 0 takes any free one
    #[arg(long, default_value_t = 8787)]
    pub port: u16,
    /// SQLite file to keep the data in [default: in memory]
    #[arg(long, value_name = "FILE")]
    pub store: Option<Utf8PathBuf>,
    /// Milliseconds added to every answer
    #[arg(long, value_name = "MS", default_value = "0", value_parser = milliseconds)]
    pub latency: Duration,
    /// JSON or YAML file that says what goes wrong, and when
    #[arg(long, value_name = "FILE")]
    pub faults: Option<Utf8PathBuf>,
    /// YAML or JSON file that says what is there from the start: interview sets, projects, jobs, issues
    #[arg(long, value_name = "FILE")]
    pub seed: Option<Utf8PathBuf>,
}

/// An address; a slip in the system or the kind finds the nearest.
fn address(text: &str) -> Result<Address, String> {
    text.parse().map_err(|error: ParseAddressError| {
        let near = match &error {
            ParseAddressError::Kind(written) => {
                let known = Kind::ALL.map(|kind| format!("{}/{kind}", kind.system()));
                nearest(written, known.iter().map(String::as_str)).map(str::to_owned)
            }
            ParseAddressError::Shape(_)
            | ParseAddressError::Name(_)
            | ParseAddressError::Part { .. } => None,
        };
        near.map_or_else(
            || error.to_string(),
            |near| format!("{error}; did you mean `{near}`?"),
        )
    })
}

/// An address, or a part of one as the state has it.
pub(super) fn address_or_part(text: &str) -> Result<(Address, Part), String> {
    let (whole, part) = text.split_once('#').unwrap_or((text, ""));
    let whole = address(whole)?;
    let part = part.parse().map_err(|_: ParseAddressError| {
        format!("`{part}` is not part of a resource: write it as questions/NAME, for example {whole}#questions/debugging")
    })?;
    Ok((whole, part))
}

#[derive(Debug, Args)]
#[command(after_help = examples::DRIFT)]
pub(super) struct DriftArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    /// Exit with 2 if anything was changed
    #[arg(long)]
    pub detailed_exitcode: bool,
}

#[derive(Debug, Args)]
#[command(after_help = examples::PULL)]
pub(super) struct PullArgs {
    /// Only these, managed already or not: resources, or whole systems by name. Only their keys are needed
    #[arg(value_name = "ADDRESS")]
    pub addresses: Vec<Asked>,
    /// Write the files, and record in the state what was taken in; without it the difference is shown
    #[arg(long)]
    pub write: bool,
    /// Where manifest and live were both changed since the last apply, take the live value; else the manifest stays
    #[arg(long)]
    pub take_live: bool,
    #[command(flatten)]
    pub lock: LockArgs,
}

#[derive(Debug, Args)]
#[command(after_help = examples::GENERATE)]
pub(super) struct GenerateArgs {
    /// A TapTalent assessment whose manifest has `generate:`, for example taptalent/Assessment/backend-voice
    pub address: Address,
    /// How long to wait for the questions
    #[arg(long = "timeout", value_name = "SECONDS", default_value = "300", value_parser = seconds)]
    pub limit: Duration,
    /// If it is not live, let the system make it, from `jobId` or purpose and role; costs a credit
    #[arg(long)]
    pub auto: bool,
    /// Ask although it may have been asked before; may cost credits twice
    #[arg(long)]
    pub again: bool,
    #[command(flatten)]
    pub lock: LockArgs,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text
        .parse()
        .map_err(|_| "not a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

fn milliseconds(text: &str) -> Result<Duration, String> {
    text.parse()
        .map(Duration::from_millis)
        .map_err(|_| "not a whole number of milliseconds".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
