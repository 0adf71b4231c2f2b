//! What a run knows, and how it remembers what it is told: the real intents and decisions, with what it has at hand.

use vetform::apply::RunOptions;
use vetform::apply::decide::{self, Ended};
use vetform::apply::intent;
use vetform::model::{Operation, PersonOutcome};
use vetform::state::{Delta, Part, Pending, PendingKey, RecordChange};

use super::run::{At, Request, Run};

impl Run {
    pub(crate) fn pending(&self, part: &Part) -> Option<Pending> {
        let key = PendingKey {
            address: self.change().address.clone(),
            part: part.clone(),
        };
        self.memory.pending.get(&key).cloned()
    }

    pub(crate) fn intents(&self, operation: &Operation) -> Vec<Pending> {
        let parts = intent::parts(operation, |who| self.memory.print_of(who));
        parts.iter().filter_map(|part| self.pending(part)).collect()
    }

    pub(crate) fn may_go_again(&self, request: &Request, ended: Ended) -> bool {
        let most = RunOptions::default().most_sends;
        ended.may_go_again(request.tries, most, &self.intents(&request.open))
    }

    pub(crate) fn accepted(&self, operation: &Operation) -> Vec<Delta> {
        let parts = intent::parts(operation, |who| self.memory.print_of(who)).into_iter();
        let facts = parts.filter_map(|part| {
            let mut pending = self.pending(&part)?;
            pending.accepted = true;
            Some(RecordChange::Started { part, pending }.of(&self.change().address))
        });
        facts.collect()
    }

    pub(crate) fn told(&mut self, outcomes: &[PersonOutcome]) {
        let address = self.change().address.clone();
        let facts: Vec<Delta> = outcomes
            .iter()
            .map(|one| decide::told(self.memory.print_of(&one.who), &one.result).of(&address))
            .collect();
        self.note(&facts);
    }

    /// Takes note of who was found; the others are asked for, if there are any.
    pub(crate) fn take(&mut self, found: &[PersonOutcome], open: &Operation, tries: u32) {
        self.told(found);
        match open.for_people(|who| !found.iter().any(|one| one.who == *who)) {
            Some(open) => self.at = At::Intend(Request { open, tries }),
            None => self.end_call(),
        }
    }

    pub(crate) fn not_done(&mut self, operation: &Operation, ended: Ended) {
        let facts = intent::left_with_people(
            &self.change().address,
            operation,
            |who| self.memory.print_of(who),
            |part| self.pending(part),
            ended,
        );
        self.note(&facts);
        self.out.extend(operation.people().into_iter().cloned());
    }
}
