//! From an open session to a plan: read the state, read what is live, work it out.

use super::exit::Exit;
use super::failure::CommandFailure;
use super::session::Session;
use crate::diagnostic::{Place, nearest};
use crate::model::{Address, Desired, Live, SourcePath};
use crate::plan::{Plan, Policy, plan, wants};
use crate::provider::http::ReadErrors;
use crate::provider::taptalent::Reader;
use crate::state::Recorded;

/// Reads what is live and plans.
pub(super) async fn make_plan(
    session: &Session,
    reader: &Reader,
    recorded: &Recorded,
    targets: &[Address],
) -> Result<Plan, CommandFailure> {
    check_targets(&session.desired, targets)?;
    let wants = wants(&session.desired, recorded);
    let live = if wants.is_empty() {
        Live::default()
    } else {
        reader
            .observe(&wants)
            .await
            .map_err(|errors| unreadable(session, &errors))?
    };
    let plan = plan(&session.desired, &live, recorded, policy(session))?;
    Ok(if targets.is_empty() {
        plan
    } else {
        plan.narrowed_to(targets)
    })
}

fn unreadable(session: &Session, errors: &ReadErrors) -> CommandFailure {
    let workspace = &session.workspace;
    let place = workspace
        .taptalent
        .as_ref()
        .map_or_else(String::new, |system| format!(" ({})", system.base_url));
    let message = format!(
        "could not read what is live in workspace {}{place}:\n{errors}",
        workspace.name
    );
    CommandFailure::new(Exit::Failed, message).with_hint(
        "nothing was changed; what could not be read is never taken for absent, so there is no plan",
    )
}

/// What the workspace allows.
pub(super) fn policy(session: &Session) -> Policy {
    Policy {
        fairness: session.workspace.guards.fairness,
    }
}

/// Finds manifest lines for a renderer.
pub(super) fn locate(session: &Session) -> impl Fn(&SourcePath) -> Option<Place> {
    |path| session.loaded.sources.locate(path)
}

/// Refuses a target that no manifest has.
pub(super) fn check_targets(desired: &Desired, targets: &[Address]) -> Result<(), CommandFailure> {
    let known: Vec<String> = addresses(desired).map(ToString::to_string).collect();
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

fn addresses(desired: &Desired) -> impl Iterator<Item = &Address> {
    let assessments = desired.assessments.iter().map(|resource| &resource.address);
    assessments.chain(desired.flows.iter().map(|resource| &resource.address))
}
