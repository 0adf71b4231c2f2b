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
use super::plan::{PlanFormat, Planned, Wish};
use super::planning::make_plan;
use super::prefetch::HeadStart;
use super::provenance::ContextArgs;
use super::selection::SelectionArgs;
use crate::diagnostic::Code;
use crate::plan::{Blocked, Plan};
use crate::render::{Occasion, one_line};

#[derive(Debug, Args)]
#[command(after_help = examples::DRIFT)]
pub(super) struct DriftArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    #[command(flatten)]
    pub shard: ShardArgs,
    #[command(flatten)]
    pub selection: SelectionArgs,
    #[command(flatten)]
    pub context: ContextArgs,
    /// Exit with 2 if anything was changed outside the manifests
    #[arg(long)]
    pub detailed_exitcode: bool,
}

pub(super) async fn run(global: &Global, args: &DriftArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let files = args.formats.files(&root);
    let drift = drift(global, args, output).await?;
    write_all(&wanted, files, &results(&drift, &wanted, output)?, output)?;
    Ok(exit(&drift.plan, args))
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
        let drift = drift(global, self, output).await?;
        Ok(Turn {
            results: results(&drift, wanted, output)?,
            line: drift.line(Occasion::Drift),
            is_quiet: drift.is_quiet(),
            is_remembered: false,
            exit: exit(&drift.plan, self),
            failure: None,
        })
    }
}

/// Of the plan, what was changed outside the manifests.
async fn drift(
    global: &Global,
    args: &DriftArgs,
    output: Output,
) -> Result<Planned, CommandFailure> {
    let (session, head_start) = HeadStart::open_for(&args.selection, global, output)?;
    let (recorded, systems) = head_start.connect(&session, output).await?;
    let made = make_plan(&session, &systems.readers(), &recorded, output).await;
    systems.close().await;
    Ok(Planned {
        plan: made?.only_drift(),
        session,
        recorded,
        provenance: args.context.provenance(),
    })
}

fn results(
    drift: &Planned,
    wanted: &[Wanted<PlanFormat>],
    output: Output,
) -> Result<Vec<Rendered>, CommandFailure> {
    let Plan { notes, blocked, .. } = &drift.plan;
    let has_nothing = !drift.plan.has_drift() && notes.is_empty() && blocked.is_empty();
    let rendered = |one: &Wanted<PlanFormat>| match one.format {
        PlanFormat::Text if has_nothing => {
            let workspace = one_line(&drift.session.workspace.name);
            Ok(Rendered::text(format!(
                "No drift in workspace {workspace}: nothing was changed outside the manifests.\n"
            )))
        }
        format => {
            let wish = Wish {
                format,
                to_file: one.file.is_some(),
                show_candidates: false,
                is_summary: false,
                occasion: Occasion::Drift,
            };
            drift.rendered(wish, output)
        }
    };
    wanted.iter().map(rendered).collect()
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
