//! One call of a change, sent until it is done, or surely not done, or nobody can know. After the system said yes it is never
//! sent again; after a lost answer once more, if it was proven not to have been done; each time is counted (laws 2 and 11).

use super::decide::Ended;
use super::failure::Failure;
use super::intent;
use super::run::Run;
use super::sighting::Settled;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::{Address, Operation, times};
use crate::plan::{Change, PlannedCall};
use crate::provider::http::{Sends, counting_sends};
use crate::state::{Part, Pending, RecordChange};

/// How often one call went out, and what came of it.
pub(super) struct Sent {
    pub(super) sends: Sends,
    pub(super) end: Result<(), Failure>,
}

impl Run<'_> {
    pub(super) async fn send(&self, change: &Change, call: &PlannedCall) -> Sent {
        let mut sends = Sends::default();
        let end = self.send_until_settled(change, call, &mut sends).await;
        Sent { sends, end }
    }

    async fn send_until_settled(
        &self,
        change: &Change,
        call: &PlannedCall,
        sends: &mut Sends,
    ) -> Result<(), Failure> {
        let operation = self.creates.resolved(&call.operation)?;
        self.is_paid_for(&operation)?;
        if let Some(written) = self.settle_earlier(change, &operation).await? {
            return self.found(change, call, &written);
        }
        let mut tries = 0;
        loop {
            let mut pending = self.intend(change, &operation).await?;
            tries += 1;
            let (outcome, went_out) = counting_sends(self.writers().execute(&operation)).await;
            *sends += went_out;
            let error = match outcome {
                Ok(written) => return self.done(change, call, &written),
                Err(error) => error.sent_in_all(sends.all),
            };
            let ended = Ended::from(&error);
            if !ended.is_in_doubt() {
                self.hear_of_credits(&operation, &error);
                self.leave_intent(change, ended, pending);
                return Err(error.into());
            }
            let accepted = ended == Ended::Accepted;
            if accepted && let Some((_, pending)) = &mut pending {
                pending.accepted = true;
            }
            if accepted {
                self.write_pending(change, pending.as_ref()).await?;
            }
            let evidence = match self
                .settle(change, &operation, self.pauses_after(&operation, &error))
                .await
            {
                Settled::Done(written) => return self.found(change, call, &written),
                Settled::NotSeen if self.may_go_again(ended, tries, pending.as_ref()) => {
                    continue;
                }
                Settled::NotSeen => "nothing like it is live yet".to_owned(),
                Settled::Unclear(what) => what,
                Settled::Among(ids, what) => {
                    if let Some((_, pending)) = &mut pending {
                        pending.among = ids.into_iter().collect();
                        self.write_pending(change, Some(&(part_of(&operation), pending.clone())))
                            .await?;
                    }
                    what
                }
            };
            let spent = pending.is_some_and(|(_, pending)| pending.is_spent());
            let ways_out = ways_out(&change.address, &operation, spent);
            return Err(Failure::InDoubt {
                error,
                evidence: format!("{evidence}{ways_out}"),
            });
        }
    }

    fn may_go_again(&self, ended: Ended, tries: u32, intent: Option<&(Part, Pending)>) -> bool {
        let intent = intent.map(|(_, pending)| pending);
        ended.may_go_again(tries, self.options.most_sends, intent) && !self.end.is_requested()
    }

    /// Writes down what is about to be sent, if it may not simply be sent again.
    async fn intend(
        &self,
        change: &Change,
        operation: &Operation,
    ) -> Result<Option<(Part, Pending)>, Failure> {
        let since = jiff::Timestamp::now().to_string();
        let Some((part, mut pending)) = intent::begun(operation, &self.ledger.key, &since) else {
            return Ok(None);
        };
        if let Some(earlier) = self.ledger.pending(&change.address, &part) {
            pending.sends = earlier.sends.saturating_add(1);
        }
        let intent = Some((part, pending));
        self.write_pending(change, intent.as_ref()).await?;
        Ok(intent)
    }

    async fn write_pending(
        &self,
        change: &Change,
        pending: Option<&(Part, Pending)>,
    ) -> Result<(), Failure> {
        let Some((part, pending)) = pending.cloned() else {
            return Ok(());
        };
        let fact = RecordChange::Started { part, pending };
        self.ledger.write_down(&[fact.of(&change.address)]).await
    }

    fn leave_intent(&self, change: &Change, ended: Ended, pending: Option<(Part, Pending)>) {
        let left = pending.and_then(|(part, pending)| ended.leaves(part, pending));
        let left = left.map(|fact| fact.of(&change.address));
        self.ledger.remember(&left.into_iter().collect::<Vec<_>>());
    }
}

fn part_of(operation: &Operation) -> Part {
    intent::part(operation).unwrap_or_default()
}

/// What somebody does who has looked; empty where apply finds out by itself.
pub(super) fn ways_out(address: &Address, operation: &Operation, spent: bool) -> String {
    let part = intent::part(operation);
    match part {
        Some(Part::Whole) if spent => format!(
            "; it is not sent again automatically. Look in the web app: if it is there, pin it with `metadata.id`, \
             or run `vetform state settle {address} --id ITS-ID`; if it is not, run \
             `vetform state settle {address} --not-sent`, and the next apply creates it"
        ),
        Some(part @ Part::Question(_)) if spent => format!(
            "; it is not sent again automatically. Look in the web app: if it is there, run \
             `vetform state settle '{address}#{part}' --id ITS-ID`; if it is not, run \
             `vetform state settle '{address}#{part}' --not-sent`, and the next apply adds it"
        ),
        _ => String::new(),
    }
}

/// `POST /assessment-flows was sent twice: …`; `None`: nothing was sent more than once.
pub(super) fn repeat_words(
    address: &Address,
    operation: &Operation,
    sends: Sends,
) -> Option<String> {
    let worked_on = sends.all.saturating_sub(sends.turned_away);
    if worked_on < 2 {
        return None;
    }
    let route = operation.route();
    Some(format!(
        "{address}: {route} was sent {}: {}",
        times(worked_on),
        why_again(operation)
    ))
}

const fn why_again(operation: &Operation) -> &'static str {
    match operation {
        Operation::TapTalent(
            TapTalentWrite::UpdateAssessment { .. }
            | TapTalentWrite::UpdateQuestion { .. }
            | TapTalentWrite::DeleteQuestion { .. },
        ) => "no response came, and repeating it is harmless",
        Operation::TapTalent(TapTalentWrite::InviteToAssessment { .. }) => {
            "no response came, and the system refuses a second invite of the same person"
        }
        _ => "no response came, and reading showed that it had not been done",
    }
}
