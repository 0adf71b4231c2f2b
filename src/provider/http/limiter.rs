//! What all workers of one system share: how many calls may be in flight, how many may start in a second, and the
//! pause that a throttling server imposes on everyone.
//!
//! Knows no HTTP. When a server throttles, half of the places are taken away, and given back one at a time as calls
//! succeed: otherwise everyone returns at once after the pause, and most are turned away again until they give up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until};

use super::rate::Rate;

/// The shared door.
pub(super) struct Gate {
    places: Semaphore,
    rate: Mutex<Option<Arc<Rate>>>,
    state: Mutex<State>,
}

struct State {
    /// Places that exist at most.
    most: usize,
    /// Places that exist now.
    allowed: usize,
    /// Places that are to vanish when their holder leaves.
    owed: usize,
    /// Calls that succeeded since the last place came or went.
    successes: usize,
    paused_until: Option<Instant>,
    /// Calls that were given up since the last one that was answered for good.
    fruitless: u32,
}

impl Gate {
    pub(super) fn new(places: usize, requests_per_second: Option<f64>) -> Self {
        Self {
            places: Semaphore::new(places),
            rate: Mutex::new(requests_per_second.and_then(Rate::new).map(Arc::new)),
            state: Mutex::new(State {
                most: places,
                allowed: places,
                owed: 0,
                successes: 0,
                paused_until: None,
                fruitless: 0,
            }),
        }
    }

    /// Lets no more through than this from now on, either.
    pub(super) fn narrow(&self, places: usize, requests_per_second: Option<f64>) {
        if let Some(other) = requests_per_second.and_then(Rate::new) {
            let mut rate = self.rate.lock().unwrap_or_else(PoisonError::into_inner);
            if rate.as_ref().is_none_or(|rate| other.is_slower_than(rate)) {
                *rate = Some(Arc::new(other));
            }
        }
        let mut state = self.state();
        state.most = state.most.min(places);
        let fewer = state.allowed.min(places);
        self.take_away(&mut state, fewer);
    }

    /// Waits for a place, first come first served.
    pub(super) async fn enter(&self) -> Place<'_> {
        // The semaphore is never closed; the place is counted by hand so that it can vanish.
        if let Ok(permit) = self.places.acquire().await {
            permit.forget();
        }
        Place(self)
    }

    /// Holds everyone back for `pause`.
    pub(super) fn throttle(&self, pause: Duration) {
        let now = Instant::now();
        let mut state = self.state();
        if state.paused_until.is_none_or(|until| until <= now) {
            let fewer = state.allowed.div_ceil(2);
            self.take_away(&mut state, fewer);
            state.successes = 0;
        }
        let until = now + pause;
        state.paused_until = Some(state.paused_until.map_or(until, |old| old.max(until)));
    }

    /// Holds everyone back for `pause` because the quota is used up; nobody was turned away, so no place is lost.
    /// Says whether nobody was held back before.
    pub(super) fn hold(&self, pause: Duration) -> bool {
        let now = Instant::now();
        let mut state = self.state();
        let is_new = state.paused_until.is_none_or(|until| until <= now);
        let until = now + pause;
        state.paused_until = Some(state.paused_until.map_or(until, |old| old.max(until)));
        is_new
    }

    /// One call went well; a whole round of them earns a place back.
    pub(super) fn succeed(&self) {
        let mut state = self.state();
        if state.allowed == state.most {
            return;
        }
        state.successes += 1;
        if state.successes >= state.allowed {
            state.successes = 0;
            state.allowed += 1;
            self.give_back(&mut state);
        }
    }

    /// One call was answered for good, be it with a no.
    pub(super) fn get_through(&self) {
        self.state().fruitless = 0;
    }

    /// One call was given up, with all its tries.
    pub(super) fn fail(&self) {
        let mut state = self.state();
        state.fruitless = state.fruitless.saturating_add(1);
    }

    /// How many were given up since one was answered.
    pub(super) fn fruitless(&self) -> u32 {
        self.state().fruitless
    }

    /// All but `left` places; those that are taken vanish when their holders leave.
    fn take_away(&self, state: &mut State, left: usize) {
        state.owed += state.allowed - left;
        state.allowed = left;
        let vanished = self.places.forget_permits(state.owed);
        state.owed -= vanished;
    }

    fn give_back(&self, state: &mut State) {
        if state.owed > 0 {
            state.owed -= 1;
        } else {
            self.places.add_permits(1);
        }
    }

    async fn pause(&self) {
        loop {
            let until = self.state().paused_until;
            match until {
                Some(until) if until > Instant::now() => sleep_until(until).await,
                _ => return,
            }
        }
    }

    async fn pace(&self) {
        let rate = self
            .rate
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let Some(rate) = rate else { return };
        while let Err(early) = rate.start(Instant::now()) {
            sleep(early).await;
        }
    }

    /// A panic elsewhere leaves numbers that are still numbers.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place inside; left by dropping it.
pub(super) struct Place<'a>(&'a Gate);

impl Place<'_> {
    /// Waits until a call may start: no pause, and within the rate.
    pub(super) async fn ready(&self) {
        self.0.pause().await;
        self.0.pace().await;
        // A pause may have begun while the rate held us back.
        self.0.pause().await;
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        self.0.give_back(&mut state);
    }
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn a_door_that_is_narrowed_lets_fewer_in_and_stays_so() {
        let gate = Gate::new(4, None);
        let inside = [gate.enter().await, gate.enter().await, gate.enter().await];
        gate.narrow(2, Some(5.0));
        gate.narrow(8, Some(50.0));
        drop(inside);
        assert_eq!(gate.places.available_permits(), 2);
        for _ in 0..20 {
            gate.succeed();
        }
        assert_eq!(gate.places.available_permits(), 2);
        let rate = gate.rate.lock().unwrap().clone().unwrap();
        assert!(
            !rate.is_slower_than(&Rate::new(5.0).unwrap())
                && !Rate::new(5.0).unwrap().is_slower_than(&rate)
        );
    }

    use super::*;

    #[tokio::test]
    async fn a_pause_holds_everyone_back() {
        let gate = Gate::new(4, None);
        let start = Instant::now();
        gate.throttle(Duration::from_millis(60));
        gate.enter().await.ready().await;
        assert!(start.elapsed() >= Duration::from_millis(60));
    }

    #[tokio::test]
    async fn throttling_halves_the_places_and_success_returns_them() {
        let gate = Gate::new(4, None);
        let held: Vec<_> = [gate.enter().await, gate.enter().await, gate.enter().await].into();
        gate.throttle(Duration::from_secs(1));
        gate.throttle(Duration::from_secs(1));
        assert_eq!(gate.state().allowed, 2, "one burst of refusals counts once");
        drop(held);
        assert_eq!(gate.places.available_permits(), 2);
        for _ in 0..5 {
            gate.succeed();
        }
        assert_eq!(gate.places.available_permits(), 4);
    }

    #[tokio::test(start_paused = true)]
    async fn the_rate_is_kept() {
        let gate = Gate::new(8, Some(100.0));
        let start = Instant::now();
        for _ in 0..25 {
            gate.enter().await.ready().await;
        }
        assert_eq!(
            start.elapsed().as_millis(),
            200,
            "a burst of five, then one each 10 ms"
        );
    }
}
