//! What an earlier run sent and did not hear the answer of, looked for once more right before it is sent again: what the plan
//! did not see may only not have shown yet (laws 2 and 11).

use super::decide::left_of;
use super::failure::Failure;
use super::intent;
use super::lists::Before;
use super::recipients::whom;
use super::run::Run;
use super::send::ways_out;
use super::sighting::Settled;
use crate::clock::Moment;
use crate::model::{Operation, PersonOutcome, Written};
use crate::plan::Change;
use crate::state::{Part, RecordChange};

/// Who turned out to be there, and the request for the others; `None`: nobody is left.
type Left = (Vec<PersonOutcome>, Option<Operation>);

impl Run<'_> {
    /// What an earlier request for the same has made after all; `None`: nothing, or there was none.
    pub(super) async fn settle_earlier(
        &self,
        change: &Change,
        operation: &Operation,
    ) -> Result<Option<Written>, Failure> {
        let part = intent::part(operation).filter(|part| *part != Part::Generation);
        let Some(part) = part else { return Ok(None) };
        let Some(mut pending) = self.ledger.pending(&change.address, &part) else {
            return Ok(None);
        };
        let looked = match self.creates.before(&change.address) {
            Some(Before::List(seen)) => seen.begun,
            Some(Before::Questions(_)) | None => Moment::now(),
        };
        let pauses = left_of(&self.options.visibility_pauses, looked.since(self.began));
        if pauses.is_empty() {
            return Ok(None);
        }
        let since = pending.since.clone();
        let evidence = match self.settle(change, operation, &pauses).await {
            Settled::Done(written) => return Ok(Some(written)),
            Settled::NotSeen => return Ok(None),
            Settled::Unclear(what) => what,
            Settled::Among(ids, what) => {
                pending.among = ids.into_iter().collect();
                let fact = RecordChange::Started { part, pending };
                self.ledger.write_down(&[fact.of(&change.address)]).await?;
                what + &ways_out(&change.address, operation, true)
            }
        };
        Err(Failure::Earlier { since, evidence })
    }

    /// Whom an earlier request has entered after all. `looked`: when it was last read who is there.
    pub(super) async fn seen_before(
        &self,
        change: &Change,
        operation: Operation,
        looked: Moment,
    ) -> Result<Left, (Failure, String)> {
        let parts = intent::parts(&operation, |who| self.ledger.print_of(who));
        let mut doubts = parts
            .iter()
            .filter_map(|part| self.ledger.pending(&change.address, part));
        let Some(pending) = doubts.next().filter(|_| operation.facts().is_shown) else {
            return Ok((Vec::new(), Some(operation)));
        };
        let pauses = left_of(&self.options.mail_pauses, looked.since(self.began));
        let found = self.find_people(&operation, &pauses).await;
        let found = found.map_err(|evidence| {
            let since = pending.since.clone();
            let failure = Failure::Earlier { since, evidence };
            (failure, whom(change, &operation))
        })?;
        let left = operation.for_people(|who| !found.iter().any(|one| one.who == *who));
        Ok((found, left))
    }
}
