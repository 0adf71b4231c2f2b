//! `vetform drift`: only what was changed outside the manifests. Holds a client that has no way to write.

use clap::Args;

use super::examples;
use super::exit::Exit;
use super::failure::CommandResult;
use super::formats::FormatArgs;
use super::global::Global;
use super::output::Output;
use super::outputs::{Rendered, write_each};
use super::plan::{PlanFormat, Wish, rendered};
use super::planning::make_plan;
use super::prefetch::HeadStart;
use super::selection::SelectionArgs;
use crate::diagnostic::Code;
use crate::plan::Blocked;
use crate::render::{Occasion, one_line};

#[derive(Debug, Args)]
#[command(after_help = examples::DRIFT)]
pub(super) struct DriftArgs {
    #[command(flatten)]
    pub formats: FormatArgs<PlanFormat>,
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Exit with 2 if anything was changed outside the manifests
    #[arg(long)]
    pub detailed_exitcode: bool,
}

pub(super) async fn run(global: &Global, args: &DriftArgs, output: Output) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let files = args.formats.files(&root);
    let (session, head_start) = HeadStart::open_for(&args.selection, global, output)?;
    let (recorded, systems) = head_start.connect(&session, output).await?;
    let made = make_plan(&session, &systems.readers(), &recorded, output).await;
    systems.close().await;
    let drift = made?.only_drift();
    let has_nothing = !drift.has_drift() && drift.notes.is_empty() && drift.blocked.is_empty();
    write_each(&wanted, files, output, |one| match one.format {
        PlanFormat::Text if has_nothing => {
            let workspace = one_line(&session.workspace.name);
            Ok(Rendered::text(format!(
                "No drift in workspace {workspace}: nothing was changed outside the manifests.\n"
            )))
        }
        format => {
            let wish = Wish {
                format,
                to_file: one.file.is_some(),
                show_candidates: false,
                occasion: Occasion::Drift,
            };
            rendered(&session, &drift, &recorded, wish, output)
        }
    })?;
    let is_other = |blocked: &Blocked| blocked.code == Code::OtherCompany;
    if drift.blocked.iter().any(is_other) {
        return Ok(Exit::Blocked);
    }
    Ok(match (drift.has_drift(), args.detailed_exitcode) {
        (true, true) => Exit::Pending,
        _ => Exit::Done,
    })
}
