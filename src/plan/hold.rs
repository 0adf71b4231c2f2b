//! Without consent nobody is mailed: the plan without what mails, and what was held, exactly.

use std::collections::BTreeSet;
use std::fmt;

use super::change::{Action, Change, Plan, PlannedCall};
use crate::model::{Address, Email};

/// What waits for consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// All that a change does.
    Whole(Address),
    /// What it does to these people; the rest is sent without consent.
    Part {
        /// Of which roster.
        of: Address,
        /// Who waits.
        people: BTreeSet<Email>,
    },
}

impl Held {
    fn of(change: &Change) -> Option<Self> {
        let of = change.address.clone();
        let (held, sent): (Vec<_>, Vec<_>) =
            change.calls.iter().partition(|call| call.needs_consent());
        let people = held
            .iter()
            .flat_map(|call| call.operation.people())
            .cloned();
        match (held.is_empty(), people.collect::<BTreeSet<_>>()) {
            (true, _) => None,
            (false, people) if sent.is_empty() || people.is_empty() => Some(Self::Whole(of)),
            (false, people) => Some(Self::Part { of, people }),
        }
    }

    /// For scripts: an address, or one a person. People show masked, so two can be the same.
    pub fn addresses(&self) -> Vec<String> {
        match self {
            Self::Whole(address) => vec![address.to_string()],
            Self::Part { of, people } => {
                let people = people.iter();
                people.map(|who| format!("{of}#candidates/{who}")).collect()
            }
        }
    }
}

/// `flowmingo/Roster/april`, or `flowmingo/Roster/april (only s…m@e….com)`
impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// So many are named.
        const NAMED: usize = 3;
        match self {
            Self::Whole(address) => write!(f, "{address}"),
            Self::Part { of, people } => {
                let named: Vec<String> = people.iter().take(NAMED).map(Email::to_string).collect();
                write!(f, "{of} (only {}", named.join(", "))?;
                match people.len().saturating_sub(NAMED) {
                    0 => write!(f, ")"),
                    more => write!(f, " and {more} more)"),
                }
            }
        }
    }
}

impl Plan {
    /// What would be held without consent.
    pub fn held(&self) -> Vec<Held> {
        self.changes.iter().filter_map(Held::of).collect()
    }

    /// Takes out every call that mails people or can only follow one that does. Returns what that was.
    pub fn hold_mail(&mut self) -> Vec<Held> {
        let held = self.held();
        for change in &mut self.changes {
            if change.mails() {
                change.calls.retain(|call| !call.needs_consent());
                change.keep_people_of_calls();
            }
        }
        let is_held = |change: &Change| {
            let whole =
                |held: &Held| matches!(held, Held::Whole(address) if *address == change.address);
            held.iter().any(whole)
        };
        self.changes
            .retain(|change| !change.calls.is_empty() || !is_held(change));
        held
    }
}

impl Change {
    /// Whoever nothing is sent for any more is not part of it.
    fn keep_people_of_calls(&mut self) {
        let calls = self.calls.iter();
        let left: BTreeSet<&Email> = calls.flat_map(|call| call.operation.people()).collect();
        self.people.retain(|person| left.contains(&person.who));
        if !self.people.is_empty() {
            self.action = Action::of_people(&self.people);
        }
    }
}

impl PlannedCall {
    /// Whether it is sent only with `--send-invites`: it mails people, or can only follow what does.
    pub fn needs_consent(&self) -> bool {
        self.operation.mails() || self.follows_mail
    }
}
