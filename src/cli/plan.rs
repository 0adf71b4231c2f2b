//! `invigil plan`: what would change. Holds a client that has no way to write.

use super::args::{Global, PlanArgs, PlanFormat};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::planning::{locate, make_plan};
use super::session::Session;
use crate::plan::Plan;
use crate::provider::taptalent::Reader;
use crate::render::{Paint, PlanText, plan_json, plan_text};

pub(super) async fn run(
    global: &Global,
    args: &PlanArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let session = Session::open(global, output)?;
    let recorded = session.state()?.load().await?;
    let systems = session.connect(output).await?;
    let reader = Reader::new(systems.transport.reader());
    let made = make_plan(&session, &reader, &recorded, &args.targets).await;
    systems.close().await;
    let plan = made?;
    let to_file = args.output.is_some();
    let text = match args.format {
        PlanFormat::Text => show(
            &session,
            &plan,
            output,
            if to_file {
                Paint::new(false)
            } else {
                output.result
            },
        ),
        PlanFormat::Json => {
            let document = plan_json(
                &plan,
                &session.workspace.name,
                &session.desired.digest,
                &locate(&session),
            );
            let text = serde_json::to_string_pretty(&document)
                .map_err(|error| CommandFailure::new(Exit::Failed, error))?;
            text + "\n"
        }
    };
    match &args.output {
        Some(path) => Session::write_file(path, &text)?,
        None => output.result(&text),
    }
    Ok(exit(&plan, args.detailed_exitcode))
}

/// The plan as text.
pub(super) fn show(session: &Session, plan: &Plan, output: Output, paint: Paint) -> String {
    let look = PlanText {
        workspace: &session.workspace.name,
        width: output.width,
        paint,
        requests_per_second: session.workspace.limits.requests_per_second,
        locate: &locate(session),
    };
    plan_text(plan, look)
}

fn exit(plan: &Plan, detailed: bool) -> Exit {
    if !plan.blocked.is_empty() {
        Exit::Blocked
    } else if detailed && plan.has_pending_changes() {
        Exit::Pending
    } else {
        Exit::Done
    }
}
