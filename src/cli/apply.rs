//! `invigil apply`: makes the changes that the plan shows.

use super::args::{ApplyArgs, Global};
use super::exit::Exit;
use super::failure::CommandFailure;
use super::output::Output;
use super::plan::show;
use super::planning::{make_plan, policy};
use super::progress::ApplyLog;
use super::prompt::{confirm, somebody_is_there};
use super::session::{Session, Systems};
use super::signals::stop_on_signals;
use crate::apply::{Outcome, Report, Run, RunOptions, verify};
use crate::plan::Plan;
use crate::provider::taptalent::{Reader, Writer};
use crate::render::{report_json, report_text};
use crate::state::{Holder, LocalState, Recorded};

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
    let holder = holder();
    let _lock = state.lock(&holder, args.lock_timeout)?;
    let mut recorded = state.load()?;
    let systems = session.connect(output).await?;
    let outcome = plan_and_apply(
        &session,
        args,
        output,
        &state,
        &mut recorded,
        &systems,
        &holder,
    )
    .await;
    systems.close().await;
    outcome
}

async fn plan_and_apply(
    session: &Session,
    args: &ApplyArgs,
    output: Output,
    state: &LocalState,
    recorded: &mut Recorded,
    systems: &Systems,
    holder: &Holder,
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
    state.save(recorded)?;
    let report = carry_out(
        session, &plan, output, state, recorded, systems, &reader, holder,
    )
    .await?;
    if plan.has_pending_changes() {
        output.result(&report_text(&report, output.result));
    }
    write_report(args, session, &report)?;
    Ok(exit(&report))
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing of the run; a bag of them would hide what is used"
)]
async fn carry_out(
    session: &Session,
    plan: &Plan,
    output: Output,
    state: &LocalState,
    recorded: &mut Recorded,
    systems: &Systems,
    reader: &Reader,
    holder: &Holder,
) -> Result<Report, CommandFailure> {
    let writer = Writer::new(systems.transport.writer());
    let journal = state.begin_journal(recorded, &holder.run)?;
    let stop = stop_on_signals(output)?;
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
    drop(journal);
    state.save(recorded)?;
    Ok(report)
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

/// Who runs: for the lock file and the journal, so that people find each other.
fn holder() -> Holder {
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME"));
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::env::var("HOSTNAME").map_err(std::io::Error::other));
    let now = jiff::Timestamp::now();
    let pid = std::process::id();
    Holder {
        owner: format!(
            "{}@{}",
            user.as_deref().unwrap_or("somebody"),
            host.as_deref().map_or("some host", str::trim)
        ),
        pid,
        run: format!("{}-{pid}", now.strftime("%Y%m%dT%H%M%SZ")),
        since: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    }
}
