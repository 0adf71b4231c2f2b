//! What of a roster's way can be seen from outside: at the wire, and in the journal.

use super::behaviours::{AtTheWire, Event, Outcome, Phase};
use super::journals_left::Journalling;
use super::model::{Model, State};
use super::run::At;
use super::step::{Came, Seen, Step};

impl AtTheWire for Model {
    fn event(&self, state: &State, step: &Step) -> Event {
        match step {
            Step::Starts(_, Seen::Everything) => Event::Plans,
            Step::NothingToDo(_, Seen::Everything) => Event::NothingToDo,
            // Who refuses a second does not say yes to it first, at the embedded systems.
            Step::Sends(_, who, Came::Accepted | Came::AcceptedAndSlow)
                if self.kind.refuses_a_second && who.iter().any(|who| state.world.has(*who)) =>
            {
                Event::Elsewhere
            }
            Step::Sends(_, _, came) => Event::Sends(*came),
            Step::Arrives(_) => Event::Arrives,
            Step::IsLost(_) => Event::IsLost,
            Step::Looks(_, Seen::Everything)
            | Step::LooksForEarlier(..)
            | Step::Intends(..)
            | Step::Settles(_, _, Seen::Everything) => Event::Inside,
            Step::Ends(_) => Event::Ends,
            Step::Starts(..)
            | Step::NothingToDo(..)
            | Step::Looks(..)
            | Step::Settles(..)
            | Step::Overtaken(_)
            | Step::Killed(..)
            | Step::StandsStill(_)
            | Step::LeaseRunsOut(_)
            | Step::TimePasses
            | Step::Edited(_)
            | Step::StateLost
            | Step::StatePutBack
            | Step::SomebodySays(..) => Event::Elsewhere,
        }
    }

    fn phase(state: &State) -> Phase {
        match state.runs.iter().flatten().next().map(|run| &run.at) {
            None => Phase::Idle,
            Some(At::Look) => Phase::Planned,
            Some(_) => Phase::Works,
        }
    }

    fn on_their_way(state: &State) -> usize {
        state.world.requests.len()
    }

    fn outcome(&self, state: &State) -> Outcome {
        let memory = state.store.load();
        let plan = self.plan(state.edit, &state.world, &memory);
        Outcome {
            done: state.world.entries.len(),
            is_in_doubt: !memory.pending.is_empty(),
            is_blocked: !plan.plan.blocked.is_empty(),
        }
    }
}

impl Journalling for Model {
    fn journal(state: &State) -> &str {
        state.store.journal()
    }
}
