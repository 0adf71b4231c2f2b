//! Every behaviour of one chain that can be told apart at the wire, within two kills and two faults, with what the model says
//! it comes to: `behaviours.txt`, which `tests/it` replays on the program. Has no opinion of its own on what may happen.
//!
//! Left out is what the wire cannot tell: a kill between two requests is one in which the request before or after it was lost.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::creates;
use super::kinds::{ASSESSMENT, FLOW, INTERVIEW_SET, TASK};
use super::model::Model;
use super::rules::Rules;
use super::search;
use super::step::Came;

/// A step, as far as the wire shows it.
#[derive(Clone, Copy)]
pub(crate) enum Event {
    Plans,
    NothingToDo,
    Sends(Came),
    Ends,
    Arrives,
    IsLost,
    /// Nothing but the program takes part in it.
    Inside,
    /// Is not told here.
    Elsewhere,
}

/// Where the run is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// There is none.
    Idle,
    /// It has planned, and not looked once more yet.
    Planned,
    Works,
}

pub(crate) trait AtTheWire: search::Model {
    fn event(&self, state: &Self::State, step: &Self::Step) -> Event;
    fn phase(state: &Self::State) -> Phase;
    /// How many requests are on their way.
    fn on_their_way(state: &Self::State) -> usize;
    /// What is there in the end.
    fn outcome(&self, state: &Self::State) -> Outcome;
}

/// What can be seen once there is nothing more to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How often it was done: mails of a person, objects of a manifest.
    pub(crate) done: usize,
    pub(crate) is_in_doubt: bool,
    pub(crate) is_blocked: bool,
}

/// A way through the model so far.
#[derive(Clone, Default)]
struct Way {
    words: Vec<String>,
    sends: usize,
    /// Which of them are on their way, as the world lists them.
    open: Vec<usize>,
    has_just_sent: bool,
}

struct Walk<'m, M: AtTheWire> {
    model: &'m M,
    found: BTreeMap<String, Outcome>,
}

impl<M: AtTheWire> Walk<'_, M> {
    fn go(&mut self, state: &M::State, way: &Way) {
        let mut request = 0;
        for (step, next) in self.model.next(state) {
            let event = self.model.event(state, &step);
            let mut after = way.clone();
            after.has_just_sent = false;
            match event {
                Event::Elsewhere => continue,
                Event::Inside => {}
                Event::Plans => after.words.push("plan".to_owned()),
                Event::Ends => after.words.push("ends".to_owned()),
                Event::Sends(came) => {
                    after.words.push(word(came).to_owned());
                    after.sends += 1;
                    let is_open = M::on_their_way(&next) > way.open.len();
                    after.open.extend(is_open.then_some(after.sends));
                    after.has_just_sent = is_open;
                }
                Event::Arrives | Event::IsLost => {
                    let is_last = request + 1 == way.open.len();
                    let is_free = M::phase(state) != Phase::Works;
                    let nth = after.open.remove(request);
                    let at_once = way.has_just_sent && is_last;
                    let may = match event {
                        Event::Arrives => at_once || is_free && is_in_order(&way.words, nth),
                        _ => at_once,
                    };
                    if matches!(event, Event::IsLost) {
                        request += 1;
                    } else {
                        after.words.push(arrives(nth));
                    }
                    if !may {
                        continue;
                    }
                }
                Event::NothingToDo => {
                    // What never arrives is told where it got lost.
                    if way.open.is_empty() {
                        after.words.push("plan".to_owned());
                        self.end(&next, &after);
                    }
                    continue;
                }
            }
            self.go(&next, &after);
        }
    }

    /// What the wire does not tell apart must come to the same.
    fn end(&mut self, state: &M::State, way: &Way) {
        let (words, outcome) = (way.words.join(", "), self.model.outcome(state));
        if let Some(known) = self.found.get(&words) {
            assert_eq!(*known, outcome, "{words}");
        }
        self.found.insert(words, outcome);
    }
}

fn arrives(nth: usize) -> String {
    format!("arrives {nth}")
}

/// Of two that arrive with nothing between them, only one order is told.
fn is_in_order(words: &[String], nth: usize) -> bool {
    let last = words.last();
    !last.is_some_and(|last| (nth..).take(9).any(|later| *last == arrives(later)))
}

const fn word(came: Came) -> &'static str {
    match came {
        Came::Answered => "answered",
        Came::Refused => "refused",
        Came::NeverSent => "not sent",
        Came::Lost | Came::LostAndSlow => "lost",
        Came::Accepted | Came::AcceptedAndSlow => "accepted",
        Came::Killed | Came::KilledAndSlow => "killed",
    }
}

pub(crate) fn of<M: AtTheWire>(name: &str, model: &M) -> String {
    let mut walk = Walk {
        model,
        found: BTreeMap::new(),
    };
    walk.go(&model.start(), &Way::default());
    let mut text = format!("# {name}\n");
    for (words, outcome) in walk.found {
        let Outcome {
            done,
            is_in_doubt,
            is_blocked,
        } = outcome;
        let doubt = if is_in_doubt { ", in doubt" } else { "" };
        let blocked = if is_blocked { ", blocked" } else { "" };
        writeln!(text, "{words} => done {done}{doubt}{blocked}").unwrap();
    }
    text
}

fn all() -> String {
    let people = [&FLOW, &ASSESSMENT, &INTERVIEW_SET, &TASK].map(|kind| {
        let bounds = super::bounds::AT_THE_WIRE;
        of(kind.name, &Model::new(kind, bounds, Rules::default()))
    });
    people.into_iter().chain(creates::behaviours()).collect()
}

#[test]
fn the_behaviours_that_are_replayed_are_those_of_the_model() {
    super::generated::is_fresh("behaviours.txt", &all());
}
