//! One run over a plan with one create.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use vetform::apply::decide::Ended;
use vetform::apply::intent;
use vetform::apply::sighting;
use vetform::model::Written;
use vetform::plan::{Change, PlannedCall};
use vetform::state::{Delta, Pending, PendingKey, RecordChange};

use super::super::memory::Memory;
use super::super::run::Planned;
use super::super::store::lines;
use super::super::text::Text;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum At {
    Look,
    Call,
    Intend,
    Send,
    Settle(Ended),
    Prove,
    End,
}

#[derive(Clone)]
pub(super) struct Run {
    pub(super) plan: Rc<Planned>,
    pub(super) memory: Memory,
    pub(super) noted: Text,
    pub(super) at: At,
    pub(super) began: u64,
    pub(super) looked: u64,
    /// Ids that were live right before the create.
    pub(super) before: Vec<String>,
    pub(super) tries: u32,
    /// The id of what was made.
    pub(super) made: Option<String>,
}

impl Run {
    pub(super) fn new(plan: &Rc<Planned>, memory: Memory, began: u64) -> Self {
        let mut run = Self {
            plan: Rc::clone(plan),
            memory,
            noted: Text::default(),
            at: At::Look,
            began,
            looked: began,
            before: Vec::new(),
            tries: 0,
            made: None,
        };
        run.note(&plan.plan.records);
        for change in &plan.plan.changes {
            if change.calls.is_empty() {
                let records = change.records.iter().cloned();
                let facts: Vec<Delta> = records.map(|one| one.of(&change.address)).collect();
                run.note(&facts);
            }
        }
        run
    }

    pub(super) fn change(&self) -> &Change {
        let mut changes = self.plan.plan.changes.iter();
        changes.find(|change| change.is_pending()).unwrap()
    }

    pub(super) fn call(&self) -> &PlannedCall {
        assert_eq!(self.change().calls.len(), 1, "{:?}", self.change());
        &self.change().calls[0]
    }

    pub(super) fn note(&mut self, facts: &[Delta]) {
        self.memory = self.memory.with(facts);
        self.noted.push(&lines(facts));
    }

    pub(super) fn pending(&self) -> Option<Pending> {
        let key = PendingKey {
            address: self.change().address.clone(),
            part: intent::part(&self.call().operation).unwrap(),
        };
        self.memory.pending.get(&key).cloned()
    }

    /// A fact about the create, as it is to be written down.
    pub(super) fn started(&self, pending: Pending) -> Delta {
        let part = intent::part(&self.call().operation).unwrap();
        RecordChange::Started { part, pending }.of(&self.change().address)
    }

    pub(super) fn done(&mut self, written: &Written) {
        self.remember_done(written, |fact| fact);
    }

    /// The same, as a read shows it and no answer.
    pub(super) fn found(&mut self, written: &Written) {
        let kind = self.change().address.kind();
        self.remember_done(written, |fact| sighting::found(fact, kind));
    }

    fn remember_done(
        &mut self,
        written: &Written,
        known_by: impl Fn(RecordChange) -> RecordChange,
    ) {
        let address = self.change().address.clone();
        if let Written::Object(id) = written {
            self.made = Some(id.clone());
        }
        let remember = self.call().remember.iter();
        let facts: Vec<Delta> = remember
            .map(|one| known_by(one.resolve(written).unwrap()).of(&address))
            .collect();
        self.note(&facts);
        self.at = At::Prove;
    }
}

impl Hash for Run {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.plan.print.hash(hasher);
        (&self.memory, &self.noted, self.at).hash(hasher);
        (
            self.began,
            self.looked,
            &self.before,
            self.tries,
            &self.made,
        )
            .hash(hasher);
    }
}
