//! `vetform apply PLANFILE`: what of a reviewed plan is still to be done.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::planning::make_plan;
use super::session::Session;
use super::turn::Turn;
use crate::apply::{Failed, Report, Skipped};
use crate::diagnostic::Code;
use crate::files::{self, PLAN_BYTES};
use crate::model::{Address, Desired, promptster, taptalent, text_of};
use crate::plan::{Plan, SavedPlan, SavedPlanError, StillFits};
use crate::provider::Readers;
use crate::state::Recorded;

/// The part of the saved plan that still fits, the state to carry it out with, and a report of the part that does not.
pub(super) async fn task(
    session: &Session,
    readers: &Readers,
    recorded: Recorded,
    path: &Utf8Path,
    output: Output,
) -> Result<(Plan, Recorded, Report), CommandFailure> {
    let saved = read(path)?;
    let recorded = checked(session, recorded, path, &saved)?;
    let now = make_plan(session, readers, &recorded, output).await?;
    refuse_other_company(&now)?;
    let (plan, report) = fitting(session, &saved, now, &recorded);
    Ok((plan, recorded, report))
}

/// The state to carry a saved plan out with, if it is of this workspace, and of these manifests and this state.
pub(super) fn checked(
    session: &Session,
    recorded: Recorded,
    path: &Utf8Path,
    saved: &SavedPlan,
) -> Result<Recorded, CommandFailure> {
    if saved.workspace != session.workspace.name {
        let message = format!(
            "{path} was planned for workspace {}, not {}",
            saved.workspace, session.workspace.name
        );
        return Err(CommandFailure::new(Exit::Invalid, message)
            .with_hint(format!("give `--workspace {}`", saved.workspace)));
    }
    saved
        .check(&session.desired, &recorded, recorded.is_new())
        .map_err(|error| refused(path, &error))?;
    Ok(saved.state_for(recorded))
}

/// Whatever was reviewed, nothing of it is for another company.
pub(super) fn refuse_other_company(now: &Plan) -> Result<(), CommandFailure> {
    if let Some(other) = now
        .blocked
        .iter()
        .find(|blocked| blocked.code == Code::OtherCompany)
    {
        return Err(CommandFailure::new(
            Exit::Blocked,
            format!("{}: {}", other.code, other.message),
        )
        .with_hint(&other.help));
    }
    Ok(())
}

/// The part of the saved plan that is in the plan made anew, and a report of the part that is not.
pub(super) fn fitting(
    session: &Session,
    saved: &SavedPlan,
    now: Plan,
    recorded: &Recorded,
) -> (Plan, Report) {
    let obstacles: BTreeMap<Address, String> = now
        .blocked
        .iter()
        .map(|blocked| (blocked.address.clone(), blocked.message.clone()))
        .collect();
    let StillFits {
        mut plan,
        stale,
        already_done: _,
    } = saved.against(now, recorded);
    let mut report = Report::default();
    let mut lost: BTreeSet<Address> = BTreeSet::new();
    for (address, why) in stale {
        lost.insert(address.clone());
        let why = obstacles
            .get(&address)
            .map_or(why, |obstacle| format!("now blocked: {obstacle}"));
        let title = title(&session.desired, &address);
        let title = title.map_or_else(String::new, |title| format!("“{title}”: "));
        let error = format!("{title}{why}; nothing was sent for it: plan and review again");
        report.failed.push(Failed {
            sent: 0,
            address,
            error,
            call: None,
            uncertain: false,
            stale: true,
            calls_done: 0,
        });
    }
    drop_dependents(&mut plan, lost, &mut report);
    (plan, report)
}

/// What people call a resource where they see it.
fn title(desired: &Desired, address: &Address) -> Option<String> {
    let taptalent = &desired.taptalent;
    let assessments = taptalent.assessments.iter();
    let tasks = desired.promptster.assessments.iter();
    let mut titles = assessments
        .map(|one| {
            (
                &one.address,
                text_of(&one.spec.fields, taptalent::AssessmentField::Title),
            )
        })
        .chain(taptalent.flows.iter().map(|one| {
            let name = text_of(&one.spec.fields, taptalent::FlowField::FlowName);
            (&one.address, name)
        }))
        .chain(tasks.map(|one| {
            let title = text_of(&one.spec.fields, promptster::AssessmentField::Title);
            (&one.address, title)
        }));
    titles.find(|(known, _)| *known == address)?.1
}

pub(super) fn read(path: &Utf8Path) -> Result<SavedPlan, CommandFailure> {
    let text = if path == "-" {
        files::read_stdin_text(PLAN_BYTES)
    } else {
        files::read_text(path, PLAN_BYTES)
    };
    let text = text.map_err(|error| {
        CommandFailure::of_file(Exit::Invalid, format!("cannot read {path}"), &error)
    })?;
    SavedPlan::from_text(&text).map_err(|error| refused(path, &error))
}

fn refused(path: &Utf8Path, error: &SavedPlanError) -> CommandFailure {
    let exit = match error {
        SavedPlanError::NotAPlan(_) | SavedPlanError::Changed => Exit::Invalid,
        SavedPlanError::OtherManifests(_)
        | SavedPlanError::OtherProgram(_)
        | SavedPlanError::OtherState(_) => Exit::Stale,
    };
    CommandFailure::new(exit, format!("{path} was not applied: {error}"))
        .turn(Turn::Yours)
        .with_hint("nothing was sent; create and review a new plan with `vetform plan --out`")
}

/// A change whose requirement no longer fits cannot be made either.
fn drop_dependents(plan: &mut Plan, mut lost: BTreeSet<Address>, report: &mut Report) {
    loop {
        let before = plan.changes.len();
        plan.changes.retain(|change| {
            let Some(missing) = change
                .requires
                .iter()
                .find(|address| lost.contains(address))
            else {
                return true;
            };
            let because = format!("it needs {missing}, which no longer matches the saved plan");
            report.skipped.push(Skipped {
                address: change.address.clone(),
                because,
            });
            lost.insert(change.address.clone());
            false
        });
        if plan.changes.len() == before {
            return;
        }
    }
}
