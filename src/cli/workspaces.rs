//! `vetform workspaces`: which workspaces there are, for people and for the matrix of a CI. Reads the configuration only.

use clap::{Args, ValueEnum};
use serde_json::json;

use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::{Shard, ShardArgs, chosen};
use super::formats::{Format, FormatArgs};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use crate::manifest::Workspace;
use crate::render::{workspaces_json, workspaces_text};

#[derive(Debug, Args)]
#[command(after_help = examples::WORKSPACES)]
pub(super) struct WorkspacesArgs {
    #[command(flatten)]
    pub formats: FormatArgs<WorkspacesFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    /// With `--format github-matrix`: this many jobs, each with its part, instead of one for each workspace
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=256), conflicts_with = "named")]
    pub shards: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum WorkspacesFormat {
    Text,
    Json,
    /// One line for `strategy.matrix` of a GitHub workflow: `{"workspace":[…]}`, or `{"shard":[…]}` with `--shards`
    GithubMatrix,
}

impl Format for WorkspacesFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) fn run(global: &Global, args: &WorkspacesArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let is_matrix = |one: &WorkspacesFormat| *one == WorkspacesFormat::GithubMatrix;
    if args.shards.is_some() && !wanted.iter().any(|one| is_matrix(&one.format)) {
        let message = "`--shards` is for `--format github-matrix`";
        let failure = CommandFailure::new(Exit::Invalid, message);
        return Err(failure.with_hint("`--shard K/N` lists the workspaces of one part"));
    }
    // Who lists the parts means all of them, whichever is this job's.
    let shard = match args.shards {
        Some(_) => None,
        None => args.shard.shard()?,
    };
    let workspaces = chosen(&root, global, shard, output)?;
    let document = workspaces_json(root.as_path(), &workspaces);
    write_each(
        &wanted,
        args.formats.files(&root),
        output,
        |one| match one.format {
            WorkspacesFormat::Text => Ok(Rendered::text(workspaces_text(&document))),
            WorkspacesFormat::Json => Rendered::json(&document),
            WorkspacesFormat::GithubMatrix => {
                Ok(Rendered::json_text(matrix(&workspaces, args.shards)))
            }
        },
    )?;
    Ok(Exit::Done)
}

/// A job for each workspace, or for each part that has any.
fn matrix(workspaces: &[Workspace], shards: Option<u32>) -> String {
    let names: Vec<&str> = workspaces
        .iter()
        .map(|workspace| &*workspace.name)
        .collect();
    let Some(of) = shards else {
        return format!("{}\n", json!({ "workspace": names }));
    };
    let has_any = |shard: &Shard| names.iter().any(|name| shard.contains(name));
    let shards: Vec<String> = Shard::all(of)
        .filter(has_any)
        .map(|shard| shard.to_string())
        .collect();
    format!("{}\n", json!({ "shard": shards }))
}
