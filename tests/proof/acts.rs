//! What a run does next, and all that can come of it: the I/O of `apply::people_send`, without its decisions.

use std::collections::BTreeMap;
use std::time::Duration;

use vetform::apply::RunOptions;
use vetform::apply::decide;
use vetform::apply::intent;
use vetform::model::{Live, Lookup};

use super::model::{Model, State, Yes, moment};
use super::rules::Rule;
use super::run::{At, Request, Run, people};
use super::step::{Seen, Step};
use super::store::{RunNumber, lines};
use super::world::{Request as OnItsWay, Who, World};

pub(crate) type All = Vec<(Step, State)>;

impl Model {
    pub(crate) fn act(&self, state: &State, run: RunNumber, all: &mut All) {
        let Some(own) = &state.runs[run] else {
            return self.start_run(state, run, all);
        };
        match own.at.clone() {
            At::Look => self.look(state, run, all),
            At::Call => self.begin_call(state, run, all),
            At::Intend(request) => self.intend(state, run, request, all),
            At::Send(request) => self.send(state, run, &request, all),
            At::Settle(request, ended) => self.settle(state, run, &request, ended, all),
            At::End => Self::end(state, run, all),
        }
    }

    fn start_run(&self, state: &State, run: RunNumber, all: &mut All) {
        let is_first_free = state.runs.iter().position(Option::is_none) == Some(run);
        if state.store.holder.is_some() || !is_first_free {
            return;
        }
        for seen in self.sights(state) {
            if seen == Seen::Failed && self.rules.has(Rule::ProvenAbsence) {
                continue;
            }
            let mut next = state.clone();
            let shown = next.read(seen);
            let memory = next.store.load();
            if next.left.losses > 0 {
                next.store.keep();
            }
            let plan = self.plan(next.edit, &shown, &memory);
            // Whoever takes the lock has the journal of the run before closed, and saves what it had.
            next.store.writer = Some(run);
            next.store.save(memory.clone());
            let own = Run::new(&plan, memory, next.world.now);
            if plan.is_empty() {
                next.store.save(own.memory);
                all.push((Step::NothingToDo(run, seen), next));
                continue;
            }
            next.store.holder = Some(run);
            next.runs[run] = Some(own);
            all.push((Step::Starts(run, seen), next));
        }
    }

    /// The look right before the first call of a change; and once more before another one, if time has passed.
    fn look(&self, state: &State, run: RunNumber, all: &mut All) {
        if !state.run(run).change().precondition.is_about_people() {
            let mut next = state.clone();
            next.run_mut(run).begin_calls(&[]);
            return self.act(&next, run, all);
        }
        for seen in self.sights(state) {
            let mut next = state.clone();
            let shown = next.read(seen);
            let own = next.run_mut(run);
            own.looked = state.world.now;
            if seen == Seen::Failed && self.rules.has(Rule::ProvenAbsence) {
                own.end_unseen();
            } else {
                let live = self.live(state.edit, &shown);
                let mut there = decide::there(own.change(), &by_address(&live));
                there.retain(|who, _| !own.out.contains(who));
                let address = &own.change().address;
                let facts = decide::are_there(address, &there, |who| own.memory.print_of(who));
                own.begin_calls(&facts);
                own.out.extend(there.into_keys());
            }
            all.push((Step::Looks(run, seen), next));
        }
    }

    /// Whoever may have been asked for by an earlier run is looked for, as long as it may still take.
    fn begin_call(&self, state: &State, run: RunNumber, all: &mut All) {
        let own = state.run(run);
        if own.change().precondition.is_about_people() && own.looked != state.world.now {
            return self.look(state, run, all);
        }
        let mut next = state.clone();
        let own = next.run_mut(run);
        let Some(open) = own
            .call()
            .operation
            .for_people(|who| !own.out.contains(who))
        else {
            own.end_call();
            return self.act(&next, run, all);
        };
        let earlier = own.intents(&open).into_iter().next();
        let earlier = earlier.filter(|_| open.facts().is_shown);
        let passed = Duration::from_secs(own.looked - own.began);
        let pauses = earlier.map(|_| decide::left_of(&RunOptions::default().mail_pauses, passed));
        let waits = self.rules.has(Rule::WaitForEarlier);
        match pauses.filter(|pauses| waits && !pauses.is_empty()) {
            None => {
                own.at = At::Intend(Request { open, tries: 0 });
                self.act(&next, run, all);
            }
            Some(_) if state.world.is_awaited() => {}
            Some(pauses) => {
                next.world.pass(pauses.iter().sum::<Duration>());
                let live = self.live(state.edit, &next.world);
                let own = next.run_mut(run);
                let step = Step::LooksForEarlier(run, people(&open));
                own.take(&open.people_done(&live), &open, 0);
                all.push((step, next));
            }
        }
    }

    fn intend(&self, state: &State, run: RunNumber, request: Request, all: &mut All) {
        let mut next = state.clone();
        let own = next.run_mut(run);
        let since = moment(&state.world).to_string();
        let facts = intent::started_with_people(
            &own.change().address,
            &request.open,
            |who| own.memory.print_of(who),
            &since,
            |part| own.pending(part),
        );
        let step = Step::Intends(run, request.people());
        own.at = At::Send(request);
        own.memory = own.memory.with(&facts);
        let mut text = std::mem::take(&mut own.noted);
        text.push(&lines(&facts));
        if self.rules.has(Rule::IntentBeforeSend) && !next.write(run, text.as_str(), &self.rules) {
            next.stop(run);
            all.push((Step::Overtaken(run), next));
            return;
        }
        if !self.rules.has(Rule::IntentBeforeSend) {
            next.run_mut(run).noted = text;
        }
        all.push((step, next));
    }

    fn end(state: &State, run: RunNumber, all: &mut All) {
        let mut next = state.clone();
        let own = next.run(run).clone();
        if own.has_lease {
            next.store.save(own.memory);
        } else {
            next.store.append(run, own.noted.as_str());
        }
        next.stop(run);
        all.push((Step::Ends(run), next));
    }

    /// What a read may show.
    pub(crate) fn sights(&self, state: &State) -> Vec<Seen> {
        let mut sights = vec![Seen::Everything];
        if state.left.faults > 0 && self.kind.shows {
            if state.world.entries.iter().any(|entry| entry.is_fresh) {
                sights.push(Seen::OldCopy);
            }
            if !state.world.entries.is_empty() || self.rules.has(Rule::ProvenAbsence) {
                sights.push(Seen::Failed);
            }
        }
        sights
    }
}

impl State {
    pub(crate) fn run(&self, run: RunNumber) -> &Run {
        self.runs[run].as_ref().unwrap()
    }

    pub(crate) fn run_mut(&mut self, run: RunNumber) -> &mut Run {
        self.runs[run].as_mut().unwrap()
    }

    /// What a read shows. One that failed shows nothing, to who takes it for an answer.
    pub(crate) fn read(&mut self, seen: Seen) -> World {
        if seen != Seen::Everything {
            self.left.faults -= 1;
        }
        match seen {
            Seen::Everything => self.world.clone(),
            Seen::OldCopy => self.world.old_copy(),
            Seen::Failed => World {
                entries: Vec::new(),
                ..self.world.clone()
            },
        }
    }

    /// The system is asked for these people.
    pub(crate) fn ask(&mut self, people: &[Who]) {
        for who in people {
            if self.yes[*who] == Yes::Said {
                self.yes[*who] = Yes::AskedAgain;
            }
        }
    }

    pub(crate) fn on_its_way(&mut self, people: Vec<Who>, is_slow: bool) {
        for who in &people {
            self.unheard[*who] += 1;
        }
        self.world.requests.push(OnItsWay {
            people,
            is_slow,
            is_overdue: false,
        });
    }

    /// Writes what must survive; whether that was possible.
    pub(crate) fn write(
        &mut self,
        run: RunNumber,
        text: &str,
        rules: &super::rules::Rules,
    ) -> bool {
        self.store.append(run, text) || !rules.has(Rule::Fence)
    }
}

/// People by address, as the look right before a write reads them.
fn by_address(live: &Live) -> BTreeMap<&str, Option<String>> {
    let candidates = live.taptalent.candidates.values();
    let candidates = candidates.flat_map(|found| match found {
        Lookup::Found(all) => all.items(),
        _ => &[],
    });
    let candidates = candidates.filter_map(|one| Some((one.email.as_deref()?, one.id.clone())));
    let keys = live.promptster.keys.values();
    let keys = keys.flat_map(|found| match found {
        Lookup::Found(all) => all.items(),
        _ => &[],
    });
    let keys = keys.filter_map(|key| Some((key.email.as_deref()?, Some(key.id.to_string()))));
    candidates.chain(keys).collect()
}
