//! One rehearsal, from the reads to what is told.

use std::collections::BTreeSet;
use std::time::Instant;

use camino::Utf8Path;

use super::super::apply_saved::{checked, read, refuse_other_company};
use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::super::global::Global;
use super::super::output::Output;
use super::super::outputs::{Rendered, write_each};
use super::super::planning::{drop_aside, locate, read_and_plan};
use super::super::review::home;
use super::super::session::{self, Session};
use super::super::systems::{Systems, needed};
use super::args::{RehearseArgs, RehearseFormat};
use super::crashes::{Crashing, rounded};
use super::recording::Recording;
use super::scenario::Scenario;
use super::stage::{Set, Stage, without_receipts};
use crate::apply::Report;
use crate::model::System;
use crate::plan::{Plan, SavedPlan};
use crate::render::{
    Paint, RehearsalDocument, RehearsalOutcome, RehearsalProblem, rehearsal_markdown,
    rehearsal_text,
};
use crate::sandbox::World;
use crate::state::{Origin, Recorded};

pub(in crate::cli) async fn run(
    global: &Global,
    args: &RehearseArgs,
    output: Output,
) -> CommandResult {
    let (root, wanted) = args.formats.wanted_in_project(global, None)?;
    let saved = match args.plan_file.as_deref() {
        Some(path) => Some((path, read(path)?)),
        None => None,
    };
    let mut session = Session::open_with_people(global, output)?;
    args.selection.apply_to(&mut session)?;
    let rehearsing = Rehearsing {
        session: &session,
        args,
        saved: saved.as_ref().map(|(path, saved)| (*path, saved)),
        output,
        begun: Instant::now(),
    };
    let Rehearsed { document, exit } = Box::pin(rehearsing.rehearse()).await?;
    write_each(&wanted, args.formats.files(&root), output, |one| {
        Ok(match one.format {
            RehearseFormat::Text => {
                let plain = Paint::new(false);
                let paint = one.file.as_ref().map_or(output.result, |_| plain);
                Rendered::text(rehearsal_text(&document, paint))
            }
            RehearseFormat::Json => Rendered::json(&document)?,
            RehearseFormat::Markdown => Rendered::document(rehearsal_markdown(&document)),
        })
    })?;
    Ok(exit)
}

/// One rehearsal: everything it works with.
struct Rehearsing<'a> {
    session: &'a Session,
    args: &'a RehearseArgs,
    saved: Option<(&'a Utf8Path, &'a SavedPlan)>,
    output: Output,
    begun: Instant,
}

/// What came of it.
struct Rehearsed {
    document: RehearsalDocument,
    exit: Exit,
}

/// What was read of the live systems, and what follows from it. Nobody is connected to them any more.
struct Copied {
    recorded: Recorded,
    plan: Plan,
    recording: Recording,
    systems: BTreeSet<System>,
}

impl Rehearsing<'_> {
    async fn rehearse(&self) -> Result<Rehearsed, CommandFailure> {
        let copied = self.copy().await?;
        let reads = copied.recording.answered();
        let scenario = Scenario {
            session: self.session,
            saved: self.saved.map(|(_, saved)| saved),
            overwrite_conflicts: self.args.overwrite_conflicts,
            origin: Origin::from("rehearsal"),
            systems: &copied.systems,
        };
        let (plan, unfit) = scenario.consented(copied.plan.clone(), &copied.recorded);
        let mut document = self.document(reads.len());
        let in_doubt = plan.in_doubt().map(|note| note.address.to_string());
        document.in_doubt = in_doubt.collect();
        self.add_blocked(&plan, &mut document);
        self.add_report(&unfit, &mut document);
        if !document.problems.is_empty() {
            document.outcome = RehearsalOutcome::Blocked;
            return Ok(self.ended(document, &unfit));
        }
        if !plan.has_pending_changes() && plan.records.is_empty() {
            document.outcome = RehearsalOutcome::Nothing;
            return Ok(self.ended(document, &unfit));
        }
        let assumed = super::assumed::assumed(self.session, &copied.recorded, self.args.credits);
        document.assumed = super::assumed::in_words(&plan, &assumed);
        let world = World::copied(&reads, &assumed).map_err(|error| uncopied(&error))?;
        self.play(&scenario, &copied, &world, document).await
    }

    /// Reads what is live, and plans. Whatever connects to live systems is gone when this returns, and could not have written.
    async fn copy(&self) -> Result<Copied, CommandFailure> {
        let (session, output) = (self.session, self.output);
        let recorded = session::recall(&session.state()?, &session.workspace, output).await?;
        let recorded = match self.saved {
            Some((path, saved)) => checked(session, recorded, path, saved)?,
            None => recorded,
        };
        let recording = Recording::default();
        let live =
            Systems::connect_to_read(session, &recorded, output, &|system| recording.of(system))
                .await?;
        let reading = live.voice.shows_reading();
        let made = read_and_plan(session, &live.readers(), &recorded, output).await;
        drop(reading);
        live.close().await;
        let (plan, read) = made?;
        drop_aside(read);
        refuse_other_company(&plan)?;
        let of_workspace = |system: &System| {
            let workspace = &session.workspace;
            workspace.sandbox.is_some() || workspace.settings(*system).is_some()
        };
        let systems = needed(session, &recorded).into_iter().filter(of_workspace);
        Ok(Copied {
            systems: systems.collect(),
            recorded,
            plan,
            recording,
        })
    }

    /// Everything that needs no live system.
    async fn play(
        &self,
        scenario: &Scenario<'_>,
        copied: &Copied,
        world: &World,
        mut document: RehearsalDocument,
    ) -> Result<Rehearsed, CommandFailure> {
        let concurrency = self.session.workspace.limits.concurrency;
        let stage = Stage::set(Set {
            world,
            systems: scenario.systems,
            concurrency,
            witness: None,
        });
        let stage = stage.await?.with_state(&copied.recorded).await?;
        let mut recorded = without_receipts(&copied.recorded);
        let plan = scenario.plan(&stage, &recorded).await?;
        refuse_unlike(&copied.plan, &plan)?;
        let (plan, _) = scenario.consented(plan, &recorded);
        let report = scenario
            .apply(&stage, &plan, &mut recorded, concurrency)
            .await?;
        document.calls = stage.writes();
        document.changes = report.done.len();
        self.add_report(&report, &mut document);
        let again = scenario.plan(&stage, &recorded).await?;
        if document.problems.is_empty() {
            self.add_left(scenario, &again, &mut document);
        }
        document.mails = stage.sandbox.web_app().mails()?;
        let census = stage.sandbox.world()?.census();
        stage.sandbox.stop().await;
        document.seconds = rounded(self.begun.elapsed());
        if self.args.crash_everywhere && document.problems.is_empty() {
            let crashing = Crashing {
                scenario,
                world,
                recorded: &copied.recorded,
                wanted: &census,
                calls: document.calls,
                output: self.output,
            };
            document.crashes = Some(crashing.everywhere().await?);
        }
        Ok(self.ended(document, &report))
    }

    fn document(&self, reads: usize) -> RehearsalDocument {
        RehearsalDocument {
            format_version: 1,
            workspace: self.session.workspace.name.clone(),
            outcome: RehearsalOutcome::Passed,
            changes: 0,
            calls: 0,
            mails: 0,
            reads,
            seconds: 0.0,
            problems: Vec::new(),
            assumed: Vec::new(),
            in_doubt: Vec::new(),
            crashes: None,
        }
    }

    fn add_blocked(&self, plan: &Plan, document: &mut RehearsalDocument) {
        let locate = locate(self.session);
        for blocked in &plan.blocked {
            let place = blocked.source.as_ref().and_then(&locate);
            let place = place.or_else(|| home(self.session, &blocked.address));
            let message = format!("{} [{}]", blocked.message, blocked.code);
            document.problems.push(RehearsalProblem {
                help: Some(blocked.help.clone()),
                ..RehearsalProblem::of(&blocked.address, message, place)
            });
        }
    }

    fn add_report(&self, report: &Report, document: &mut RehearsalDocument) {
        for failed in &report.failed {
            let place = home(self.session, &failed.address);
            let problem = RehearsalProblem::of(&failed.address, failed.error.clone(), place);
            document.problems.push(problem);
        }
        let unverified = report.unverified_because.iter();
        let unverified = unverified.map(|why| RehearsalProblem::general(why.clone()));
        document.problems.extend(unverified);
    }

    /// What the plan after the apply still has, and must not.
    fn add_left(&self, scenario: &Scenario<'_>, again: &Plan, document: &mut RehearsalDocument) {
        self.add_blocked(again, document);
        for (address, calls) in scenario.left(again) {
            let calls = crate::model::counted(calls, "call");
            let message =
                format!("it was applied, and the next plan would still change it ({calls})");
            let place = home(self.session, &address);
            document
                .problems
                .push(RehearsalProblem::of(&address, message, place));
        }
    }

    fn ended(&self, mut document: RehearsalDocument, report: &Report) -> Rehearsed {
        if document.seconds == 0.0 {
            document.seconds = rounded(self.begun.elapsed());
        }
        if document.outcome == RehearsalOutcome::Passed && !document.problems.is_empty() {
            document.outcome = RehearsalOutcome::Failed;
        }
        let exit = if report.is_only_stale() {
            Exit::Stale
        } else if document.has_failed() {
            Exit::Blocked
        } else {
            Exit::Done
        };
        Rehearsed { document, exit }
    }
}

/// A rehearsal in another world would say nothing about this one.
fn refuse_unlike(live: &Plan, copy: &Plan) -> Result<(), CommandFailure> {
    let mut unlike = live
        .changes
        .iter()
        .filter(|change| !copy.changes.contains(change));
    let other = unlike.next().map(|change| &change.address);
    let mut more = copy
        .changes
        .iter()
        .filter(|change| !live.changes.contains(change));
    let other = other.or_else(|| more.next().map(|change| &change.address));
    let blocked = copy.blocked.iter().find(|one| !live.blocked.contains(one));
    match other.or_else(|| blocked.map(|blocked| &blocked.address)) {
        None => Ok(()),
        Some(address) => {
            let message = format!(
                "nothing was rehearsed: in the copy {address} would be planned otherwise than live, so the copy is not true"
            );
            let hint = "nothing was sent; this is a fault of vetform: please report it with what is special about that \
                        object in the web app";
            Err(CommandFailure::new(Exit::Failed, message).with_hint(hint))
        }
    }
}

fn uncopied(error: &crate::sandbox::SandboxError) -> CommandFailure {
    let message = format!("nothing was rehearsed: what is live cannot be copied: {error}");
    let hint = "nothing was sent; `--target` narrows the rehearsal to other resources";
    CommandFailure::new(Exit::Failed, message).with_hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::plan::Blocked;

    #[test]
    fn a_copy_that_plans_otherwise_than_live_says_nothing_about_it() {
        let live = Plan::default();
        assert!(refuse_unlike(&live, &live.clone()).is_ok());
        let blocked = Blocked {
            address: "taptalent/Flow/screen".parse().unwrap(),
            code: Code::ImmutableStep,
            message: String::new(),
            help: String::new(),
            source: None,
            steps: Vec::new(),
        };
        let copy = Plan {
            blocked: vec![blocked],
            ..Plan::default()
        };
        let refused = refuse_unlike(&live, &copy).unwrap_err();
        assert_eq!(refused.exit, Exit::Failed);
        assert!(refused.message.contains("taptalent/Flow/screen"));
    }
}
