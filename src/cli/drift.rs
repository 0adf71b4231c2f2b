//! `vetform drift`: only what was changed outside the manifests. Holds a client that has no way to write.

use clap::Args;

use super::examples;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::{InEach, ShardArgs, Stage, Turn};
use super::formats::{FormatArgs, Wanted};
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_all};
use super::plan::{PlanFormat, Planned};
use super::planning::{configuration_warnings, locate, read_and_plan};
use super::prefetch::HeadStart;
use super::review::{self, Marks};
use super::selection::SelectionArgs;
use crate::diagnostic::Code;
use crate::plan::{Blocked, Drift, Plan, drift};
use crate::render::annotations::{Level, Suite, of_problems};
use crate::render::{
    DriftPage, DriftText, Paint, PlanDocument, Provenance, drift_html, drift_json, drift_line,
    drift_markdown, drift_text, no_drift, of_drift, plan_json,
};

#[derive(Debug, Args)]
#[command(after_help = examples::DRIFT)]
pub(super) struct DriftArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Exit with 2 if anything was changed outside the manifests
    #[arg(long)]
    pub detailed_exitcode: bool,
}

pub(super) async fn run(global: &Global, args: &DriftArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let files = args.formats.files(&root);
    let drifted = drifted(global, args, output).await?;
    write_all(&wanted, files, &drifted.results(&wanted, output)?, output)?;
    Ok(exit(&drifted.planned.plan, args))
}

impl InEach for DriftArgs {
    type Format = PlanFormat;

    const COMMAND: &'static str = "drift";
    const RESULT: &'static str = "plan";

    fn formats(&self) -> &FormatArgs<PlanFormat> {
        &self.formats
    }

    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, PlanFormat>,
    ) -> Result<Turn, CommandFailure> {
        let Stage { wanted, output, .. } = stage;
        let drifted = drifted(global, self, output).await?;
        let planned = &drifted.planned;
        Ok(Turn {
            results: drifted.results(wanted, output)?,
            line: drift_line(&drifted.drift),
            is_quiet: planned.is_quiet(),
            is_remembered: false,
            exit: exit(&planned.plan, self),
            failure: None,
        })
    }
}

/// What was changed outside the manifests.
struct Drifted {
    /// Of the plan only that: what apply would do about it.
    planned: Planned,
    /// What was done there.
    drift: Drift,
}

async fn drifted(
    global: &Global,
    args: &DriftArgs,
    output: Output,
) -> Result<Drifted, CommandFailure> {
    let (session, head_start) = HeadStart::open_for(&args.selection, global, output)?;
    let (recorded, systems) = head_start.connect(&session, output).await?;
    let made = read_and_plan(&session, &systems.readers(), &recorded, output).await;
    systems.close().await;
    let (plan, live) = made?;
    let plan = plan.only_drift();
    let drift = drift(&plan, &session.desired, &live, &recorded);
    Ok(Drifted {
        planned: Planned {
            session,
            recorded,
            plan,
            provenance: Provenance::NONE,
            effects: None,
        },
        drift,
    })
}

impl Drifted {
    fn results(
        &self,
        wanted: &[Wanted<PlanFormat>],
        output: Output,
    ) -> Result<Vec<Rendered>, CommandFailure> {
        wanted
            .iter()
            .map(|one| self.rendered(one, output))
            .collect()
    }

    fn rendered(
        &self,
        wanted: &Wanted<PlanFormat>,
        output: Output,
    ) -> Result<Rendered, CommandFailure> {
        let to_file = wanted.file.is_some();
        let Planned { session, plan, .. } = &self.planned;
        let page = DriftPage {
            workspace: &session.workspace.name,
            plan,
            drift: &self.drift,
            locate: &locate(session),
            home: &|address| review::home(session, address),
        };
        match wanted.format {
            PlanFormat::Text if page.is_empty() => {
                Ok(Rendered::text(no_drift(page.workspace) + "\n"))
            }
            PlanFormat::Text => {
                let paint = if to_file {
                    Paint::new(false)
                } else {
                    output.result
                };
                let width = output.width;
                Ok(Rendered::text(drift_text(page, DriftText { width, paint })))
            }
            PlanFormat::Json => {
                let digest = &session.desired.digest;
                let document = PlanDocument {
                    drift: Some(drift_json(page)),
                    ..plan_json(plan, page.workspace, digest, page.locate)
                };
                Rendered::json(&document)
            }
            PlanFormat::Markdown => Ok(Rendered::document(drift_markdown(page))),
            PlanFormat::Html => Ok(Rendered::document(drift_html(page))),
            PlanFormat::Github => self.marked(page, Marks::Github),
            PlanFormat::Gitlab => self.marked(page, Marks::Gitlab),
            PlanFormat::Junit => self.marked(page, Marks::Junit),
            PlanFormat::Sarif => self.marked(page, Marks::Sarif),
        }
    }

    fn marked(&self, page: DriftPage<'_>, marks: Marks) -> Result<Rendered, CommandFailure> {
        let Planned { session, plan, .. } = &self.planned;
        let configuration = configuration_warnings(&session.loaded.problems);
        let mut annotations = of_problems(configuration);
        annotations.extend(of_drift(page));
        let suite = Suite {
            command: "drift",
            subjects: review::resources(session, plan),
            // Whatever has drifted fails.
            fails_at: Level::Warning,
            folder: &review::folder(&session.root),
        };
        review::marked(marks, &annotations, &suite)
    }
}

fn exit(drift: &Plan, args: &DriftArgs) -> Exit {
    let is_other = |blocked: &Blocked| blocked.code == Code::OtherCompany;
    if drift.blocked.iter().any(is_other) {
        return Exit::Blocked;
    }
    match (drift.has_drift(), args.detailed_exitcode) {
        (true, true) => Exit::Pending,
        _ => Exit::Done,
    }
}
