//! What earlier runs left behind: writes of which nobody knows whether they were made, and what is live twice. Reads as a plan
//! does, and only where the state knows something.

use super::check::Checkup;
use crate::cli::failure::CommandFailure;
use crate::cli::output::Output;
use crate::cli::planning::make_plan;
use crate::cli::session::{Session, recall};
use crate::cli::systems::Systems;
use crate::diagnostic::Code;
use crate::plan::{Note, Plan};
use crate::state::Recorded;

/// Most of one sort that are told one by one.
const MOST: usize = 5;

pub(super) async fn check(session: &Session, output: Output, checkup: &mut Checkup) {
    // That it cannot be read is told already.
    let Ok(recorded) = remembered(session, output).await else {
        return;
    };
    if recorded.is_new() {
        return;
    }
    told_of_doubts(&recorded, checkup);
    match look(session, &recorded, output).await {
        Ok(plan) => told_of_twins(&plan, checkup),
        Err(failure) => checkup.failure("live", failure),
    }
}

async fn remembered(session: &Session, output: Output) -> Result<Recorded, CommandFailure> {
    recall(&session.state()?, &session.workspace, output).await
}

async fn look(
    session: &Session,
    recorded: &Recorded,
    output: Output,
) -> Result<Plan, CommandFailure> {
    let systems = Systems::connect(session, recorded, output, None).await?;
    let made = make_plan(session, &systems.readers(), recorded, output).await;
    systems.close().await;
    made
}

fn told_of_doubts(recorded: &Recorded, checkup: &mut Checkup) {
    let all = recorded.pending.iter();
    for (key, pending) in all.take(MOST) {
        checkup.warning(
            "in doubt",
            format!(
                "{key}: begun {}; its outcome is still unknown",
                pending.since
            ),
            "`vetform plan` looks for it, and says how `vetform state settle` ends the doubt",
        );
    }
    more("in doubt", recorded.pending.len(), checkup);
}

fn told_of_twins(plan: &Plan, checkup: &mut Checkup) {
    let twice: Vec<&Note> = plan
        .notes
        .iter()
        .filter(|note| note.code == Code::LiveTwice)
        .collect();
    for Note {
        address, message, ..
    } in twice.iter().take(MOST)
    {
        checkup.warning(
            "live twice",
            format!("{address}: {message}"),
            "keep the one that the manifest describes; `vetform explain live-twice` says how",
        );
    }
    more("live twice", twice.len(), checkup);
    if twice.is_empty() {
        checkup.fine("live twice", "nothing of what is managed");
    }
}

fn more(subject: &str, number: usize, checkup: &mut Checkup) {
    if number > MOST {
        let message = format!("and {} more", number - MOST);
        checkup.warning(subject, message, "`vetform plan` names them all");
    }
}
