//! What of a create's way can be seen from outside: at the wire, and in the journal.

use super::super::behaviours::{AtTheWire, Event, Outcome, Phase};
use super::super::journals_left::Journalling;
use super::model::{Model, State};
use super::run::At;
use super::step::Step;

impl AtTheWire for Model {
    fn event(&self, _: &State, step: &Step) -> Event {
        match step {
            Step::Starts => Event::Plans,
            Step::NothingToDo => Event::NothingToDo,
            Step::Sends(came) => Event::Sends(*came),
            Step::Arrives => Event::Arrives,
            Step::IsLost => Event::IsLost,
            Step::Looks
            | Step::SeesAnother
            | Step::LooksForEarlier
            | Step::Intends
            | Step::Settles
            | Step::Proves => Event::Inside,
            Step::Ends => Event::Ends,
            Step::Killed { .. } | Step::TimePasses | Step::StateLost | Step::StrangerMakes => {
                Event::Elsewhere
            }
        }
    }

    fn phase(state: &State) -> Phase {
        match state.run.as_ref().map(|run| run.at) {
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
        let plan = self.plan(&state.world, &memory, true);
        Outcome {
            done: state.world.objects.len(),
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
