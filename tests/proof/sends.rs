//! What comes of a request, and what a run then does: the loop of `apply::people_send`, without its decisions.

use vetform::apply::RunOptions;
use vetform::apply::decide::{self, Ended};
use vetform::model::{Email, PersonOutcome, PersonResult};

use super::acts::All;
use super::kinds::who_is;
use super::live::ids;
use super::model::{Model, State, Yes};
use super::rules::Rule;
use super::run::{At, Request};
use super::step::{Came, Seen, Step};
use super::store::{RunNumber, lines};
use super::world::World;

impl Model {
    pub(crate) fn send(&self, state: &State, run: RunNumber, request: &Request, all: &mut All) {
        let who = request.people();
        if self.rules.has(Rule::Fence) && !state.run(run).has_lease {
            let mut next = state.clone();
            let own = next.run_mut(run);
            own.not_done(&request.open, Ended::NeverSent);
            let text = own.noted.clone();
            next.store.append(run, text.as_str());
            next.stop(run);
            all.push((Step::Overtaken(run), next));
            return;
        }
        for came in Self::fates(state) {
            let mut next = state.clone();
            self.came(&mut next, run, request, came);
            all.push((Step::Sends(run, who.clone(), came), next));
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

    fn came(&self, next: &mut State, run: RunNumber, request: &Request, came: Came) {
        let who = request.people();
        if came != Came::NeverSent {
            next.ask(&who);
        }
        let is_slow = matches!(
            came,
            Came::LostAndSlow | Came::AcceptedAndSlow | Came::KilledAndSlow
        );
        match came {
            Came::Answered => {
                next.world.commit(&who, false, self.kind.refuses_a_second);
                let outcomes: Vec<PersonOutcome> = request
                    .open
                    .people()
                    .into_iter()
                    .map(|who| entered(who, &next.world))
                    .collect();
                let own = next.run_mut(run);
                own.told(&outcomes);
                own.end_call();
            }
            Came::Refused | Came::NeverSent => {
                next.left.faults -= 1;
                let ended = if came == Came::Refused {
                    Ended::Refused
                } else {
                    Ended::NeverSent
                };
                let own = next.run_mut(run);
                own.not_done(&request.open, ended);
                own.end_call();
                if ended == Ended::Refused {
                    // An answer, which somebody reads.
                    for who in who {
                        next.unheard[who] = 0;
                    }
                }
            }
            Came::Lost | Came::LostAndSlow | Came::Accepted | Came::AcceptedAndSlow => {
                next.left.faults -= 1;
                next.on_its_way(who, is_slow);
                let ended = match came {
                    Came::Lost | Came::LostAndSlow => Ended::Unknown,
                    _ => Ended::Accepted,
                };
                self.lost(next, run, request, ended);
            }
            Came::Killed | Came::KilledAndSlow => {
                next.left.kills -= 1;
                next.on_its_way(who, is_slow);
                next.stop(run);
            }
        }
    }

    /// Nobody heard the end of it.
    fn lost(&self, next: &mut State, run: RunNumber, request: &Request, ended: Ended) {
        let own = next.run_mut(run);
        if ended == Ended::Accepted && self.rules.has(Rule::AcceptanceKept) {
            let facts = own.accepted(&request.open);
            own.memory = own.memory.with(&facts);
            let mut text = std::mem::take(&mut own.noted);
            text.push(&lines(&facts));
            if !next.write(run, text.as_str(), &self.rules) {
                return next.stop(run);
            }
        }
        if ended == Ended::Accepted {
            for who in request.people() {
                next.yes[who] = Yes::Said;
            }
        }
        let own = next.run_mut(run);
        let tried = Request {
            open: request.open.clone(),
            tries: request.tries + 1,
        };
        let may_go_again = own.may_go_again(&tried, ended);
        let is_blind = !self.rules.has(Rule::SettleByReading);
        own.at = if may_go_again && (decide::refuses_a_second(&tried.open) || is_blind) {
            At::Intend(tried)
        } else {
            At::Settle(tried, ended)
        };
    }

    pub(crate) fn settle(
        &self,
        state: &State,
        run: RunNumber,
        request: &Request,
        ended: Ended,
        all: &mut All,
    ) {
        let who = request.people();
        if !request.open.facts().is_shown {
            let mut next = state.clone();
            next.run_mut(run).end_call();
            return self.act(&next, run, all);
        }
        if state.world.is_awaited() {
            return;
        }
        for seen in [Seen::Everything, Seen::Failed] {
            if seen == Seen::Failed && state.left.faults == 0 {
                continue;
            }
            let mut next = state.clone();
            next.world
                .pass(RunOptions::default().mail_pauses.iter().sum());
            let shown = next.read(seen);
            let own = next.run_mut(run);
            if seen == Seen::Failed && self.rules.has(Rule::ProvenAbsence) {
                own.end_call();
            } else {
                let live = self.live(state.edit, &shown);
                let may_go_again = own.may_go_again(request, ended);
                let open = request.open.clone();
                own.take(&open.people_done(&live), &open, request.tries);
                if !may_go_again && matches!(own.at, At::Intend(_)) {
                    own.end_call();
                }
            }
            all.push((Step::Settles(run, who.clone(), seen), next));
        }
    }
}

fn entered(who: &Email, world: &World) -> PersonOutcome {
    let all = world.entries_of(who_is(who.canonical()));
    PersonOutcome {
        who: who.clone(),
        result: PersonResult::Entered(ids(all.last().unwrap())),
    }
}
