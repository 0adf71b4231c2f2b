//! `invigil apply`: makes the changes that the plan shows.

use super::args::{ApplyArgs, Global};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::plan::show;
use super::planning::{make_plan, policy};
use super::progress::ApplyLog;
use super::prompt::{confirm, somebody_is_there};
use super::session::{self, Session, Systems};
use super::signals::stop_on_signals;
use crate::apply::{Outcome, Report, Run, RunOptions, Stop, verify};
use crate::plan::Plan;
use crate::provider::taptalent::{Reader, Writer};
use crate::render::{report_json, report_text, visible};
use crate::state::{Holder, Journal, Lock, Loss, Recorded, StateStore};

pub(super) async fn run(
    global: &Global,
    args: &ApplyArgs,
    output: Output,
) -> Result<Exit, CommandFailure> {
    if !args.auto_approve && !somebody_is_there() {
        return Err(CommandFailure::new(
            Exit::Invalid,
            "there is no terminal to ask on, and `--auto-approve` is not given",
        )
        .with_hint("review `invigil plan`, then run `invigil apply --auto-approve`"));
    }
    let session = Session::open(global, output)?;
    let state = session.state()?;
    let holder = session::holder(&session.root)?;
    let lock = session::lock(&state, &holder, &args.lock, output).await?;
    let outcome = under_lock(&session, args, output, &state, &holder, &lock).await;
    session::release(lock, output).await;
    outcome
}

async fn under_lock(
    session: &Session,
    args: &ApplyArgs,
    output: Output,
    state: &StateStore,
    holder: &Holder,
    lock: &Lock,
) -> Result<Exit, CommandFailure> {
    let mut recorded = state.load().await?;
    let systems = session.connect(output).await?;
    let under = Under {
        state,
        holder,
        lost: lock.lost(),
    };
    let outcome = plan_and_apply(session, args, output, &under, &mut recorded, &systems).await;
    systems.close().await;
    outcome
}

/// The state that a run may change, and by what right.
struct Under<'a> {
    state: &'a StateStore,
    holder: &'a Holder,
    lost: Loss,
}

async fn plan_and_apply(
    session: &Session,
    args: &ApplyArgs,
    output: Output,
    under: &Under<'_>,
    recorded: &mut Recorded,
    systems: &Systems,
) -> Result<Exit, CommandFailure> {
    let reader = Reader::new(systems.transport.reader());
    let plan = make_plan(session, &reader, recorded, &args.targets).await?;
    output.result(&show(session, &plan, output, output.result));
    if !plan.blocked.is_empty() {
        return Ok(Exit::Blocked);
    }
    if plan.changes.is_empty() && plan.records.is_empty() {
        write_report(
            args,
            session,
            &Report {
                verified: true,
                ..Report::default()
            },
        )?;
        return Ok(Exit::Done);
    }
    let asks = !args.auto_approve && plan.has_pending_changes();
    if asks
        && !confirm(
            &format!("Apply this to workspace {}?", session.workspace.name),
            output,
        )
    {
        output.insist("nothing was applied");
        return Ok(Exit::Failed);
    }
    // The journal continues a saved state: without this its fingerprints would have no key after a kill.
    under.state.save(recorded).await?;
    let (report, kept) =
        carry_out(session, &plan, output, under, recorded, systems, &reader).await?;
    if plan.has_pending_changes() {
        output.result(&report_text(&report, output.result));
    }
    write_report(args, session, &report)?;
    kept?;
    Ok(exit(&report))
}

/// What was done, and whether the state could be saved: people want to know the first even if not.
async fn carry_out(
    session: &Session,
    plan: &Plan,
    output: Output,
    under: &Under<'_>,
    recorded: &mut Recorded,
    systems: &Systems,
    reader: &Reader,
) -> Result<(Report, Result<(), CommandFailure>), CommandFailure> {
    let writer = Writer::new(systems.transport.writer());
    let journal = under
        .state
        .begin_journal(recorded, &under.holder.run)
        .await?;
    let stop = stop_on_signals(output)?;
    stop_on_loss(&under.lost, &stop, output);
    let progress = ApplyLog::new(output);
    let options = RunOptions {
        concurrency: usize::from(session.workspace.limits.concurrency),
        ..RunOptions::default()
    };
    let run = Run::new(
        reader,
        &writer,
        &journal,
        recorded.clone(),
        &stop,
        &progress,
        options,
    );
    let (mut report, after) = run.apply(plan).await;
    *recorded = after;
    let verification = verify(
        reader,
        &session.desired,
        plan,
        &report,
        recorded,
        policy(session),
    )
    .await;
    verification
        .facts
        .iter()
        .for_each(|fact| recorded.apply(fact));
    report.rewritten = verification.rewritten;
    report.verified = verification.problems.is_empty();
    report.unverified_because = verification.problems;
    let kept = keep(under, journal, recorded).await;
    Ok((report, kept))
}

async fn keep(
    under: &Under<'_>,
    journal: Journal,
    recorded: &mut Recorded,
) -> Result<(), CommandFailure> {
    let closed = journal.close().await;
    if let Some(reason) = under.lost.reason() {
        return Err(lost_failure(&reason));
    }
    // Once the state is saved, nobody needs the journal any more.
    if let Err(error) = under.state.save(recorded).await {
        closed?;
        return Err(error.into());
    }
    Ok(())
}

/// Without the lock another run may be at work: nothing new may be sent.
fn stop_on_loss(lost: &Loss, stop: &Stop, output: Output) {
    if lost.reason().is_some() {
        stop.request();
    }
    let (lost, stop) = (lost.clone(), stop.clone());
    tokio::spawn(async move {
        let reason = lost.happened().await;
        stop.request();
        output.insist(&visible(&format!(
            "the lock is lost: {reason}; finishing the calls in flight"
        )));
    });
}

fn lost_failure(reason: &str) -> CommandFailure {
    CommandFailure::new(
        Exit::Failed,
        format!("the lock was lost while this run worked: {reason}; it stopped, and did not save the state"),
    )
    .with_hint("what it did is in its journal and live; plan again when no other run is at work")
}

fn exit(report: &Report) -> Exit {
    match report.outcome() {
        Outcome::Complete if report.verified => Exit::Done,
        _ if report.is_only_stale() => Exit::Stale,
        Outcome::Complete | Outcome::Partial | Outcome::Failed => Exit::Failed,
    }
}

fn write_report(
    args: &ApplyArgs,
    session: &Session,
    report: &Report,
) -> Result<(), CommandFailure> {
    let Some(path) = &args.report else {
        return Ok(());
    };
    let document = report_json(report, &session.workspace.name);
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| CommandFailure::new(Exit::Failed, error))?;
    Session::write_file(path, &(text + "\n"))
}
