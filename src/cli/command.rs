//! The command line: every command by name. The options of a command are in the command's file.

use clap::{Parser, Subcommand};

use super::apply_args::ApplyArgs;
use super::doctor::DoctorArgs;
use super::drift::DriftArgs;
use super::embedded::SandboxArgs;
use super::examples;
use super::explain::ExplainArgs;
use super::fleet::ShardArgs;
use super::generate::GenerateArgs;
use super::global::Global;
use super::graph::GraphArgs;
use super::history::HistoryArgs;
use super::init::InitArgs;
use super::listen::ListenArgs;
use super::manual;
use super::packaging::{CompletionsArgs, ManArgs};
use super::people::PeopleCommand;
use super::plan::PlanArgs;
use super::pull::PullArgs;
use super::rehearse::RehearseArgs;
use super::results::ResultsArgs;
use super::schema::SchemaArgs;
use super::state::StateCommand;
use super::validate_args::ValidateArgs;
use super::workspaces::WorkspacesArgs;
use crate::version;

/// Hiring assessments as code: plan and apply interviews from YAML manifests.
#[derive(Debug, Parser)]
#[command(name = "vetform", version = version::FULL, about, max_term_width = 100, after_help = manual::after_help())]
pub(super) struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Create a project: configuration, a commented example of each kind, a CI workflow
    Init(InitArgs),
    /// Check every manifest, offline: in each workspace, or in the one that `-w` names
    #[command(visible_aliases = ["check", "lint"])]
    Validate(ValidateArgs),
    /// Show what would change
    #[command(visible_alias = "diff")]
    Plan(PlanArgs),
    /// Make the changes shown in the plan
    Apply(ApplyArgs),
    /// Apply a plan to a copy of what is live, where nobody is mailed, and report what would go wrong
    Rehearse(RehearseArgs),
    /// Show the people in an assessment, flow, set, project or roster, with progress and scores
    Results(ResultsArgs),
    /// Show what was changed outside the manifests
    Drift(DriftArgs),
    /// Show who changed what, when, and from which pull request, and check that nobody has edited the record
    History(HistoryArgs),
    /// Copy live changes and objects into the manifests
    #[command(visible_alias = "import")]
    Pull(PullArgs),
    /// Inspect and repair the state
    #[command(subcommand)]
    State(StateCommand),
    /// Find and forget people
    #[command(subcommand)]
    People(PeopleCommand),
    /// Print a JSON Schema
    Schema(SchemaArgs),
    /// Serve the embedded systems over HTTP until interrupted
    Sandbox(SandboxArgs),
    /// Check configuration, keys, systems, state and manifests, with a fix for each problem
    Doctor(DoctorArgs),
    /// Have the system generate questions and write them into the manifest
    Generate(GenerateArgs),
    /// Draw flows, their steps and shared questions
    Graph(GraphArgs),
    /// List the workspaces, also as the matrix of a CI job
    Workspaces(WorkspacesArgs),
    /// Answer an editor over stdin and stdout: the Language Server Protocol, offline, without writing anything
    #[cfg(feature = "lsp")]
    #[command(after_help = examples::LSP)]
    Lsp,
    /// Explain a message code: what it means, why, and what to do
    Explain(ExplainArgs),
    /// Receive the systems' webhooks and print each event as a JSON line, until interrupted
    Listen(ListenArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print a page of the manual, or write all of them
    Man(ManArgs),
    /// Print the version
    #[command(after_help = examples::VERSION)]
    Version,
}

impl Command {
    /// Of a command that can be run in many workspaces at once.
    pub(super) const fn shard(&self) -> Option<&ShardArgs> {
        match self {
            Self::Plan(args) => Some(&args.shard),
            Self::Apply(args) => Some(&args.shard),
            Self::Drift(args) => Some(&args.shard),
            Self::Doctor(args) => Some(&args.shard),
            Self::Pull(args) => Some(&args.shard),
            _ => None,
        }
    }

    /// Whether it is about no workspace, or about as many as are named.
    pub(super) const fn is_about_all(&self) -> bool {
        match self {
            Self::Validate(_)
            | Self::Init(_)
            | Self::Schema(_)
            | Self::Sandbox(_)
            | Self::Explain(_)
            | Self::Listen(_)
            | Self::Completions(_)
            | Self::Man(_)
            | Self::Version
            | Self::Workspaces(_) => true,
            #[cfg(feature = "lsp")]
            Self::Lsp => true,
            Self::Plan(_)
            | Self::Apply(_)
            | Self::Rehearse(_)
            | Self::Results(_)
            | Self::Drift(_)
            | Self::History(_)
            | Self::Pull(_)
            | Self::State(_)
            | Self::People(_)
            | Self::Doctor(_)
            | Self::Generate(_)
            | Self::Graph(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
