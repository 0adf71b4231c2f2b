//! What a run decides between two requests, from values alone: whether one may go out again, what an answer makes known, how
//! long an earlier one is still waited for. Sends, reads and writes nothing, and has no clock: the files beside ask it, and
//! so does the model that `tests/proof` explores.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::{Address, Email, Operation, PersonIds, PersonResult};
use crate::plan::Change;
use crate::provider::http::WriteError;
use crate::state::{Delta, Fingerprint, Part, Pending, PersonRecord, RecordChange};

/// How one request ended that did not end well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ended {
    /// The system said no.
    Refused,
    /// It did not arrive.
    NeverSent,
    /// Nobody knows.
    Unknown,
    /// The system said yes, and the rest of its answer is lost.
    Accepted,
}

impl From<&WriteError> for Ended {
    fn from(error: &WriteError) -> Self {
        match error {
            WriteError::Refused { .. } => Self::Refused,
            WriteError::Accepted { .. } => Self::Accepted,
            error if error.is_in_doubt() => Self::Unknown,
            _ => Self::NeverSent,
        }
    }
}

impl Ended {
    pub const fn is_in_doubt(self) -> bool {
        matches!(self, Self::Unknown | Self::Accepted)
    }

    /// What becomes of the intent of a request that was surely not done; `None`: it may have been. What did not arrive does
    /// not count, but a request for the same that was lost before, by whichever run, does: only an answer shows that nothing
    /// has come of that.
    pub fn leaves(self, part: Part, mut pending: Pending) -> Option<RecordChange> {
        match self {
            Self::Unknown | Self::Accepted => None,
            Self::NeverSent if pending.sends > 1 => {
                pending.sends -= 1;
                Some(RecordChange::Started { part, pending })
            }
            Self::NeverSent | Self::Refused => Some(RecordChange::NotDone { part }),
        }
    }

    /// Whether nothing stands against one more request: no yes of the system, and not too many that were lost.
    pub fn may_go_again<'p>(
        self,
        tries: u32,
        most: u32,
        intents: impl IntoIterator<Item = &'p Pending>,
    ) -> bool {
        let is_spent = |pending: &Pending| pending.is_spent() || pending.sends >= most;
        self == Self::Unknown && tries < most && !intents.into_iter().any(is_spent)
    }
}

/// Whether the system itself refuses the same once more, and says why (`DUPLICATE_INVITE`): then asking again is the way to
/// find out.
pub const fn refuses_a_second(operation: &Operation) -> bool {
    matches!(
        operation,
        Operation::TapTalent(TapTalentWrite::InviteToAssessment { .. })
    )
}

/// The pauses that were not over when it was last looked, so long after this run had begun. An earlier run may have sent until
/// then, however long before it wrote down that it would: limits, pauses and sleep stand between.
pub fn left_of(pauses: &[Duration], mut passed: Duration) -> Vec<Duration> {
    let mut left = Vec::new();
    for &pause in pauses {
        let rest = pause.saturating_sub(passed);
        passed = passed.saturating_sub(pause);
        if !rest.is_zero() {
            left.push(rest);
        }
    }
    // One look is not proof; the second comes at once.
    if left.len() == 1 {
        left.push(Duration::ZERO);
    }
    left
}

/// What is to be remembered of a person, by what a system answered of them.
pub fn told(who: Fingerprint, result: &PersonResult) -> RecordChange {
    match result {
        PersonResult::Entered(ids) | PersonResult::EnteredBut { ids, .. } => entered(who, ids),
        // What was made of them is not a stranger's, or it would hold back their own next invite.
        PersonResult::Refused {
            leaves_a_trace: true,
            ..
        } => RecordChange::PersonForgotten { who },
        PersonResult::Refused { .. } => RecordChange::NotDone {
            part: Part::Person(who),
        },
    }
}

fn entered(who: Fingerprint, ids: &PersonIds) -> RecordChange {
    let person = PersonRecord {
        id: ids.id.clone(),
        talent: ids.talent.clone(),
        ..PersonRecord::default()
    };
    RecordChange::Person { who, person }
}

/// People of a roster who are there already, each with the id that was read.
pub type There = BTreeMap<Email, Option<String>>;

/// Who of a roster is among those whom a read has shown, by address.
pub fn there(change: &Change, shown: &BTreeMap<&str, Option<String>>) -> There {
    let people = change.people.iter();
    people
        .filter_map(|person| {
            let id = shown.get(person.who.canonical())?;
            Some((person.who.clone(), id.clone()))
        })
        .collect()
}

/// What is to be remembered of people who turned out to be there already.
pub fn are_there(
    address: &Address,
    there: &There,
    print: impl Fn(&Email) -> Fingerprint,
) -> Vec<Delta> {
    let fact = |(who, id): (&Email, &Option<String>)| {
        let person = PersonRecord {
            id: id.clone(),
            ..PersonRecord::default()
        };
        RecordChange::Person {
            who: print(who),
            person,
        }
        .of(address)
    };
    there.iter().map(fact).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_time_that_is_left_is_waited() {
        let pauses = [
            Duration::ZERO,
            Duration::from_secs(1),
            Duration::from_mins(9),
        ];
        assert_eq!(left_of(&pauses, Duration::from_mins(10)), []);
        let expected = [Duration::from_secs(481), Duration::ZERO];
        assert_eq!(left_of(&pauses, Duration::from_mins(1)), expected);
    }

    #[test]
    fn a_yes_and_too_many_losses_stand_against_one_more_request() {
        let pending = |sends| Pending {
            sends,
            ..Pending::begun(String::new(), BTreeMap::new())
        };
        assert!(Ended::Unknown.may_go_again(1, 2, &[pending(1)]));
        assert!(!Ended::Unknown.may_go_again(2, 2, &[pending(1)]));
        assert!(!Ended::Unknown.may_go_again(1, 2, &[pending(2)]));
        assert!(!Ended::Accepted.may_go_again(1, 2, &[]));
    }

    #[test]
    fn what_did_not_arrive_leaves_what_was_lost_before() {
        let mut pending = Pending::begun(String::new(), BTreeMap::new());
        let part = Part::Whole;
        let not_done = Some(RecordChange::NotDone { part: part.clone() });
        let left = Ended::NeverSent.leaves(part.clone(), pending.clone());
        assert_eq!(left, not_done);
        pending.sends = 2;
        assert_eq!(Ended::Unknown.leaves(part.clone(), pending.clone()), None);
        assert_eq!(
            Ended::Refused.leaves(part.clone(), pending.clone()),
            not_done
        );
        let left = Ended::NeverSent.leaves(part.clone(), pending.clone());
        pending.sends = 1;
        assert_eq!(left, Some(RecordChange::Started { part, pending }));
    }
}
