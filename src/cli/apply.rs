//! `vetform apply`: makes the changes that the plan shows, or those of a saved plan; in one workspace, or in each of many.

use super::apply_args::{ApplyArgs, ApplyFormat};
use super::apply_attempt::apply;
use super::apply_held::Held;
use super::apply_report::{Gathered, Reporting};
use super::ci_state;
use super::exit::Exit;
use super::failure::{CommandFailure, CommandResult};
use super::fleet::{ClaimArgs, InEach, Stage, Turn};
use super::formats::{FormatArgs, Wanted, check};
use super::global::Global;
use super::output::Output;
use super::prompt::somebody_is_there;
use super::session::Session;
use super::signals::Signals;

pub(super) async fn run(global: &Global, args: &ApplyArgs, output: Output) -> CommandResult {
    if let Some(failure) = refuse_to_guess(args) {
        return Err(failure);
    }
    if args.claim.run.is_some() {
        let failure = CommandFailure::new(Exit::Invalid, "`--run` is for a run in many workspaces");
        return Err(failure.with_hint("add `--all-workspaces` or `-w GLOB`, or omit `--run`"));
    }
    let wanted = args.wanted()?;
    let session = opened(global, args, output)?;
    check(&wanted, args.formats.files(&session.root))?;
    let reporting = Reporting {
        session: &session,
        output,
        wanted: &wanted,
        force: args.formats.force.given,
        gathered: None,
    };
    let held = Held::take(&reporting, args, None, None).await?;
    let outcome = apply(&held, &reporting, args, None).await;
    held.release(output).await;
    outcome
}

fn opened(global: &Global, args: &ApplyArgs, output: Output) -> Result<Session, CommandFailure> {
    let mut session = Session::open_with_people(global, output)?;
    args.selection.apply_to(&mut session)?;
    Ok(session)
}

impl InEach for ApplyArgs {
    type Format = ApplyFormat;

    const COMMAND: &'static str = "apply";
    const RESULT: &'static str = "report";

    fn formats(&self) -> &FormatArgs<ApplyFormat> {
        &self.formats
    }

    fn wanted(&self) -> Result<Vec<Wanted<ApplyFormat>>, CommandFailure> {
        Self::wanted(self)
    }

    fn writes(&self) -> bool {
        true
    }

    fn asked(&self) -> String {
        let Self {
            auto_approve,
            send_invites,
            overwrite_conflicts,
            allow_local_state,
            selection,
            ..
        } = self;
        format!(
            "{auto_approve} {send_invites} {overwrite_conflicts} {allow_local_state} {selection:?}"
        )
    }

    fn claim(&self) -> Option<&ClaimArgs> {
        Some(&self.claim)
    }

    fn refusal(&self) -> Option<CommandFailure> {
        let Some(path) = &self.plan_file else {
            return refuse_to_guess(self);
        };
        let message = format!("{path} is the plan of one workspace, and several are named");
        let failure = CommandFailure::new(Exit::Invalid, message);
        Some(failure.with_hint("name its workspace: `vetform apply -w NAME PLANFILE`"))
    }

    async fn turn(
        &self,
        global: &Global,
        stage: Stage<'_, ApplyFormat>,
    ) -> Result<Turn, CommandFailure> {
        let Stage {
            wanted,
            output,
            signals,
            claim,
        } = stage;
        let session = opened(global, self, output)?;
        let is_shared = claim.is_some_and(|claim| claim.is_shared);
        if is_shared && !self.allow_local_state && ci_state::keeps_state_locally(&session.workspace)
        {
            return Err(unseen_by_others(&session.workspace.name));
        }
        let gathered = Gathered::default();
        let reporting = Reporting {
            session: &session,
            output,
            wanted,
            force: self.formats.force.given,
            gathered: Some(&gathered),
        };
        let held = Held::take(&reporting, self, signals, claim).await?;
        let turn = match claim {
            None => gathered.turn(wanted, apply(&held, &reporting, self, signals).await),
            Some(claim) => match claim.ended(&held.state).await {
                Err(failure) => failure.into(),
                // Another worker was quicker.
                Ok(Some(turn)) => turn,
                Ok(None) => {
                    let turn = gathered.turn(wanted, apply(&held, &reporting, self, signals).await);
                    // What came to its end is over, whoever wished for another end meanwhile.
                    let is_over = turn.exit == Exit::Done
                        || !turn.may_pass() && !signals.is_some_and(Signals::is_heard);
                    if is_over
                        && let Err(failure) = claim.remember(&held.state, &held.lock, &turn).await
                    {
                        output.warning(&format!(
                            "it is not remembered that this turn is over, so another worker will take it again: {}",
                            failure.message
                        ));
                    }
                    turn
                }
            },
        };
        held.release(output).await;
        Ok(turn)
    }
}

/// Each worker of a CI has a disk of its own: all of them would take every turn.
fn unseen_by_others(workspace: &str) -> CommandFailure {
    let message = format!(
        "workspace {workspace} keeps its state in a local file, and this is a CI job: other workers cannot see whose turn it is"
    );
    CommandFailure::new(Exit::Invalid, message).with_hint(
        "nothing was sent; use a bucket (`state: s3://…`, gs:// or az://), or `--shard K/N` without `--claim`; \
        `--allow-local-state` if all workers are on one machine",
    )
}

fn refuse_to_guess(args: &ApplyArgs) -> Option<CommandFailure> {
    let is_approved = args.auto_approve || args.plan_file.is_some();
    (!is_approved && !somebody_is_there()).then(|| {
        CommandFailure::new(
            Exit::Invalid,
            "cannot ask for approval without a terminal, and neither `--auto-approve` nor a saved plan was given",
        )
        .with_hint("review `vetform plan --out FILE`, then run `vetform apply FILE`; or use `--auto-approve`")
    })
}
