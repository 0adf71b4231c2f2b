//! Plays a behaviour, whoever the player is, and tells what went otherwise than the model says.

use std::cell::Cell;

use tokio::runtime::Builder;
use vetform::sandbox::{Received, Sandbox};

use crate::at_once::so_many_in_threads;
use crate::history::writes;
use crate::lab::arrives;

use super::chain::Chain;
use super::script::{Behaviour, Outcome, Run};

/// Every behaviour of the model.
const ALL: &str = include_str!("../../proof/behaviours.txt");

/// Runs the program in one way or another, about one chain.
pub(super) trait Player {
    fn sandbox(&self) -> &Sandbox;

    /// Plans, lets `meanwhile` happen, and carries the plan out.
    fn runs(&self, meanwhile: &dyn Fn());

    /// The same, killed once `is_time`.
    fn runs_and_is_killed(&self, meanwhile: &dyn Fn(), is_time: &dyn Fn() -> bool);

    /// Whether something is in doubt, and whether something stands in the way.
    fn in_doubt_and_blocked(&self) -> (bool, bool);
}

/// Which of the behaviours are played, and how many at a time.
pub(super) struct Choice {
    /// At most so many, spread evenly.
    pub(super) most: usize,
    pub(super) at_once: usize,
}

/// How much is replayed: what CI has time for, or as much as somebody waits for.
pub(super) fn most(in_ci: usize, by_hand: usize) -> usize {
    match std::env::var("VETFORM_PROOF").as_deref() {
        Ok("deep") => by_hand,
        _ => in_ci,
    }
}

pub(super) fn replay<P: Player>(
    chains: &[&Chain],
    choice: &Choice,
    player: impl Fn(&Chain) -> P + Sync,
) {
    let cases = chains.iter().flat_map(|chain| {
        let chosen = chosen(chain, choice.most);
        println!("{}: {} behaviours", chain.name, chosen.len());
        chosen.into_iter().map(|line| (*chain, line))
    });
    so_many_in_threads(choice.at_once, cases, |(chain, line)| {
        let difference = differs(chain, &Behaviour::parse(line), &player(chain));
        if let Some(difference) = difference {
            panic!("{}: {line}\n{difference}", chain.name);
        }
    });
}

/// Behaviours of a chain, at most so many, spread evenly.
fn chosen(chain: &Chain, most: usize) -> Vec<&'static str> {
    let lines = ALL.lines();
    let lines = lines.skip_while(|line| line.strip_prefix("# ") != Some(chain.name));
    let lines = lines.skip(1).take_while(|line| !line.starts_with('#'));
    let lines: Vec<&str> = lines.collect();
    let step = lines.len().div_ceil(most);
    lines.into_iter().step_by(step).collect()
}

fn differs(chain: &Chain, behaviour: &Behaviour, player: &impl Player) -> Option<String> {
    let before = chain.done(player.sandbox());
    player.sandbox().clear_received();
    let mut sent = Vec::new();
    for (nth, run) in behaviour.runs.iter().enumerate() {
        let received = play(run, &sent, player);
        if received.len() != run.sends.len() {
            return Some(format!("run {nth} sent {}: {received:?}", received.len()));
        }
        sent.extend(received);
    }
    let (is_in_doubt, is_blocked) = player.in_doubt_and_blocked();
    let outcome = Outcome {
        done: chain.done(player.sandbox()) - before,
        is_in_doubt,
        is_blocked,
    };
    (outcome != behaviour.outcome).then(|| format!("{outcome:?}"))
}

/// Plays one run; what it sent. `sent`: what the runs before it sent.
fn play(run: &Run, sent: &[Received], player: &impl Player) -> Vec<Received> {
    let sandbox = player.sandbox();
    let arrive = |which: &[usize]| {
        for nth in which {
            now_arrives(&sent[nth - 1], sandbox);
        }
    };
    arrive(&run.arrive_before_it_plans);
    let seen = Cell::new(0);
    let received = || writes(sandbox.received().split_off(seen.get()));
    let meanwhile = || {
        arrive(&run.arrive_before_it_looks);
        seen.set(sandbox.received().len());
        sandbox.set_faults(run.faults());
    };
    if run.is_killed {
        let is_time = || received().len() == run.sends.len();
        player.runs_and_is_killed(&meanwhile, &is_time);
    } else {
        player.runs(&meanwhile);
    }
    received()
}

fn now_arrives(request: &Received, sandbox: &Sandbox) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(arrives(request, sandbox));
}
