//! One apply under its lock: read, plan, show, ask, execute, report. Takes no lock, and gives none back.

use camino::Utf8Path;
use tokio::sync::Mutex;

use super::apply_args::ApplyArgs;
use super::apply_held::{Held, interrupted};
use super::apply_report::Reporting;
use super::apply_saved;
use super::call_log::CallLog;
use super::ci_state;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::output::Output;
use super::plan::{Shown, show};
use super::planning::{make_plan, policy};
use super::prompt::confirmed;
use super::session::{self, Session};
use super::signals::Signals;
use super::systems::Systems;
use crate::apply::{Executor, Failed, Outcome, Report, RunOptions, Skipped, Stop};
use crate::diagnostic::Code;
use crate::plan::Plan;
use crate::provider::Readers;
use crate::render::Occasion;
use crate::state::{Holder, Loss, Origin, Recorded, StateStore};

/// `signals`: of a process with other runs in it; `None`: nobody listens yet.
pub(super) async fn apply(
    held: &Held,
    reporting: &Reporting<'_>,
    args: &ApplyArgs,
    signals: Option<&Signals>,
) -> CommandResult {
    let signals = match signals {
        Some(signals) => signals.clone(),
        None => Signals::listen(reporting.output)?,
    };
    under_lock(reporting, args, held, &signals).await
}

async fn under_lock(
    reporting: &Reporting<'_>,
    args: &ApplyArgs,
    Held {
        state,
        holder,
        lock,
    }: &Held,
    signals: &Signals,
) -> CommandResult {
    let (session, output) = (reporting.session, reporting.output);
    ci_state::warn(&session.workspace, output);
    let recorded = session::recall(state, &session.workspace, output).await?;
    let_requests_arrive(&recorded, output).await;
    let log = CallLog::create(session.root.as_path(), &holder.run, output);
    let log_path = log.as_ref().map(|log| log.path().to_owned());
    let systems = Systems::connect(session, &recorded, output, log).await?;
    let attempt = Attempt {
        session,
        args,
        output,
        reporting,
        state,
        systems: &systems,
        holder,
        lost: lock.lost(),
        log_path: log_path.as_deref(),
    };
    let outcome = attempt.make(recorded, signals).await;
    systems.close().await;
    outcome
}

/// One question at a time, however many workspaces wait for an answer.
static QUESTIONS: Mutex<()> = Mutex::const_new(());

/// A run that was killed a moment ago may have a request under way: to look at once would show that it was not done. What
/// is given to a lost answer within a run is given to it here.
async fn let_requests_arrive(recorded: &Recorded, output: Output) {
    let given = RunOptions::default().settling_time();
    let age = recorded.since_last_doubt(jiff::Timestamp::now());
    let Some(left) = age.and_then(|age| given.checked_sub(age)) else {
        return;
    };
    output.say(&format!(
        "a run ended moments ago without the outcome of all its calls; waiting {:.1} s for calls still under way \
        before reading",
        left.as_secs_f32()
    ));
    tokio::time::sleep(left).await;
}

/// One apply: everything it works with.
struct Attempt<'a> {
    session: &'a Session,
    args: &'a ApplyArgs,
    output: Output,
    reporting: &'a Reporting<'a>,
    state: &'a StateStore,
    systems: &'a Systems,
    holder: &'a Holder,
    lost: Loss,
    /// `None` if calls are not logged.
    log_path: Option<&'a Utf8Path>,
}

/// What is to be carried out, and what has already come of it.
struct Task {
    plan: Plan,
    recorded: Recorded,
    report: Report,
}

/// What is left to do once the plan is made, shown and consented to.
enum Prepared {
    Ready(Box<Task>),
    Over(Exit),
}

impl Attempt<'_> {
    async fn make(&self, recorded: Recorded, signals: &Signals) -> CommandResult {
        let readers = self.systems.readers();
        let prepared = tokio::select! {
            biased;
            () = signals.first() => None,
            prepared = self.prepare(recorded, &readers) => match prepared {
                Ok(prepared) => Some(prepared),
                Err(failure) => {
                    self.reporting.write_nothing_tried(&failure.whole())?;
                    return Err(failure);
                }
            },
        };
        match prepared {
            None => {
                let CommandFailure { exit, message, .. } = interrupted();
                self.output.insist(&message);
                self.reporting.write_nothing_tried(&message)?;
                Ok(exit)
            }
            Some(Prepared::Over(exit)) => Ok(exit),
            Some(Prepared::Ready(task)) => self.execute(*task, &readers, signals).await,
        }
    }

    async fn prepare(
        &self,
        recorded: Recorded,
        readers: &Readers,
    ) -> Result<Prepared, CommandFailure> {
        let mut task = self.task(recorded, readers).await?;
        let Task {
            plan,
            report,
            recorded,
        } = &mut task;
        if self.args.overwrite_conflicts {
            plan.overwrite_conflicts();
        } else {
            plan.refuse_conflicts();
        }
        // Who is asked about one workspace sees its plan, and not that of another in between.
        let asking = self.asks(plan).then(|| QUESTIONS.lock());
        let asking = match asking {
            Some(turn) => Some(turn.await),
            None => None,
        };
        // Of a saved plan that no longer fits, nothing is left: that is no "nothing to do".
        let nothing_left = plan.changes.is_empty() && !report.is_empty();
        if !nothing_left {
            self.show(plan, asking.is_some());
        }
        if !plan.blocked.is_empty() {
            self.reporting.write(&blocked(plan))?;
            return Ok(Prepared::Over(Exit::Blocked));
        }
        if !self.sends_mail() {
            report.held = plan.hold_mail();
        }
        if self.args.send_invites && !report.held.is_empty() {
            self.output.insist(&format!(
                "held despite `--send-invites` ({}): use `--allow-local-state` if no other job can be running",
                Code::LocalStateInCi
            ));
        }
        report.skipped.extend(left_in_doubt(plan));
        refuse_missing_scopes(plan)?;
        // What a killed run did and could not save is saved by the next one, with its receipts.
        let is_saved = recorded.unwritten_receipts.is_empty();
        if plan.changes.is_empty() && plan.records.is_empty() && is_saved {
            report.verified = report.failed.is_empty();
            return Ok(Prepared::Over(self.conclude(report)?));
        }
        if self.asks(plan) && !self.confirms().await {
            self.output.insist("nothing was applied");
            self.reporting
                .write_nothing_tried("nothing was applied: not approved")?;
            return Ok(Prepared::Over(Exit::Failed));
        }
        Ok(Prepared::Ready(Box::new(task)))
    }

    /// Reads what is live, and plans.
    async fn task(&self, recorded: Recorded, readers: &Readers) -> Result<Task, CommandFailure> {
        let _reading = self.systems.voice.shows_reading();
        if let Some(path) = &self.args.plan_file {
            let (plan, recorded, report) =
                apply_saved::task(self.session, readers, recorded, path, self.output).await?;
            return Ok(Task {
                plan,
                recorded,
                report,
            });
        }
        let plan = make_plan(self.session, readers, &recorded, self.output).await?;
        Ok(Task {
            plan,
            recorded,
            report: Report::default(),
        })
    }

    fn asks(&self, plan: &Plan) -> bool {
        let is_approved = self.args.auto_approve || self.args.plan_file.is_some();
        !is_approved && plan.blocked.is_empty() && plan.has_pending_changes()
    }

    fn show(&self, plan: &Plan, is_asked_about: bool) {
        let shown = Shown {
            paint: self.reporting.paint(),
            occasion: if self.sends_mail() {
                Occasion::Sending
            } else {
                Occasion::Holding
            },
            // What is gathered may be kept for other workers.
            candidates: self.args.show_candidates
                && self.reporting.gathered.is_none()
                && self.output.result_is_terminal
                && self.reporting.people_have_stdout(),
            links: self.reporting.has_links(),
            is_summary: false,
            effects: None,
        };
        let text = show(self.session, plan, self.output, shown);
        if is_asked_about {
            self.reporting.tell_at_once(&text);
        } else {
            self.reporting.tell(&text);
        }
    }

    fn sends_mail(&self) -> bool {
        let is_safe =
            self.args.allow_local_state || !ci_state::keeps_state_locally(&self.session.workspace);
        self.args.send_invites && is_safe
    }

    async fn confirms(&self) -> bool {
        let workspace = &self.session.workspace.name;
        confirmed(format!("Apply this to workspace {workspace}?"), self.output).await
    }

    async fn execute(&self, task: Task, readers: &Readers, signals: &Signals) -> CommandResult {
        let Task {
            plan,
            mut recorded,
            report: before,
        } = task;
        if let Some(path) = self.log_path {
            self.output.say(&format!("every call is logged in {path}"));
        }
        let stop = signals.sending();
        stop_on_loss(&self.lost, &stop, self.output);
        let pending = plan.changes.iter().filter(|change| change.is_pending());
        let progress = self.systems.voice.shows_applying(pending.count());
        let workbench = Executor {
            readers,
            writers: &self.systems.writers(&stop),
            state: self.state,
            lost: Some(&self.lost),
            desired: &self.session.desired,
            policy: policy(self.session),
            stop: &stop,
            progress: &progress,
            options: RunOptions {
                concurrency: usize::from(self.session.workspace.limits.concurrency),
                ..RunOptions::default()
            },
        };
        let outcome = workbench
            .execute(&plan, &mut recorded, Origin::of(self.holder))
            .await;
        drop(progress);
        match outcome {
            Ok(report) => self.conclude(&before.followed_by(report)),
            Err(error) => {
                let report = error.report().cloned();
                let failure = CommandFailure::from(error);
                match report {
                    Some(report) => self.reporting.conclude(&before.followed_by(report))?,
                    None => self.reporting.write_nothing_tried(&failure.whole())?,
                }
                Err(failure)
            }
        }
    }

    /// Shows and writes the report.
    fn conclude(&self, report: &Report) -> CommandResult {
        self.reporting.conclude(report)?;
        Ok(exit(report))
    }
}

/// The report of a blocked plan: nothing of it was tried.
fn blocked(plan: &Plan) -> Report {
    let failed = plan.blocked.iter().map(|blocked| Failed {
        sent: 0,
        address: blocked.address.clone(),
        error: format!("{}: {}", blocked.code, blocked.message),
        call: None,
        uncertain: false,
        stale: false,
        calls_done: 0,
    });
    let skipped = plan.changes.iter().map(|change| Skipped {
        address: change.address.clone(),
        because: "the plan is blocked; nothing was sent".to_owned(),
    });
    Report {
        failed: failed.collect(),
        skipped: skipped.collect(),
        ..Report::default()
    }
}

/// People whom nothing may be sent to until somebody has looked: the plan says how.
fn left_in_doubt(plan: &Plan) -> Vec<Skipped> {
    let doubts = plan.in_doubt();
    doubts
        .map(|note| Skipped {
            address: note.address.clone(),
            because: note.message.clone(),
        })
        .collect()
}

/// What the key may not do is refused before the first call, not in the middle.
fn refuse_missing_scopes(plan: &Plan) -> Result<(), CommandFailure> {
    let missing = plan.missing_scopes();
    if missing.is_empty() {
        return Ok(());
    }
    let told: Vec<String> = missing
        .iter()
        .map(|(scope, of)| {
            let of: Vec<String> = of.iter().map(ToString::to_string).collect();
            format!("`{scope}` (for {})", of.join(", "))
        })
        .collect();
    let message = format!("the Flowmingo key lacks the scope {}", told.join(" and "));
    Err(CommandFailure::new(Exit::Blocked, message).with_hint(
        "nothing was sent; add the scope to the key in Flowmingo, or use another key; `--target` limits the plan to \
        what the key can do",
    ))
}

fn exit(report: &Report) -> Exit {
    match report.outcome() {
        Outcome::Complete if report.verified => Exit::Done,
        _ if report.is_only_stale() => Exit::Stale,
        Outcome::Complete | Outcome::Partial | Outcome::Failed => Exit::Failed,
    }
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
        output.insist(&format!(
            "the lock is lost: {reason}; finishing the calls in flight"
        ));
    });
}
