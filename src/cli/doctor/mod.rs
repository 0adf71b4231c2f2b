//! `vetform doctor`: everything that a plan and an apply lean on, checked one by one. A check that fails stops no other.

mod check;
mod doubts;
mod keys;
mod live;
mod project;
mod state;

use clap::{Args, ValueEnum};
use futures_util::future::join_all;

use super::examples;
use super::exit::Exit;
use super::failure::CommandResult;
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
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum DoctorFormat {
    Text,
    Json,
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
    let render = |one: &Wanted<DoctorFormat>| match one.format {
        DoctorFormat::Text => {
            let paint = one
                .file
                .as_ref()
                .map_or(output.result, |_| Paint::new(false));
            Ok(Rendered::text(checkup.text(paint)))
        }
        DoctorFormat::Json => Rendered::json(&checkup.document()),
    };
    if let Some(root) = &root {
        write_each(&wanted, args.formats.files(root), output, render)?;
    } else if let Some(one) = on_stdout(&wanted) {
        deliver(&render(one)?, output);
    }
    Ok(match checkup.worst() {
        None => Exit::Done,
        Some(Fault::Outside) => Exit::Failed,
        Some(Fault::Written) => Exit::Invalid,
    })
}

async fn examine(root: &ProjectRoot, global: &Global, output: Output, checkup: &mut Checkup) {
    let mut loaded = manifest::load_and_lint(root, global.workspace.as_deref());
    let Some(project) = &loaded.project else {
        project::configuration_is_wrong(&loaded, checkup);
        return;
    };
    let workspace = &project.workspace.clone();
    checkup.workspace = Some(workspace.name.clone());
    project::configuration(root, workspace, &loaded, checkup);
    project::manifests(&loaded, checkup);
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
        if let Some(key) = keys::check(root, (system, settings), &mut own) {
            let known = (loaded, &companies);
            live::check(workspace, (system, settings), key, known, output, &mut own).await;
        }
        own
    });
    for own in join_all(checks).await {
        checkup.take(own);
    }
}
