//! What a run with a create does next, and all that can come of it: the I/O of `apply::send` and `apply::twins`, without
//! their decisions.

use std::time::Duration;

use vetform::apply::RunOptions;
use vetform::apply::decide::{Ended, left_of};
use vetform::apply::intent;
use vetform::apply::lists::{Before, Seen};
use vetform::apply::sighting::{self, Looks, Settled};
use vetform::clock::Moment;
use vetform::model::Written;
use vetform::plan::Precondition;
use vetform::state::Pending;

use super::super::step::Came;
use super::super::store::lines;
use super::model::{Model, State};
use super::mutants::Rule;
use super::run::{At, Run};
use super::step::Step;
use super::world::{By, Request, World};

type All = Vec<(Step, State)>;

impl Model {
    pub(super) fn act(&self, state: &State, all: &mut All) {
        let mut next = state.clone();
        let Some(run) = &mut next.run else {
            return self.start_run(next, all);
        };
        match run.at {
            At::Look => all.push((self.look(&mut next), next)),
            At::Call => self.begin_call(next, all),
            At::Intend => all.push((self.intend(&mut next), next)),
            At::Send => {
                for came in fates(state) {
                    let mut next = state.clone();
                    self.came(&mut next, came);
                    all.push((Step::Sends(came), next));
                }
            }
            At::Settle(ended) => {
                if !state.world.is_awaited() {
                    self.settle(&mut next, ended);
                    all.push((Step::Settles, next));
                }
            }
            At::Prove => all.push((self.prove(&mut next), next)),
            At::End => {
                let memory = run.memory.clone();
                next.store.save(memory);
                next.run = None;
                all.push((Step::Ends, next));
            }
        }
    }

    fn start_run(&self, mut next: State, all: &mut All) {
        let memory = next.store.load();
        let plan = self.plan(&next.world, &memory, true);
        next.store.writer = Some(0);
        next.store.save(memory.clone());
        let run = Run::new(&plan, memory, next.world.seconds);
        if plan.is_empty() {
            next.store.save(run.memory);
            all.push((Step::NothingToDo, next));
        } else {
            next.run = Some(run);
            all.push((Step::Starts, next));
        }
    }

    fn seen(&self, world: &World) -> Seen {
        let objects = world.objects.iter();
        let named = objects.map(|one| (one.id(), Some(self.kind.key.to_owned())));
        Seen::new(Moment::now(), named)
    }

    fn before(&self, run: &Run) -> Before {
        let objects = run.before.iter();
        let named = objects.map(|id| (id.clone(), Some(self.kind.key.to_owned())));
        Before::List(Seen::new(Moment::now(), named).into())
    }

    fn look(&self, next: &mut State) -> Step {
        let seen = self.seen(&next.world);
        let seconds = next.world.seconds;
        let ids = next
            .world
            .objects
            .iter()
            .map(super::world::Object::id)
            .collect();
        let run = next.run.as_mut().unwrap();
        let Precondition::Absent(absent) = &run.change().precondition else {
            panic!("{:?}", run.change().precondition);
        };
        let memory = run.memory.clone();
        if sighting::appeared(&seen, absent, |id| memory.stands_for(id)).is_some() {
            run.at = At::End;
            return Step::SeesAnother;
        }
        let change = run.change();
        let records = change.records.iter().cloned();
        let facts: Vec<_> = records.map(|one| one.of(&change.address)).collect();
        run.note(&facts);
        (run.before, run.looked, run.at) = (ids, seconds, At::Call);
        Step::Looks
    }

    /// What an earlier run has sent is looked for, as long as it may still take.
    fn begin_call(&self, mut next: State, all: &mut All) {
        let run = next.run.as_mut().unwrap();
        let passed = Duration::from_secs(run.looked - run.began);
        let pauses = left_of(&RunOptions::default().visibility_pauses, passed);
        let is_earlier = run.pending().is_some() && self.has(Rule::WaitForEarlier);
        if !is_earlier || pauses.is_empty() {
            run.at = At::Intend;
            return self.act(&next, all);
        }
        if next.world.is_awaited() {
            return;
        }
        next.world.pass(pauses.iter().sum());
        let settled = self.looks(&next);
        let run = next.run.as_mut().unwrap();
        match settled {
            Settled::Done(written) if !self.has(Rule::FoundIsNotOurs) => run.done(&written),
            Settled::Done(written) => run.found(&written),
            Settled::NotSeen => run.at = At::Intend,
            Settled::Unclear(_) => run.at = At::End,
            Settled::Among(ids, _) => next.leave_among(ids),
        }
        all.push((Step::LooksForEarlier, next));
    }

    /// Two looks, with nothing between them.
    fn looks(&self, state: &State) -> Settled {
        let run = state.run.as_ref().unwrap();
        let seen = self.seen(&state.world);
        let before = self.before(run);
        let is_ours = |id: &str| run.memory.stands_for(id);
        let mut looks = Looks::default();
        for _ in 0..2 {
            let like = sighting::new_alike(&seen, Some(&before), self.kind.key, is_ours);
            let like = like.cloned().collect();
            let is_expected = |_: &str| true;
            let sighted =
                sighting::made_among(&seen, Some(&before), like, Vec::new(), is_expected, is_ours);
            if let Some(settled) = looks.take(Ok(sighted)) {
                return settled;
            }
        }
        looks.settle()
    }

    fn intend(&self, next: &mut State) -> Step {
        let since = next.world.now().to_string();
        let run = next.run.as_mut().unwrap();
        let key = run.memory.fingerprint_key.clone();
        let (_, mut pending) = intent::begun(&run.call().operation, &key, &since).unwrap();
        if let Some(earlier) = run.pending() {
            pending.sends = earlier.sends.saturating_add(1);
        }
        run.at = At::Send;
        if self.has(Rule::IntentBeforeSend) {
            next.write(pending);
        } else {
            let fact = run.started(pending);
            run.note(&[fact]);
        }
        Step::Intends
    }

    fn came(&self, next: &mut State, came: Came) {
        if came != Came::NeverSent {
            next.asked_after_yes |= next.yes;
        }
        next.run.as_mut().unwrap().tries += 1;
        let is_slow = matches!(
            came,
            Came::LostAndSlow | Came::AcceptedAndSlow | Came::KilledAndSlow
        );
        match came {
            Came::Answered => {
                let id = next.world.make(By::Us);
                next.run.as_mut().unwrap().done(&Written::Object(id));
            }
            Came::Refused => next.undone(Ended::Refused),
            Came::NeverSent => next.undone(Ended::NeverSent),
            Came::Lost | Came::LostAndSlow => {
                next.left.faults -= 1;
                next.on_its_way(is_slow);
                self.lost(next, Ended::Unknown);
            }
            Came::Accepted | Came::AcceptedAndSlow => {
                next.left.faults -= 1;
                next.on_its_way(is_slow);
                let mut pending = next.run.as_ref().unwrap().pending().unwrap();
                pending.accepted = true;
                next.yes = true;
                if self.has(Rule::AcceptanceKept) {
                    next.write(pending);
                }
                self.lost(next, Ended::Accepted);
            }
            Came::Killed | Came::KilledAndSlow => {
                next.left.kills -= 1;
                next.on_its_way(is_slow);
                next.run = None;
            }
        }
    }

    fn lost(&self, next: &mut State, ended: Ended) {
        let run = next.run.as_mut().unwrap();
        let may = run.may_go_again(ended);
        run.at = if may && !self.has(Rule::SettleByReading) {
            At::Intend
        } else {
            At::Settle(ended)
        };
    }

    fn settle(&self, next: &mut State, ended: Ended) {
        next.world.pass(RunOptions::default().settling_time());
        let settled = self.looks(next);
        let run = next.run.as_mut().unwrap();
        match settled {
            Settled::Done(written) if !self.has(Rule::FoundIsNotOurs) => run.done(&written),
            Settled::Done(written) => run.found(&written),
            Settled::NotSeen if run.may_go_again(ended) => run.at = At::Intend,
            Settled::NotSeen | Settled::Unclear(_) => run.at = At::End,
            Settled::Among(ids, _) => next.leave_among(ids),
        }
    }

    fn prove(&self, next: &mut State) -> Step {
        let seen = self.seen(&next.world);
        let run = next.run.as_mut().unwrap();
        let own = run.made.clone().unwrap();
        let before = self.before(run);
        let memory = run.memory.clone();
        let is_ours = |id: &str| id == own || memory.stands_for(id);
        let others = sighting::new_alike(&seen, Some(&before), self.kind.key, is_ours);
        let others: Vec<String> = others.cloned().collect();
        run.at = At::End;
        if !others.is_empty() {
            let mut pending = Pending::begun(next.world.now().to_string(), [].into());
            pending.among = others.into_iter().chain([own]).collect();
            next.write(pending);
        }
        Step::Proves
    }
}

fn fates(state: &State) -> Vec<Came> {
    let mut fates = vec![Came::Answered];
    if state.left.faults > 0 {
        fates.extend([
            Came::Refused,
            Came::NeverSent,
            Came::Lost,
            Came::LostAndSlow,
        ]);
        fates.extend([Came::Accepted, Came::AcceptedAndSlow]);
    }
    if state.left.kills > 0 {
        fates.extend([Came::Killed, Came::KilledAndSlow]);
    }
    fates
}

impl State {
    /// Writes down what must survive.
    fn write(&mut self, pending: Pending) {
        let run = self.run.as_mut().unwrap();
        let facts = [run.started(pending)];
        run.memory = run.memory.with(&facts);
        let mut text = std::mem::take(&mut run.noted);
        text.push(&lines(&facts));
        assert!(self.store.append(0, text.as_str()));
    }

    fn leave_among(&mut self, ids: Vec<String>) {
        let run = self.run.as_mut().unwrap();
        run.at = At::End;
        let mut pending = run.pending().unwrap();
        pending.among = ids.into_iter().collect();
        self.write(pending);
    }

    fn undone(&mut self, ended: Ended) {
        self.left.faults -= 1;
        let run = self.run.as_mut().unwrap();
        let part = intent::part(&run.call().operation).unwrap();
        let left = run
            .pending()
            .and_then(|pending| ended.leaves(part, pending));
        let left = left.map(|fact| fact.of(&run.change().address));
        run.note(&left.into_iter().collect::<Vec<_>>());
        run.at = At::End;
        if ended == Ended::Refused {
            // An answer, which somebody reads.
            self.unheard = 0;
        }
    }

    fn on_its_way(&mut self, is_slow: bool) {
        self.unheard += 1;
        self.world.requests.push(Request {
            is_slow,
            is_overdue: false,
        });
    }
}

impl Run {
    fn may_go_again(&self, ended: Ended) -> bool {
        let most = RunOptions::default().most_sends;
        ended.may_go_again(self.tries, most, &self.pending())
    }
}
