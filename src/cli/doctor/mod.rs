//! `vetform doctor`: everything that a plan and an apply lean on, checked one by one. A check that fails stops no other.

mod check;
mod doubts;
mod keys;
mod live;
mod project;
mod sources;
mod state;

use clap::{Args, ValueEnum};
use futures_util::future::join_all;

use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::{InEach, ShardArgs, Stage, Turn};
use super::formats::{Format, FormatArgs, Wanted, check, on_stdout};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, deliver, write_each};
use super::session::{Session, find_root, state_of};
use crate::manifest::{self, Loaded, ProjectRoot, Workspace};
use crate::model::System;
use crate::render::Paint;
use check::{Checkup, Fault};

#[derive(Debug, Args)]
#[command(after_help = examples::DOCTOR)]
pub(super) struct DoctorArgs {
    #[command(flatten)]
    pub formats: FormatArgs<DoctorFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DoctorFormat {
    Text,
    Json,
    /// Workflow commands: an error for each failed check, a warning for each that warns
    Github,
}

impl Format for DoctorFormat {
    const DEFAULT: &'static str = "text";
}

pub(super) async fn run(global: &Global, args: &DoctorArgs, output: Output) -> CommandResult {
    let wanted = args.formats.wanted(None)?;
    let mut checkup = Checkup::default();
    let root = match find_root(global) {
        Ok(root) => {
            check(&wanted, args.formats.files(&root))?;
            examine(&root, global, output, &mut checkup).await;
            Some(root)
        }
        Err(failure) => {
            checkup.failure("configuration", failure);
            None
        }
    };
    let render = |one: &Wanted<DoctorFormat>| rendered(&checkup, one, output);
    if let Some(root) = &root {
        write_each(&wanted, args.formats.files(root), output, render)?;
    } else if let Some(one) = on_stdout(&wanted) {
        deliver(&render(one)?, output);
    }
    Ok(exit(&checkup))
}

impl InEach for DoctorArgs {
    type Format = DoctorFormat;

    const COMMAND: &'static str = "doctor";
    const RESULT: &'static str = "doctor";

    fn formats(&self) -> &FormatArgs<DoctorFormat> {
        &self.formats
    }

    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, DoctorFormat>,
    ) -> Result<Turn, CommandFailure> {
        let Stage { wanted, output, .. } = stage;
        let mut checkup = Checkup::default();
        examine(&find_root(global)?, global, output, &mut checkup).await;
        let results: Result<Vec<Rendered>, CommandFailure> = wanted
            .iter()
            .map(|one| rendered(&checkup, one, output))
            .collect();
        Ok(Turn {
            results: results?,
            line: checkup.line(),
            is_quiet: checkup.is_quiet(),
            is_remembered: false,
            exit: exit(&checkup),
            failure: None,
        })
    }
}

fn rendered(
    checkup: &Checkup,
    one: &Wanted<DoctorFormat>,
    output: Output,
) -> Result<Rendered, CommandFailure> {
    match one.format {
        DoctorFormat::Text => {
            let to_file = one.file.as_ref();
            let paint = to_file.map_or(output.result, |_| Paint::new(false));
            Ok(Rendered::text(checkup.text(paint)))
        }
        DoctorFormat::Json => Rendered::json(&checkup.document()),
        DoctorFormat::Github => Ok(Rendered::commands(checkup.commands())),
    }
}

fn exit(checkup: &Checkup) -> Exit {
    match checkup.worst() {
        None => Exit::Done,
        Some(Fault::Outside) => Exit::Failed,
        Some(Fault::Written) => Exit::Invalid,
    }
}

async fn examine(root: &ProjectRoot, global: &Global, output: Output, checkup: &mut Checkup) {
    let mut loaded = manifest::load_and_lint(root, global.workspace());
    let Some(project) = &loaded.project else {
        project::configuration_is_wrong(&loaded, checkup);
        return;
    };
    let workspace = &project.workspace.clone();
    checkup.workspace = Some(workspace.name.clone());
    project::configuration(root, workspace, &loaded, checkup);
    project::manifests(&loaded, checkup);
    sources::check(root, &loaded, checkup);
    systems(root, workspace, &loaded, output, checkup).await;
    state::check(root, workspace, checkup).await;
    // What stands in the way of a plan is told above.
    let desired = loaded.desired.take().filter(|_| checkup.worst().is_none());
    if let Some(desired) = desired.filter(|_| workspace.sandbox.is_none()) {
        let session = Session {
            root: root.clone(),
            loaded,
            workspace: workspace.clone(),
            desired,
            selection: None,
        };
        doubts::check(&session, output, checkup).await;
    }
}

/// Each system by itself, side by side: one that does not answer keeps nobody waiting but itself.
async fn systems(
    root: &ProjectRoot,
    workspace: &Workspace,
    loaded: &Loaded,
    output: Output,
    checkup: &mut Checkup,
) {
    if workspace.sandbox.is_some() {
        checkup.fine("systems", "embedded: needs no key and no network");
        return;
    }
    // Why it cannot be read is told in its turn.
    let companies = match state_of(root, workspace) {
        Ok(state) => state.load().await.map(|recorded| recorded.companies),
        Err(_) => Ok(live::Companies::new()),
    };
    let companies = companies.unwrap_or_default();
    let named = System::ALL
        .into_iter()
        .filter_map(|system| Some((system, workspace.settings(system)?)));
    let checks = named.map(async |(system, settings)| {
        let mut own = Checkup::default();
        if let Some(key) = keys::check(root, workspace, (system, settings), &mut own) {
            let known = (loaded, &companies);
            live::check(workspace, (system, settings), key, known, output, &mut own).await;
        }
        own
    });
    for own in join_all(checks).await {
        checkup.take(own);
    }
}
