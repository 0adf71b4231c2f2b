//! `vetform drift`: only what was changed outside the manifests. Holds a client that has no way to write.

use super::args::{DriftArgs, Global, PlanFormat};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::outputs::{Rendered, file_of, write};
use super::plan::{Wish, rendered};
use super::planning::make_plan;
use super::result_file::{ResultFiles, Sort};
use super::session::{Session, find_root};
use crate::diagnostic::Code;
use crate::plan::Blocked;
use crate::render::{Occasion, one_line};

pub(super) async fn run(
    global: &Global,
    args: &DriftArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let root = find_root(global)?;
    let files = ResultFiles {
        root: &root,
        force: args.force.given,
    };
    if let Some(path) = file_of(args.output.as_deref()) {
        files.check(Sort::Review, path)?;
    }
    let (session, head_start) = Session::open_with_head_start(global, output)?;
    let (recorded, systems) = head_start.connect(&session, output).await?;
    let made = make_plan(&session, &systems.readers(), &recorded, &[]).await;
    systems.close().await;
    let drift = made?.only_drift();
    let wish = Wish {
        format: args.format,
        to_file: file_of(args.output.as_deref()).is_some(),
        show_candidates: false,
        occasion: Occasion::Drift,
    };
    let text = match args.format {
        PlanFormat::Text
            if !drift.has_drift() && drift.notes.is_empty() && drift.blocked.is_empty() =>
        {
            let workspace = one_line(&session.workspace.name);
            Rendered::text(format!(
                "No drift in workspace {workspace}: nothing was changed outside the manifests.\n"
            ))
        }
        _ => rendered(&session, &drift, &recorded, wish, output)?,
    };
    write(files, args.output.as_deref(), &text, output)?;
    let is_other = |blocked: &Blocked| blocked.code == Code::OtherCompany;
    if drift.blocked.iter().any(is_other) {
        return Ok(Exit::Blocked);
    }
    Ok(match (drift.has_drift(), args.detailed_exitcode) {
        (true, true) => Exit::Pending,
        _ => Exit::Done,
    })
}
