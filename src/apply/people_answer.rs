//! What a system answers about people: remembered one by one, each refusal by itself.

use std::collections::BTreeSet;

use super::attempt::Trouble;
use super::decide;
use super::failure::Failure;
use super::people_send::{Sent, people};
use super::recipients;
use super::replaced;
use super::run::Run;
use crate::model::{Email, Operation, PersonOutcome, PersonResult, Written};
use crate::plan::{Change, PlannedCall};
use crate::state::Delta;

impl Run<'_> {
    /// What the answer says of everybody in the request.
    pub(super) fn told(
        &self,
        change: &Change,
        call: &PlannedCall,
        operation: &Operation,
        written: Written,
        sent: &mut Sent,
    ) {
        let Written::People(outcomes) = written else {
            let facts = call
                .remember
                .iter()
                .filter_map(|fact| fact.resolve(&Written::Nothing));
            let wrote =
                replaced::wrote(change, operation, &self.ledger.key, jiff::Timestamp::now());
            let facts: Vec<Delta> = facts
                .chain([wrote])
                .map(|fact| fact.of(&change.address))
                .collect();
            self.ledger.remember(&facts);
            sent.done.extend(people(operation));
            return;
        };
        let wanted: BTreeSet<&Email> = operation.people().into_iter().collect();
        let outcomes: Vec<PersonOutcome> = outcomes
            .into_iter()
            .filter(|one| wanted.contains(&one.who))
            .collect();
        self.enter(change, &outcomes, sent);
        let told: BTreeSet<&Email> = outcomes.iter().map(|one| &one.who).collect();
        for who in wanted.difference(&told) {
            sent.out.insert((*who).clone());
            let failure = Failure::Untold {
                settle: self.settle_command(change, who),
            };
            sent.troubles
                .push(Trouble::about(failure, recipients::one(change, who)));
        }
    }

    pub(super) fn enter(&self, change: &Change, outcomes: &[PersonOutcome], sent: &mut Sent) {
        let mut facts = Vec::new();
        for PersonOutcome { who, result } in outcomes {
            let print = self.ledger.print_of(who);
            let failure = match result.clone() {
                PersonResult::Entered(_) => None,
                PersonResult::EnteredBut { words, .. } => Some(Failure::PersonEnteredBut { words }),
                PersonResult::Refused { words, .. } => Some(Failure::PersonRefused { words }),
            };
            facts.push(decide::told(print, result).of(&change.address));
            if !matches!(result, PersonResult::Refused { .. }) {
                sent.done.insert(who.clone());
            }
            if let Some(failure) = failure {
                // What was planned to follow needs what is missing; the next plan looks again.
                sent.out.insert(who.clone());
                sent.troubles
                    .push(Trouble::about(failure, recipients::one(change, who)));
            }
        }
        self.ledger.remember(&facts);
    }
}
