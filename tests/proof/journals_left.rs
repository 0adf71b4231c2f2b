//! The journals that the model leaves, as a file that other tests read.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::bounds::AT_THE_WIRE;
use super::creates;
use super::generated::is_fresh;
use super::journals::paths;
use super::kinds::{ASSESSMENT, FLOW, INTERVIEW_SET, TASK};
use super::model::Model;
use super::rules::Rules;
use super::search;

/// A model that remembers which journals it has seen.
struct Remembering<'m, M> {
    model: &'m M,
    paths: RefCell<BTreeSet<String>>,
}

/// Whose states have a journal.
pub(crate) trait Journalling: search::Model {
    /// The lines of the run that wrote last.
    fn journal(state: &Self::State) -> &str;
}

impl<M: Journalling> search::Model for Remembering<'_, M> {
    type State = M::State;
    type Step = M::Step;

    fn start(&self) -> M::State {
        self.model.start()
    }

    fn next(&self, state: &M::State) -> Vec<(M::Step, M::State)> {
        self.model.next(state)
    }

    fn print(&self, state: &M::State) -> u64 {
        self.model.print(state)
    }

    fn broken(&self, state: &M::State) -> Option<String> {
        self.paths.borrow_mut().extend(paths(M::journal(state)));
        None
    }
}

pub(crate) fn of<M: Journalling>(model: &M) -> BTreeSet<String> {
    let remembering = Remembering {
        model,
        paths: RefCell::default(),
    };
    search::explore(&remembering);
    remembering.paths.into_inner()
}

#[test]
fn the_journals_that_others_are_held_against_are_those_of_the_model() {
    let people = [&FLOW, &ASSESSMENT, &INTERVIEW_SET, &TASK];
    let people = people.map(|kind| of(&Model::new(kind, AT_THE_WIRE, Rules::default())));
    let all: BTreeSet<String> = people
        .into_iter()
        .chain(creates::journals())
        .flatten()
        .collect();
    let lines: Vec<String> = all.iter().map(|path| format!("{path}\n")).collect();
    is_fresh("journals.txt", &lines.concat());
}
