//! `invigil plan`: what would change. Holds a client that has no way to write.

use std::borrow::Cow;

use camino::Utf8Path;

use super::args::{Global, PlanArgs, PlanFormat};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::planning::{locate, make_plan};
use super::session::Session;
use crate::plan::{Plan, SavedPlan};
use crate::provider::taptalent::Reader;
use crate::render::{Paint, PlanText, plan_json, plan_text, visible};
use crate::state::Recorded;

pub(super) async fn run(
    global: &Global,
    args: &PlanArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    let session = Session::open(global, output)?;
    let recorded = session.state()?.load().await?;
    let systems = session.connect(output, None).await?;
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
            harmless(&text) + "\n"
        }
    };
    match &args.output {
        Some(path) => Session::write_file(path, &text)?,
        None => output.result(&text),
    }
    if let Some(path) = &args.out {
        save(&session, &plan, &recorded, path, output)?;
    }
    Ok(exit(&plan, args.detailed_exitcode))
}

/// JSON with what would steer a terminal as `\u` escapes: JSON itself asks for that of the oldest control characters
/// only. They can stand nowhere but in its strings.
pub(super) fn harmless(json: &str) -> String {
    if matches!(visible(json), Cow::Borrowed(_)) {
        return json.to_owned();
    }
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match visible(c.encode_utf8(&mut [0; 4])) {
            Cow::Borrowed(_) => text.push(c),
            Cow::Owned(_) => text.extend(format!("\\u{:04x}", u32::from(c)).chars()),
        }
    }
    text
}

fn save(
    session: &Session,
    plan: &Plan,
    recorded: &Recorded,
    path: &Utf8Path,
    output: Output,
) -> Result<(), CommandFailure> {
    if !plan.blocked.is_empty() {
        output.insist(&format!(
            "{path} was not written: a blocked plan cannot be applied"
        ));
        return Ok(());
    }
    let saved = SavedPlan::new(
        plan,
        &session.workspace.name,
        &session.desired.digest,
        recorded,
        recorded.is_new(),
    );
    Session::write_file(path, &saved.to_text())?;
    output.say(&format!(
        "saved: apply exactly this with `invigil apply {path}`"
    ));
    Ok(())
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
