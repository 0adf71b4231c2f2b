//! The look after creates and before anything depends on them or anybody is mailed: did another run, without a common lock,
//! make the same at the same time? One read of a list serves all that were made before it began (law 10).

use std::collections::BTreeMap;

use super::attempt::Attempt;
use super::failure::Failure;
use super::lists::{listed, one_like_it};
use super::run::Run;
use super::sighting;
use crate::clock::Moment;
use crate::model::taptalent::ObservedQuestion;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::{Address, AssessmentId, Kind, Lookup, Name, Operation, alike};
use crate::plan::Change;
use crate::state::{Part, Pending, PendingKey, RecordChange};

/// A change whose creates were done, and of which nobody knows yet whether somebody else made the same.
pub(super) struct Unproven {
    pub(super) index: usize,
    pub(super) attempt: Attempt,
    pub(super) made: Moment,
    /// Another change of the plan needs it.
    pub(super) is_waited_for: bool,
}

impl Run<'_> {
    /// What a change has made as a whole; `None`: nothing.
    pub(super) fn creation_of(change: &Change) -> Option<(Kind, String)> {
        let mut calls = change.calls.iter();
        calls.find_map(|call| listed(&call.operation))
    }

    /// Whether somebody else may have made what a change did. A look at questions costs a read for each assessment, so it is
    /// left to the last look (`verify`) where nothing depends on it.
    pub(super) fn is_to_be_proven(change: &Change, is_waited_for: bool) -> bool {
        Self::creation_of(change).is_some()
            || is_waited_for && questions_of(change).next().is_some()
    }

    /// Whether somebody else made the same: then its attempt has failed.
    pub(super) async fn prove(&self, change: &Change, unproven: Unproven) -> Unproven {
        let mut proven = self.look_for_twins(change, unproven.made).await;
        let is_asking = questions_of(change).next().is_some();
        if proven.is_ok() && unproven.is_waited_for && is_asking {
            proven = self.look_for_same_questions(change).await;
        }
        let attempt = match proven {
            Ok(()) => unproven.attempt,
            Err(failure) => unproven.attempt.and(failure),
        };
        Unproven {
            attempt,
            ..unproven
        }
    }

    async fn look_for_twins(&self, change: &Change, made: Moment) -> Result<(), Failure> {
        let Some((of, name)) = Self::creation_of(change) else {
            return Ok(());
        };
        let address = &change.address;
        let Some(own) = self.creates.id(address) else {
            return Ok(());
        };
        if self.end.is_near() {
            return Ok(());
        }
        let mut since = made;
        for &pause in &self.options.settling_pauses {
            if !self.end.pauses(pause).await {
                return Ok(());
            }
            let seen = self.list_since(of, since).await.map_err(|failure| {
                let because = failure.to_string();
                Failure::Unproven {
                    id: own.clone(),
                    because,
                }
            })?;
            // A list that does not show our own either proves nothing yet.
            if !seen.has(&own) {
                since = Moment::now();
                continue;
            }
            let before = self.creates.before(address);
            let is_ours = |id: &str| id == own || self.ledger.is_ours(id);
            let others = sighting::new_alike(&seen, before.as_ref(), &name, is_ours);
            let others: Vec<String> = others.cloned().collect();
            if others.is_empty() {
                return Ok(());
            }
            let twins = Twins {
                what: one_like_it(of),
                part: Part::Whole,
                own,
                others,
            };
            return Err(self.twice(address, twins).await);
        }
        Ok(())
    }

    /// Whether a question that a change added is live twice.
    async fn look_for_same_questions(&self, change: &Change) -> Result<(), Failure> {
        let address = &change.address;
        let id = self.creates.id(address).or_else(|| change.id.clone());
        let Some(id) = id.map(AssessmentId::new) else {
            return Ok(());
        };
        for &pause in &self.options.settling_pauses {
            if self.end.is_near() || !self.end.pauses(pause).await {
                return Ok(());
            }
            let read = self.taptalent()?.assessment(&id).await;
            let Lookup::Found(live) = read.map_err(|error| Failure::Unproven {
                id: id.to_string(),
                because: error.to_string(),
            })?
            else {
                continue;
            };
            let live = live.questions.unwrap_or_default();
            let known = self.ledger.known_questions(address);
            // A read that does not show our own either proves nothing yet.
            let shows = |id: &String| live.iter().any(|live| live.id.as_str() == id);
            if !known.iter().all(shows) {
                continue;
            }
            let before = self.creates.before(address);
            let is_new = |live: &&ObservedQuestion| {
                let id = live.id.as_str();
                !known.contains(id) && !before.as_ref().is_some_and(|before| before.has(id))
            };
            let new: Vec<&ObservedQuestion> = live.iter().filter(is_new).collect();
            for (name, text) in questions_of(change) {
                let same = new.iter().filter(|live| alike(&live.text, text));
                let others: Vec<String> = same.map(|live| live.id.to_string()).collect();
                if let Some(own) = self
                    .question_id(address, name)
                    .filter(|_| !others.is_empty())
                {
                    let twins = Twins {
                        what: "a question with this text".to_owned(),
                        part: Part::Question(name.clone()),
                        own,
                        others,
                    };
                    return Err(self.twice(address, twins).await);
                }
            }
            return Ok(());
        }
        Ok(())
    }

    fn question_id(&self, address: &Address, name: &Name) -> Option<String> {
        self.ledger.with_recorded(|recorded| {
            let question = recorded.record(address)?.questions.get(name)?;
            Some(question.id.clone())
        })
    }

    /// Remembered, so that no later run goes on with either by itself.
    async fn twice(&self, address: &Address, twins: Twins) -> Failure {
        let Twins {
            what,
            part,
            own,
            others,
        } = twins;
        let mut pending = Pending::begun(jiff::Timestamp::now().to_string(), BTreeMap::new());
        pending.among = others.iter().cloned().chain([own.clone()]).collect();
        let fact = RecordChange::Started {
            part: part.clone(),
            pending,
        };
        if let Err(failure) = self.ledger.write_down(&[fact.of(address)]).await {
            return failure;
        }
        Failure::Twice {
            what,
            key: Box::new(PendingKey {
                address: address.clone(),
                part,
            }),
            own,
            others: others.join(", "),
        }
    }
}

/// What was made, and made by somebody else as well.
struct Twins {
    /// `an assessment with this title`
    what: String,
    part: Part,
    own: String,
    others: Vec<String>,
}

/// The questions that a change adds: by name, with their texts.
fn questions_of(change: &Change) -> impl Iterator<Item = (&Name, &str)> {
    let calls = change.calls.iter();
    calls.filter_map(|call| match &call.operation {
        Operation::TapTalent(TapTalentWrite::AddQuestion { name, content, .. }) => {
            Some((name, content.question.as_str()))
        }
        _ => None,
    })
}
