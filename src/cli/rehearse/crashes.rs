//! `--crash-everywhere`: the apply once more, one call at a time, and right before and right after each call a case: the world
//! and the files of the state as they are at that moment, which is what a killed process leaves. There the same apply
//! is started anew until nothing is left, and what is there is compared with what there is without a kill.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::super::failure::CommandFailure;
use super::super::output::Output;
use super::scenario::Scenario;
use super::stage::{Set, Stage, without_receipts};
use crate::apply::Report;
use crate::diagnostic::Code;
use crate::model::{Address, masked};
use crate::plan::{Note, NoteSeverity, Plan};
use crate::render::{CrashesDocument, MadeOrLost, one_line};
use crate::sandbox::{Census, Moment, Witness, Witnessed, World};
use crate::state::Recorded;

/// How often somebody starts an apply again who sees that it is not done.
const RESUMED: usize = 3;

/// Cases that are at work at once.
const AT_ONCE: usize = 4;

/// How often it is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);

/// What all cases begin from, and have to come to.
pub(super) struct Crashing<'a> {
    pub scenario: &'a Scenario<'a>,
    pub world: &'a World,
    pub recorded: &'a Recorded,
    /// What there is after the apply that nobody killed.
    pub wanted: &'a Census,
    pub calls: usize,
    pub output: Output,
}

/// How a case ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    Done,
    /// Nothing more is sent before somebody has looked at these.
    Asks(Vec<Address>),
    /// And why.
    Undone(String),
}

/// One kill, and what came of it.
struct Case {
    /// In the order of the calls: two moments each.
    number: usize,
    name: String,
    ended: Ended,
    census: Census,
    writes: usize,
}

impl Crashing<'_> {
    /// Every case.
    pub(super) async fn everywhere(&self) -> Result<CrashesDocument, CommandFailure> {
        let begun = Instant::now();
        let mut cases = self.cases().await?;
        cases.sort_by_key(|case| case.number);
        let mut crashes = CrashesDocument {
            cases: cases.len(),
            calls: cases.iter().map(|case| case.writes).sum(),
            seconds: rounded(begun.elapsed()),
            ..CrashesDocument::default()
        };
        for case in cases {
            judge(
                &case.census,
                self.wanted,
                case.ended,
                &case.name,
                &mut crashes,
            );
        }
        Ok(crashes)
    }

    async fn cases(&self) -> Result<Vec<Case>, CommandFailure> {
        let (witness, mut seen) = Witness::new();
        let stage = self.stage(self.world, Some(witness)).await?;
        let stage = stage.with_state(self.recorded).await?;
        let mut recorded = without_receipts(self.recorded);
        let plan = self.scenario.plan(&stage, &recorded).await?;
        let (plan, _) = self.scenario.consented(plan, &recorded);
        let mut run = std::pin::pin!(self.scenario.apply(&stage, &plan, &mut recorded, 1));
        let (mut is_running, mut begun, mut told) = (true, 0, Instant::now());
        let mut at_work = FuturesUnordered::new();
        let mut cases = Vec::new();
        while is_running || !at_work.is_empty() {
            tokio::select! {
                Some(case) = at_work.next(), if !at_work.is_empty() => cases.push(case?),
                report = &mut run, if is_running => {
                    report?;
                    is_running = false;
                }
                Some(witnessed) = seen.recv(), if at_work.len() < AT_ONCE => {
                    begun += 1;
                    at_work.push(self.case(&stage, &witnessed, begun).await?);
                }
            }
            if told.elapsed() > TOLD_EVERY {
                told = Instant::now();
                let (done, all) = (cases.len(), 2 * self.calls);
                self.output
                    .say(&format!("killed and resumed: {done} of {all} cases"));
            }
        }
        drop(at_work);
        Ok(cases)
    }

    async fn stage(
        &self,
        world: &World,
        witness: Option<Witness>,
    ) -> Result<Stage, CommandFailure> {
        // One call at a time, so that every run has the same cases.
        let concurrency = 1;
        Stage::set(Set {
            world,
            systems: self.scenario.systems,
            concurrency,
            witness,
        })
        .await
    }

    /// Takes what a kill leaves at this moment. What is returned resumes it, while the killed run goes on.
    async fn case(
        &self,
        killed: &Stage,
        at: &Witnessed,
        number: usize,
    ) -> Result<impl Future<Output = Result<Case, CommandFailure>> + use<'_>, CommandFailure> {
        let stage = self.stage(&at.world, None).await?;
        let stage = stage.with_what_is_left_of(killed)?;
        let side = match at.moment {
            Moment::Before => "before",
            Moment::After => "after",
        };
        let name = format!("{side} call {}, {}", number.div_ceil(2), at.call);
        Ok(async move {
            let ended = self.resumed(&stage).await;
            let case = Case {
                number,
                name,
                ended,
                census: stage.sandbox.world()?.census(),
                writes: stage.writes(),
            };
            stage.sandbox.stop().await;
            Ok(case)
        })
    }

    /// Applies again until nothing is left.
    async fn resumed(&self, stage: &Stage) -> Ended {
        let mut last = Ended::Undone("it was not resumed".to_owned());
        for _ in 0..RESUMED {
            last = match self.resume(stage).await {
                Ok(Ended::Undone(why)) => Ended::Undone(why),
                Ok(ended) => return ended,
                Err(failure) => Ended::Undone(failure.whole()),
            };
        }
        last
    }

    async fn resume(&self, stage: &Stage) -> Result<Ended, CommandFailure> {
        let (scenario, saved) = (self.scenario, self.scenario.saved);
        let recalled = stage.state.load().await?;
        let mut recorded = saved.map_or_else(
            || recalled.clone(),
            |saved| saved.state_for(recalled.clone()),
        );
        let plan = scenario.plan(stage, &recorded).await?;
        let (plan, unfit) = scenario.consented(plan, &recorded);
        if !plan.blocked.is_empty() {
            return Ok(Ended::Asks(
                plan.blocked
                    .into_iter()
                    .map(|blocked| blocked.address)
                    .collect(),
            ));
        }
        let report = scenario.apply(stage, &plan, &mut recorded, 1).await?;
        let again = scenario.plan(stage, &recorded).await?;
        Ok(end(
            &again,
            &scenario.left(&again),
            &unfit.followed_by(report),
        ))
    }
}

fn end(again: &Plan, left: &[(Address, usize)], report: &Report) -> Ended {
    if let Some(failed) = report.failed.iter().find(|failed| !failed.stale) {
        return Ended::Undone(format!("{}: {}", failed.address, failed.error));
    }
    // What of a reviewed plan is another change by now is reviewed anew.
    let unfit: Vec<&Address> = report.failed.iter().map(|failed| &failed.address).collect();
    if let Some((address, _)) = left.iter().find(|(address, _)| !unfit.contains(&address)) {
        return Ended::Undone(format!("{address} would still be changed"));
    }
    let is_doubt = |note: &&Note| {
        let codes = [Code::InviteInDoubt, Code::GenerationPending];
        codes.contains(&note.code) && note.severity == NoteSeverity::Warning
    };
    let doubts = again
        .notes
        .iter()
        .filter(is_doubt)
        .map(|note| &note.address);
    let blocked = again.blocked.iter().map(|blocked| &blocked.address);
    let asks: Vec<Address> = doubts.chain(blocked).chain(unfit).cloned().collect();
    if asks.is_empty() {
        Ended::Done
    } else {
        Ended::Asks(asks)
    }
}

/// Counts what a case has made too often, and what it has not made though nobody was asked to look.
fn judge(
    census: &Census,
    wanted: &Census,
    ended: Ended,
    case: &str,
    crashes: &mut CrashesDocument,
) {
    let told = |(thing, times): (&str, usize)| MadeOrLost {
        case: case.to_owned(),
        thing: discreet(thing),
        times,
    };
    crashes.duplicates.extend(census.beyond(wanted).map(told));
    match ended {
        Ended::Done => {
            crashes.finished += 1;
            crashes.losses.extend(wanted.beyond(census).map(told));
        }
        Ended::Asks(addresses) => {
            crashes.asks += 1;
            let addresses = addresses.iter().map(ToString::to_string);
            crashes.somebody_looks_at.extend(addresses);
        }
        Ended::Undone(why) => crashes.losses.push(MadeOrLost {
            case: case.to_owned(),
            thing: discreet(&why),
            times: 1,
        }),
    }
}

/// With everybody's address masked.
fn discreet(thing: &str) -> String {
    let words = thing.split_inclusive([' ', '“', '”']);
    let masked = words.map(|word| {
        let bare = word.trim_end_matches([' ', '“', '”']);
        if bare.contains('@') {
            masked(bare) + word.get(bare.len()..).unwrap_or_default()
        } else {
            word.to_owned()
        }
    });
    one_line(&masked.collect::<String>()).into_owned()
}

/// Seconds, as people tell them.
pub(super) fn rounded(time: Duration) -> f64 {
    (time.as_secs_f64() * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::{Options, Person, Sandbox, seed_from_text};

    const FLOW: &str = "
taptalent:
  assessments: [{title: A, hiringForRole: R, purposeOfInterview: See how they work.}]
  flows: [{flowName: F, steps: [{assessment: A, passThreshold: 60}]}]
";

    fn person(email: &str) -> Person {
        Person {
            email: email.to_owned(),
            ..Person::default()
        }
    }

    /// What is there once these people are in the flow.
    async fn with(people: &[&str]) -> Census {
        let options = Options {
            seed: Some(seed_from_text(FLOW).unwrap()),
            ..Options::default()
        };
        let sandbox = Sandbox::start(options).await.unwrap();
        for email in people {
            sandbox
                .web_app()
                .add_flow_candidate(1, &person(email))
                .unwrap();
        }
        sandbox.world().unwrap().census()
    }

    fn judged(census: &Census, wanted: &Census, ended: Ended) -> CrashesDocument {
        let mut crashes = CrashesDocument::default();
        judge(census, wanted, ended, "after call 1", &mut crashes);
        crashes
    }

    #[tokio::test]
    async fn what_is_there_twice_is_a_duplicate_and_what_is_not_there_a_loss() {
        let wanted = with(&["alex@example.com", "kim@example.com"]).await;
        let other = with(&["alex@example.com", "alex@example.com"]).await;
        let crashes = judged(&other, &wanted, Ended::Done);
        let things = |all: &[MadeOrLost]| {
            let all = all.iter();
            all.map(|one| format!("{} × {}", one.times, one.thing))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            things(&crashes.duplicates),
            ["1 × flow candidate “a…x@e….com” of flow “F”"]
        );
        assert_eq!(
            things(&crashes.losses),
            ["1 × flow candidate “k…m@e….com” of flow “F”"]
        );
        let same = judged(&wanted, &wanted, Ended::Done);
        assert_eq!(
            (same.duplicates.len(), same.losses.len(), same.finished),
            (0, 0, 1)
        );
    }

    #[tokio::test]
    async fn what_waits_for_somebody_to_look_is_not_lost_but_what_was_doubled_is_doubled() {
        let wanted = with(&["alex@example.com"]).await;
        let asks = || Ended::Asks(vec!["taptalent/Roster/r".parse().unwrap()]);
        let less = judged(&with(&[]).await, &wanted, asks());
        assert_eq!((less.losses.len(), less.asks), (0, 1));
        assert!(less.somebody_looks_at.contains("taptalent/Roster/r"));
        let twice = with(&["alex@example.com", "alex@example.com"]).await;
        assert_eq!(judged(&twice, &wanted, asks()).duplicates.len(), 1);
        let undone = judged(&wanted, &wanted, Ended::Undone("refused".to_owned()));
        assert_eq!(undone.losses[0].thing, "refused");
    }
}
