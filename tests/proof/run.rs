//! One run over a plan: where it stands, and what it knows. The lines that the executor has between two requests, and no
//! decision of its own.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use vetform::apply::decide::Ended;
use vetform::model::{Email, Operation};
use vetform::plan::{Change, Plan, PlannedCall};
use vetform::state::Delta;

use super::kinds::who_is;
use super::memory::{Memory, print};
use super::store::lines;
use super::text::Text;
use super::world::Who;

/// What comes next.
#[derive(Clone)]
pub(crate) enum At {
    /// The look right before the writes of a change.
    Look,
    /// A call that nothing was done for yet.
    Call,
    Intend(Request),
    Send(Request),
    Settle(Request, Ended),
    End,
}

/// A request about people who are not settled yet.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) open: Operation,
    /// How often this run has sent it.
    pub(crate) tries: u32,
}

#[derive(Clone)]
pub(crate) struct Run {
    plan: Rc<Planned>,
    pub(crate) memory: Memory,
    /// Lines that the journal need not have yet.
    pub(crate) noted: Text,
    change: usize,
    call: usize,
    pub(crate) at: At,
    /// Who is not to be asked for any more.
    pub(crate) out: BTreeSet<Email>,
    pub(crate) has_lease: bool,
    /// In seconds of the world.
    pub(crate) began: u64,
    pub(crate) looked: u64,
}

pub(crate) struct Planned {
    pub(crate) plan: Plan,
    pub(crate) print: u64,
}

impl Planned {
    pub(crate) fn new(plan: Plan) -> Self {
        let print = print(&format!("{:?}{:?}", plan.changes, plan.records));
        Self { plan, print }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.plan.changes.iter().all(|change| !change.is_pending())
    }
}

impl Run {
    /// Right after the state was saved, and its journal begun.
    pub(crate) fn new(plan: &Rc<Planned>, memory: Memory, began: u64) -> Self {
        let mut run = Self {
            plan: Rc::clone(plan),
            memory,
            noted: Text::default(),
            change: 0,
            call: 0,
            at: At::Look,
            out: BTreeSet::new(),
            has_lease: true,
            began,
            looked: began,
        };
        run.note(&plan.plan.records);
        run.find_work();
        run
    }

    pub(crate) fn change(&self) -> &Change {
        &self.plan.plan.changes[self.change]
    }

    pub(crate) fn call(&self) -> &PlannedCall {
        &self.change().calls[self.call]
    }

    /// What a look has shown is taken for true, and the calls begin.
    pub(crate) fn begin_calls(&mut self, there: &[Delta]) {
        let change = self.change();
        let address = change.address.clone();
        if matches!(self.at, At::Look) {
            let records = change.records.iter().cloned();
            let facts: Vec<Delta> = records.map(|record| record.of(&address)).collect();
            self.note(&facts);
        }
        self.note(there);
        self.at = At::Call;
    }

    pub(crate) fn end_call(&mut self) {
        self.call += 1;
        self.at = At::Call;
        if self.call == self.change().calls.len() {
            self.end_change();
        }
    }

    /// A look has failed: nothing is sent on it.
    pub(crate) fn end_unseen(&mut self) {
        if matches!(self.at, At::Look) {
            self.end_change();
        } else {
            self.end_call();
        }
    }

    pub(crate) fn end_change(&mut self) {
        self.change += 1;
        self.call = 0;
        self.out.clear();
        self.at = At::Look;
        self.find_work();
    }

    /// What needs no request is done at once.
    fn find_work(&mut self) {
        while let Some(change) = self.plan.plan.changes.get(self.change) {
            if !change.people.is_empty() {
                return;
            }
            assert!(change.calls.is_empty(), "{change:?}");
            self.begin_calls(&[]);
            self.change += 1;
            self.at = At::Look;
        }
        self.at = At::End;
    }

    /// Facts that may get lost.
    pub(crate) fn note(&mut self, facts: &[Delta]) {
        self.memory = self.memory.with(facts);
        self.noted.push(&lines(facts));
    }
}

impl Request {
    pub(crate) fn people(&self) -> Vec<Who> {
        people(&self.open)
    }
}

pub(crate) fn people(operation: &Operation) -> Vec<Who> {
    let people = operation.people().into_iter();
    people.map(|email| who_is(email.canonical())).collect()
}

impl Hash for Run {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.plan.print.hash(hasher);
        self.memory.hash(hasher);
        self.noted.hash(hasher);
        (self.change, self.call, self.has_lease).hash(hasher);
        (self.began, self.looked).hash(hasher);
        for email in &self.out {
            email.canonical().hash(hasher);
        }
        let (number, request, ended) = match &self.at {
            At::Look => (0, None, None),
            At::Call => (1, None, None),
            At::Intend(request) => (2, Some(request), None),
            At::Send(request) => (3, Some(request), None),
            At::Settle(request, ended) => (4, Some(request), Some(ended)),
            At::End => (5, None, None),
        };
        (number, ended).hash(hasher);
        request.map(|one| (one.people(), one.tries)).hash(hasher);
    }
}
