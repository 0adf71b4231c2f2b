//! `vetform init --adopt`: a project of what is live already. One step after the other, each of them a command that somebody could
//! run alone; what is there stays, so that whoever was stopped at one runs it again.

use std::collections::BTreeMap;

use camino::Utf8Path;
use clap::Parser as _;

use super::files::{NewFile, config_of_live, ignored, workflow_of};
use super::{create, ignore};
use crate::cli::command::{Cli, Command};
use crate::cli::exit::Exit;
use crate::cli::failure::{CommandFailure, CommandResult};
use crate::cli::global::Global;
use crate::cli::output::Output;
use crate::cli::planning::make_plan;
use crate::cli::session::{Session, recall};
use crate::cli::systems::Systems;
use crate::environment;
use crate::manifest::{CONFIG_FILE, Credential, StateLocation};
use crate::model::{Kind, System, counted};
use crate::plan::Plan;
use crate::render::one_line;

/// What the workspace of a new configuration is called.
const WORKSPACE: &str = "production";

/// Where the key of a system is looked for.
fn variable(system: System) -> String {
    format!("{}_API_KEY", system.as_str().to_uppercase())
}

/// Those that are named; else those whose keys are there.
fn systems_to_adopt(named: &[System]) -> Result<Vec<System>, CommandFailure> {
    let has_key = |system: &System| environment::text(&variable(*system)).is_some();
    let found: Vec<System> = match named {
        [] => System::ALL.into_iter().filter(has_key).collect(),
        named => named.to_vec(),
    };
    if !found.is_empty() {
        return Ok(found);
    }
    let variables = System::ALL.map(variable).join(", ");
    Err(CommandFailure::new(
        Exit::Invalid,
        format!("no system to adopt from: none of {variables} is set"),
    )
    .with_hint("nothing was written; set the key of a system, or name the system: `vetform init --adopt taptalent`"))
}

struct Adoption<'a> {
    folder: &'a Utf8Path,
    global: Global,
    /// As it is written on a command line.
    again: String,
    output: Output,
}

/// Everything from the configuration to the workflow.
pub(super) async fn run(
    global: &Global,
    folder: &Utf8Path,
    named: &[System],
    output: Output,
) -> CommandResult {
    let is_configured = folder.join(CONFIG_FILE).symlink_metadata().is_ok();
    let place = match folder.as_str() {
        "." => String::new(),
        folder => format!(" -C {folder}"),
    };
    let mut adoption = Adoption {
        folder,
        global: Global {
            project: Some(folder.to_owned()),
            ..global.clone()
        },
        again: place,
        output,
    };
    if is_configured {
        output.say(&format!(
            "{CONFIG_FILE} is there already, and stays as it is"
        ));
    } else {
        let systems = systems_to_adopt(named)?;
        adoption.write(&config_of_live(&systems, WORKSPACE, &variable))?;
        if adoption.global.workspaces.is_empty() {
            adoption.global.workspaces = vec![WORKSPACE.to_owned()];
        }
    }
    ignored_too(&adoption)?;
    adoption.doctor().await?;
    let pulled = adoption.pull(named).await?;
    let (session, plan) = adoption.plan().await?;
    adoption.write(&workflow_of(&session.workspace.name, &variables(&session)))?;
    Ok(adoption.sum_up(&session, &plan, pulled))
}

fn ignored_too(adoption: &Adoption<'_>) -> Result<(), CommandFailure> {
    let file = ignored();
    let path = adoption.folder.join(&file.path);
    if path.symlink_metadata().is_ok_and(|there| there.is_file()) {
        ignore::extend(&path, &file.text)
    } else {
        adoption.write(&file)
    }
}

/// The variables that hold the keys of a workspace, as far as they are variables.
fn variables(session: &Session) -> Vec<String> {
    let systems = System::ALL.into_iter();
    let settings = systems.filter_map(|system| session.workspace.settings(system));
    let named = settings.filter_map(|settings| match &settings.api_key {
        Credential::Env(name) => Some(name.clone()),
        _ => None,
    });
    named.collect()
}

impl Adoption<'_> {
    /// A file that is not there yet; one that is there is said, and stays.
    fn write(&self, file: &NewFile) -> Result<(), CommandFailure> {
        let path = self.folder.join(&file.path);
        let shown = one_line(path.as_str()).into_owned();
        if path.symlink_metadata().is_ok() {
            self.output
                .say(&format!("{shown} is there already, and stays as it is"));
            return Ok(());
        }
        create(&path, &file.text).map_err(|error| {
            CommandFailure::of_file(Exit::Failed, format!("cannot write {path}"), &error)
        })?;
        self.output.result(&format!("{shown}\n"));
        Ok(())
    }

    /// What a step ended with, told as that step's.
    fn stopped(&self, step: &str, written: &str, failure: CommandFailure) -> CommandFailure {
        let again = format!(
            "stopped at {step}; {written}. Fix that, and run `vetform{} init --adopt` again: it goes on from there",
            self.again
        );
        if failure.message.is_empty() {
            return CommandFailure::new(failure.exit, again);
        }
        let hint = match &failure.hint {
            Some(hint) => format!("{hint}; {again}"),
            None => again,
        };
        failure.with_hint(hint)
    }

    async fn doctor(&self) -> Result<(), CommandFailure> {
        let written = "the configuration is written, and no manifest";
        let stopped = |failure| self.stopped("step 2 of 5, `doctor`", written, failure);
        let Some(Command::Doctor(args)) = parsed(&["doctor"]) else {
            return Ok(());
        };
        let ended = crate::cli::doctor::run(&self.global, &args, self.output).await;
        match ended.map_err(stopped)? {
            Exit::Done => Ok(()),
            exit => Err(stopped(CommandFailure::said(exit))),
        }
    }

    async fn pull(&self, named: &[System]) -> Result<Exit, CommandFailure> {
        let written = "the configuration is written, and the manifests that are listed above";
        let stopped = |failure| self.stopped("step 3 of 5, `pull --write`", written, failure);
        let mut line = vec!["pull", "--write"];
        line.extend(named.iter().map(|system| system.as_str()));
        let Some(Command::Pull(args)) = parsed(&line) else {
            return Ok(Exit::Done);
        };
        let pulled = crate::cli::pull::run(&self.global, &args, self.output).await;
        pulled.map_err(stopped)
    }

    async fn plan(&self) -> Result<(Session, Plan), CommandFailure> {
        let written = "the configuration and the manifests are written";
        let planned = async {
            let session = Session::open_to_fill(&self.global, self.output)?;
            let state = session.state()?;
            let recorded = recall(&state, &session.workspace, self.output).await?;
            let systems = Systems::connect(&session, &recorded, self.output, None).await?;
            let plan = make_plan(&session, &systems.readers(), &recorded, self.output).await;
            systems.close().await;
            Ok((session, plan?))
        };
        let planned: Result<_, CommandFailure> = planned.await;
        planned.map_err(|failure| self.stopped("step 4 of 5, `plan`", written, failure))
    }

    /// What there is now, whether anything is left, and what comes next: a line each.
    fn sum_up(&self, session: &Session, plan: &Plan, pulled: Exit) -> Exit {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for address in session.desired.addresses() {
            *kinds.entry(address.kind()).or_default() += 1;
        }
        let each = kinds.iter().map(|(kind, number)| {
            format!(
                "{} {}",
                kind.system().title(),
                counted(*number, &kind.noun())
            )
        });
        let all = each.collect::<Vec<_>>().join(", ");
        let all = if all.is_empty() {
            "nothing is live yet".to_owned()
        } else {
            all
        };
        let name = &session.workspace.name;
        self.output
            .say(&format!("adopted in workspace {name}: {all}"));
        let pending = plan
            .changes
            .iter()
            .filter(|change| change.is_pending())
            .count();
        let is_empty = pending == 0 && plan.blocked.is_empty();
        self.output.say(&match (is_empty, pulled) {
            (true, Exit::Done) => "the plan is empty: the manifests say what is live".to_owned(),
            (true, _) => {
                "the plan is empty; what pull could not write down is said above".to_owned()
            }
            (false, _) => format!(
                "the plan is not empty: {} pending, {} blocked; `vetform{} plan` says why",
                pending,
                plan.blocked.len(),
                self.again
            ),
        });
        self.output.say(&format!(
            "next: commit the files{}, and add {} to the secrets of the workflow",
            match session.workspace.state {
                StateLocation::Local(_) => ", the state among them",
                StateLocation::Remote(_) => "",
            },
            match variables(session)[..] {
                [] => "the keys".to_owned(),
                ref names => names.join(", "),
            }
        ));
        match (is_empty, pulled) {
            (true, exit) => exit,
            (false, _) if !plan.blocked.is_empty() => Exit::Blocked,
            (false, _) => Exit::Failed,
        }
    }
}

/// The options that a command has where nobody gives any.
fn parsed(line: &[&str]) -> Option<Command> {
    let cli = Cli::try_parse_from(std::iter::once("vetform").chain(line.iter().copied()));
    cli.ok().map(|cli| cli.command)
}
