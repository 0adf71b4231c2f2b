//! Every write that the systems document for what manifests describe, and no other: what cannot be sent cannot be said here.
//! The writes themselves are with their systems, the HTTP of them in `provider`.

use std::collections::BTreeMap;

use super::address::Address;
use super::email::Email;
use super::facts::{Facts, Write};
use super::id::QuestionId;
use super::kind::System;
use super::observed::{Live, Wants};
use super::person::PersonOutcome;
use super::route::Route;
use super::{flowmingo, promptster, taptalent};

/// One write.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// A write of TapTalent.
    TapTalent(taptalent::Operation),
    /// A write of Flowmingo.
    Flowmingo(flowmingo::Operation),
    /// A write of Promptster.
    Promptster(promptster::Operation),
}

/// What a write that succeeded has told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// The id of a new object.
    Object(String),
    /// A new question.
    Question(QuestionId),
    /// What became of each person of the request, in any order. Who is missing here is in doubt.
    People(Vec<PersonOutcome>),
    /// Nothing new.
    Nothing,
}

impl Operation {
    /// Whose write it is.
    pub const fn system(&self) -> System {
        match self {
            Self::TapTalent(_) => System::TapTalent,
            Self::Flowmingo(_) => System::Flowmingo,
            Self::Promptster(_) => System::Promptster,
        }
    }

    fn write(&self) -> &dyn Write {
        match self {
            Self::TapTalent(write) => write,
            Self::Flowmingo(write) => write,
            Self::Promptster(write) => write,
        }
    }

    fn write_mut(&mut self) -> &mut dyn Write {
        match self {
            Self::TapTalent(write) => write,
            Self::Flowmingo(write) => write,
            Self::Promptster(write) => write,
        }
    }

    /// What is known of it beforehand.
    pub fn facts(&self) -> Facts<'_> {
        self.write().facts()
    }

    /// Whether people get, or may get, a mail by it: then it needs `--send-invites`.
    pub fn mails(&self) -> bool {
        self.facts().mails
    }

    /// The people that it is about; empty: it is about none.
    pub fn people(&self) -> Vec<&Email> {
        self.write().people()
    }

    /// The names of the people that it sends.
    pub fn names(&self) -> Vec<&str> {
        self.write().names()
    }

    /// The reads that show for which of its people it was done. Nothing: none does, or an id is not known yet.
    pub fn people_wants(&self) -> Wants {
        self.write().people_wants()
    }

    /// The people for whom it was done, by what [these reads](Self::people_wants) showed.
    pub fn people_done(&self, live: &Live) -> Vec<PersonOutcome> {
        self.write().people_done(live)
    }

    /// Where the write goes.
    pub fn route(&self) -> Route {
        self.write().route()
    }

    /// The same write with every id known. What an invite of Flowmingo brings in is not known here.
    ///
    /// # Errors
    /// The address whose id `created` does not have.
    pub fn resolved(&self, created: &BTreeMap<Address, String>) -> Result<Self, Address> {
        let mut resolved = self.clone();
        for target in resolved.write_mut().targets() {
            target.resolve(created)?;
        }
        Ok(resolved)
    }

    /// The same write as it was planned before these were created; the other way round than [`resolved`](Self::resolved).
    #[must_use]
    pub fn before_creation(&self, created: &BTreeMap<String, Address>) -> Self {
        let mut before = self.clone();
        for target in before.write_mut().targets() {
            target.forget_id(created);
        }
        before
    }

    /// The request for those of its people whom `keep` names. `None`: nobody is left.
    #[must_use]
    pub fn for_people(&self, keep: impl Fn(&Email) -> bool) -> Option<Self> {
        let mut rest = self.clone();
        rest.write_mut().keep_people(&keep);
        let people = rest.people();
        (!people.is_empty() && people.into_iter().all(keep)).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_id_shows_as_its_address_until_it_is_created() {
        let address: Address = "taptalent/Assessment/a".parse().unwrap();
        let add = Operation::TapTalent(taptalent::Operation::AddQuestion {
            assessment: crate::model::Target::Created(address.clone()),
            name: "q".parse().unwrap(),
            content: taptalent::QuestionContent {
                question: "Why this company?".into(),
                system_instruction: None,
                ideal_answer: None,
            },
        });
        assert_eq!(
            add.route().path(),
            "/assessment/{taptalent/Assessment/a}/questions"
        );
        assert_eq!(add.resolved(&BTreeMap::new()), Err(address.clone()));
        let known = add
            .resolved(&BTreeMap::from([(address, "x1".to_owned())]))
            .unwrap();
        assert_eq!(known.route().path(), "/assessment/x1/questions");
    }
}
