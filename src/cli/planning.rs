//! From an open session to a plan: read the state, read what is live, work it out.

use super::exit::Exit;
use super::failure::CommandFailure;
use super::left_state;
use super::output::Output;
use super::session::Session;
use super::source_programs;
use super::unread::unread;
use crate::apply::{RefreshError, refresh};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::manifest::Loaded;
use crate::model::{Address, Desired, Live, SourcePath};
use crate::plan::{NoteSeverity, Plan, Policy, Remark, plan};
use crate::provider::Readers;
use crate::provider::http::ReadErrors;
use crate::state::Recorded;

/// Reads what is live and plans.
pub(super) async fn make_plan(
    session: &Session,
    readers: &Readers,
    recorded: &Recorded,
    output: Output,
) -> Result<Plan, CommandFailure> {
    let (plan, live) = read_and_plan(session, readers, recorded, output).await?;
    drop_aside(live);
    Ok(plan)
}

/// Taking thousands of objects apart takes time, and nobody waits for their memory.
pub(super) fn drop_aside(live: Live) {
    std::thread::spawn(move || drop(live));
}

/// The same, for whoever needs what was read as well.
pub(super) async fn read_and_plan(
    session: &Session,
    readers: &Readers,
    recorded: &Recorded,
    output: Output,
) -> Result<(Plan, Live), CommandFailure> {
    source_programs::warn_of_those_not_run(&session.loaded, output);
    let policy = policy(session);
    let live = refresh(readers, &session.desired, recorded, policy)
        .await
        .map_err(|error| unreadable_or_mistaken(session, error))?;
    left_state::refuse(session, recorded, &live, output).await?;
    let mut plan = plan(&session.desired, &live, recorded, policy)?;
    plan.remarks = remarks(&session.loaded);
    let plan = match &session.selection {
        Some(selection) => plan.narrowed_to(selection),
        None => plan,
    };
    Ok((plan, live))
}

/// What a review has to say of the configuration: what was said of it when it was read.
fn remarks(loaded: &Loaded) -> Vec<Remark> {
    let problems = configuration_warnings(&loaded.problems);
    let remarks = problems.map(|problem| Remark {
        code: problem.code,
        severity: NoteSeverity::Warning,
        message: problem.message.clone(),
    });
    remarks.collect()
}

/// Those of the problems that tell where the configuration is from and what it does with keys.
pub(super) fn configuration_warnings(problems: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    problems.iter().filter(|problem| {
        matches!(
            problem.code,
            Code::ConfigChanged | Code::ForeignHost | Code::OpenKeyFile
        )
    })
}

/// Why there is nothing to plan from, in words.
pub(super) fn unreadable_or_mistaken(session: &Session, error: RefreshError) -> CommandFailure {
    match error {
        RefreshError::Read(errors) => unreadable(session, &errors),
        RefreshError::Plan(error) => error.into(),
    }
}

fn unreadable(session: &Session, errors: &ReadErrors) -> CommandFailure {
    let after = "; nothing was changed";
    unread(&session.workspace, "what is live", errors, after)
}

pub(super) fn policy(session: &Session) -> Policy {
    Policy {
        fairness: session.workspace.guards.fairness,
        max_destroy: session.workspace.guards.max_destroy,
        max_forget: session.workspace.guards.max_forget,
        is_sandbox: session.workspace.sandbox.is_some(),
    }
}

/// Finds manifest lines for a renderer.
pub(super) fn locate(session: &Session) -> impl Fn(&SourcePath) -> Option<Place> {
    |path| session.loaded.sources.locate(path)
}

/// Refuses a target that no manifest has.
pub(super) fn check_targets(desired: &Desired, targets: &[Address]) -> Result<(), CommandFailure> {
    let known: Vec<String> = desired.addresses().map(ToString::to_string).collect();
    for target in targets {
        let target = target.to_string();
        if known.contains(&target) {
            continue;
        }
        let failure = CommandFailure::new(
            Exit::Invalid,
            format!("no manifest has the address {target}"),
        );
        return Err(match nearest(&target, known.iter().map(String::as_str)) {
            Some(near) => failure.with_hint(format!("did you mean {near}?")),
            None => failure,
        });
    }
    Ok(())
}
