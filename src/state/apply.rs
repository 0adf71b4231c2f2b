//! How one fact changes a state.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::delta::{Delta, RecordChange};
use super::field_records::FieldRecords;
use super::fingerprint::Fingerprint;
use super::pending::{Part, Pending, PendingKey};
use super::recent::moment;
use super::record::{QuestionRecord, Record};
use super::recorded::Recorded;
use crate::model::{Address, Name};

impl Recorded {
    pub fn apply(&mut self, delta: &Delta) {
        self.apply_to_resources(delta);
        self.outdate_taken_in(delta);
    }

    fn apply_to_resources(&mut self, delta: &Delta) {
        let Delta { address, change } = delta;
        match change {
            RecordChange::Forget => {
                self.resources.remove(address);
                self.pending.retain(|key, _| key.address != *address);
            }
            RecordChange::MovedFrom { from } => {
                if let Some(record) = self.resources.remove(from) {
                    self.resources.insert(address.clone(), record);
                }
                self.move_pending(from, address);
            }
            RecordChange::Started { part, pending } => {
                self.pending
                    .insert(pending_key(address, part.clone()), pending.clone());
            }
            RecordChange::NotDone { part } => {
                self.pending.remove(&pending_key(address, part.clone()));
            }
            RecordChange::Person { who, person } => {
                let done = if person.rejected {
                    Part::Rejection(who.clone())
                } else {
                    Part::Person(who.clone())
                };
                let begun = self.settled(address, done);
                let record = self.record_mut(address);
                record.put_person(who, person, begun);
            }
            RecordChange::PersonSeen { who } => {
                if let Some(person) = self.record_mut(address).people.get_mut(who) {
                    person.entered = None;
                }
            }
            RecordChange::PersonForgotten { who } => self.forget_person(address, who),
            RecordChange::Generated { request } => {
                self.pending.remove(&pending_key(address, Part::Generation));
                self.record_mut(address).generated = Some(request.clone());
            }
            RecordChange::PreviousGone { id } => {
                self.record_mut(address)
                    .previous_ids
                    .retain(|old| old != id);
            }
            RecordChange::Identify { id, adopted } => self.identify(address, id, *adopted),
            RecordChange::Retargeted { id } => self.record_mut(address).retarget(id),
            RecordChange::NewVersion { id, version } => {
                let begun = self.settled(address, Part::Whole);
                let record = self.record_mut(address);
                record.succeed(id, *version);
                record.created = begun.or(record.created);
            }
            RecordChange::Question {
                name,
                id,
                adopted,
                fields,
            } => self.put_question(address, name, (id, *adopted), fields),
            RecordChange::Fields { fields } => self.record_mut(address).fields.update(fields),
            RecordChange::Rewritten { fields } => {
                self.record_mut(address)
                    .fields
                    .rewritten
                    .extend(fields.clone());
            }
            RecordChange::QuestionRewritten { name, fields } => {
                if let Some(question) = self.record_mut(address).questions.get_mut(name) {
                    question.fields.rewritten.extend(fields.clone());
                }
            }
            RecordChange::NeverSent { fields } => self.record_mut(address).fields.leave(fields),
            RecordChange::QuestionNeverSent { name, fields } => {
                if let Some(question) = self.record_mut(address).questions.get_mut(name) {
                    question.fields.leave(fields);
                }
            }
            RecordChange::QuestionGone { name } => {
                self.record_mut(address).questions.remove(name);
            }
            RecordChange::Steps { steps } => self.record_mut(address).put_steps(steps),
            RecordChange::StepRewritten { index, fields } => {
                if let Some(step) = self.record_mut(address).steps.get_mut(*index) {
                    step.rewritten.extend(fields.clone());
                }
            }
            RecordChange::Wrote {
                at,
                replaced,
                removed,
                ..
            } => {
                // A deletion may have been the last of it.
                if let Some(record) = self.resources.get_mut(address) {
                    record.wrote(*at, replaced.clone(), removed.as_ref());
                }
            }
            RecordChange::Based { record } => self.record_mut(address).clone_from(record),
            RecordChange::OrderGivenUp { given_up } => {
                self.record_mut(address).order_given_up = *given_up;
            }
        }
    }

    /// A write in doubt is settled by the manifest's address: left at the old one, nobody would look for it.
    fn move_pending(&mut self, from: &Address, to: &Address) {
        let of_old = |key: &PendingKey, _: &mut Pending| key.address == *from;
        let moved: Vec<_> = self.pending.extract_if(.., of_old).collect();
        for (key, pending) in moved {
            self.pending
                .entry(pending_key(to, key.part))
                .or_insert(pending);
        }
    }

    fn forget_person(&mut self, address: &Address, who: &Fingerprint) {
        self.pending
            .remove(&pending_key(address, Part::Person(who.clone())));
        let record = self.record_mut(address);
        record.people.remove(who);
        for people in record.earlier.values_mut() {
            people.remove(who);
        }
        record.forgotten.insert(who.clone());
    }

    fn identify(&mut self, address: &Address, id: &str, adopted: bool) {
        let among = self.among(address);
        let begun = self.settled(address, Part::Whole);
        let record = self.record_mut(address);
        if record.id.is_empty() {
            // Known before its id was: people were entered into what the same run had created.
            id.clone_into(&mut record.id);
            record.adopted = adopted;
            record.created = begun;
        } else if record.id != id {
            // Of two that were made at once, the other one takes the place of the same.
            let is_twin = among.contains(id) && among.contains(&record.id);
            let succession = (record.version, record.previous_ids.clone());
            record.replace(address.kind(), id, adopted);
            if is_twin {
                (record.version, record.previous_ids) = succession;
            }
            record.created = begun;
        }
    }

    /// Live objects any of which a create in doubt could have made.
    fn among(&self, address: &Address) -> BTreeSet<String> {
        let key = PendingKey {
            address: address.clone(),
            part: Part::Whole,
        };
        let pending = self.pending.get(&key);
        pending.map_or_else(BTreeSet::new, |pending| pending.among.clone())
    }

    fn put_question(
        &mut self,
        address: &Address,
        name: &Name,
        (id, adopted): (&str, bool),
        fields: &BTreeMap<String, Fingerprint>,
    ) {
        let begun = self.settled(address, Part::Question(name.clone()));
        let questions = &mut self.record_mut(address).questions;
        match questions.get_mut(name) {
            Some(question) if question.id == id => question.fields.update(fields),
            _ => {
                let question = QuestionRecord {
                    id: id.to_owned(),
                    adopted,
                    created: begun,
                    fields: FieldRecords::applied(fields.clone()),
                };
                questions.insert(name.clone(), question);
            }
        }
    }

    /// Takes a write out of doubt; returns when it was begun.
    fn settled(&mut self, address: &Address, part: Part) -> Option<Timestamp> {
        let pending = self.pending.remove(&pending_key(address, part))?;
        moment(&pending.since)
    }

    fn record_mut(&mut self, address: &Address) -> &mut Record {
        self.resources
            .entry(address.clone())
            .or_insert_with(|| Record {
                version: 1,
                ..Record::default()
            })
    }
}

fn pending_key(address: &Address, part: Part) -> PendingKey {
    PendingKey {
        address: address.clone(),
        part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::FingerprintKey;

    fn state_with(changes: &[RecordChange]) -> Recorded {
        let mut recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
        for change in changes {
            recorded.apply(&Delta {
                address: address(),
                change: change.clone(),
            });
        }
        recorded
    }

    fn address() -> Address {
        "taptalent/Assessment/a".parse().unwrap()
    }

    fn started(question: Option<&str>) -> RecordChange {
        RecordChange::Started {
            part: question.map_or(Part::Whole, |name| Part::Question(name.parse().unwrap())),
            pending: Pending::begun("2026-01-01T00:00:00Z".into(), BTreeMap::new()),
        }
    }

    #[test]
    fn a_started_write_is_pending_until_its_outcome_is_known() {
        let why: Name = "why".parse().unwrap();
        assert_eq!(state_with(&[started(Some("why"))]).pending.len(), 1);
        let question = RecordChange::Question {
            name: why.clone(),
            id: "q1".into(),
            adopted: false,
            fields: BTreeMap::new(),
        };
        assert!(
            state_with(&[started(Some("why")), question])
                .pending
                .is_empty()
        );
        let not_done = RecordChange::NotDone {
            part: Part::Question(why),
        };
        assert!(
            state_with(&[started(Some("why")), not_done])
                .pending
                .is_empty()
        );
        let created = RecordChange::Identify {
            id: "x".into(),
            adopted: false,
        };
        assert!(state_with(&[started(None), created]).pending.is_empty());
    }

    #[test]
    fn a_write_in_doubt_moves_with_its_resource() {
        let mut recorded = state_with(&[started(None), started(Some("why"))]);
        let to: Address = "taptalent/Assessment/b".parse().unwrap();
        recorded.apply(&Delta {
            address: to.clone(),
            change: RecordChange::MovedFrom { from: address() },
        });
        let keys: Vec<String> = recorded.pending.keys().map(ToString::to_string).collect();
        assert_eq!(keys, [to.to_string(), format!("{to}#questions/why")]);
    }

    #[test]
    fn another_live_object_does_not_inherit_what_was_known_of_the_first() {
        let name: Name = "q".parse().unwrap();
        let question = RecordChange::Question {
            name,
            id: "q1".into(),
            adopted: false,
            fields: BTreeMap::new(),
        };
        let identify = |id: &str| RecordChange::Identify {
            id: id.into(),
            adopted: false,
        };
        let same = state_with(&[identify("1"), question.clone(), identify("1")]);
        assert_eq!(same.record(&address()).unwrap().questions.len(), 1);
        let other = state_with(&[identify("1"), question, identify("2")]);
        assert!(other.record(&address()).unwrap().questions.is_empty());
    }

    #[test]
    fn a_new_version_remembers_the_ones_before_it() {
        let recorded = state_with(&[
            RecordChange::Identify {
                id: "1".into(),
                adopted: false,
            },
            RecordChange::NewVersion {
                id: "2".into(),
                version: 2,
            },
            RecordChange::NewVersion {
                id: "3".into(),
                version: 3,
            },
        ]);
        let record = recorded.record(&address()).unwrap();
        assert_eq!(
            (record.version, record.previous_ids.as_slice()),
            (3, &["1".into(), "2".into()][..])
        );
    }

    #[test]
    fn a_delta_reads_back_from_its_journal_line() {
        for change in [RecordChange::Forget, started(None), started(Some("q"))] {
            let delta = Delta {
                address: address(),
                change,
            };
            let line = serde_json::to_string(&delta).unwrap();
            assert_eq!(
                serde_json::from_str::<Delta>(&line).unwrap(),
                delta,
                "{line}"
            );
        }
    }
}
