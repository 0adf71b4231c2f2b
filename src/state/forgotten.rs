//! People who are to be forgotten: what is known of them goes, and a keyed mark stays, by which nobody mails them again.
//!
//! A mark is another fingerprint than the one that a roster's record has of the same person, so that neither leads to the
//! other without the state's key. Nothing here tells which mark is of whom, or that two are of one person.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use super::pending::{Part, Pending, PendingKey};
use super::record::{PersonRecord, Record};
use super::recorded::Recorded;
use crate::model::{Address, Email, Kind};

/// Stands between the ids of a Flowmingo set and a project that people were entered into at once.
const BETWEEN: char = '+';

/// What is left of people who are to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Forgotten {
    /// Marks of addresses: whoever has one is not invited again.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub people: BTreeSet<Fingerprint>,
    /// Marks of the ids that Flowmingo shows instead of addresses: who has one is no stranger.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ids: BTreeSet<Fingerprint>,
    /// By what they were entered into in Flowmingo: how many there are whose ids were not known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub nameless: BTreeMap<String, Nameless>,
}

/// How many people are in a set or project by no id that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Nameless {
    /// By no id at all.
    #[serde(default)]
    pub all: usize,
    /// By the id of a submission only, which a project does not show.
    #[serde(default)]
    pub in_projects: usize,
}

impl Forgotten {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where a state knows somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trace {
    /// A roster has entered them.
    Entered(Address, PersonRecord),
    /// A write about them, whose outcome nobody knows.
    InDoubt(PendingKey, Pending),
    /// Somebody said that this roster is to enter them again.
    ToEnterAgain(Address),
}

impl Recorded {
    /// Whether somebody is to be forgotten, and so not mailed.
    pub fn is_forgotten(&self, email: &Email) -> bool {
        let marks = &self.forgotten_people.people;
        !marks.is_empty() && marks.contains(&self.mark_of(email))
    }

    /// Whether an id of a system is of somebody who is to be forgotten.
    pub fn is_forgotten_id(&self, id: &str) -> bool {
        let marks = &self.forgotten_people.ids;
        !marks.is_empty() && marks.contains(&self.mark_of_id(id))
    }

    /// Everything that is known of somebody.
    pub fn traces_of(&self, email: &Email) -> Vec<Trace> {
        let prints = self.prints_of(email);
        let mut traces = Vec::new();
        for (address, record) in &self.resources {
            for (_, people) in record.entered() {
                let known = prints.iter().filter_map(|print| people.get(print));
                traces.extend(known.map(|one| Trace::Entered(address.clone(), one.clone())));
            }
            if prints.iter().any(|print| record.forgotten.contains(print)) {
                traces.push(Trace::ToEnterAgain(address.clone()));
            }
        }
        let doubts = self.pending.iter();
        let doubts = doubts.filter(|(key, _)| is_about(&key.part, &prints));
        traces.extend(doubts.map(|(key, one)| Trace::InDoubt(key.clone(), one.clone())));
        traces
    }

    /// Removes everything that is known of somebody, and leaves the mark. Returns what was there. A write in doubt counts as
    /// done: whoever may have been mailed is not mailed again.
    pub fn erase(&mut self, email: &Email) -> Vec<Trace> {
        let traces = self.traces_of(email);
        let prints = self.prints_of(email);
        self.keep_count_of(&traces, &prints);
        let ids: BTreeSet<String> = traces.iter().flat_map(Trace::ids).collect();
        for record in self.resources.values_mut() {
            record.erase(&prints, &ids);
        }
        self.pending.retain(|key, _| !is_about(&key.part, &prints));
        let shown = traces.iter().filter(|trace| trace.is_of_flowmingo());
        let shown = shown.flat_map(Trace::ids);
        let marks: Vec<Fingerprint> = shown.map(|id| self.mark_of_id(&id)).collect();
        let mark = self.mark_of(email);
        self.forgotten_people.ids.extend(marks);
        self.forgotten_people.people.insert(mark);
        traces
    }

    /// Takes the mark off somebody. Returns whether there was one.
    pub fn take_mark_off(&mut self, email: &Email) -> bool {
        let mark = self.mark_of(email);
        self.forgotten_people.people.remove(&mark)
    }

    fn mark_of(&self, email: &Email) -> Fingerprint {
        let key = &self.fingerprint_key;
        key.of_text("forgotten person", email.canonical())
    }

    fn mark_of_id(&self, id: &str) -> Fingerprint {
        self.fingerprint_key.of_text("forgotten id", id)
    }

    /// How this state, also one of an earlier version, may name somebody.
    fn prints_of(&self, email: &Email) -> Vec<Fingerprint> {
        let forms = std::iter::once(email.canonical().to_owned()).chain(email.earlier_forms());
        forms
            .map(|form| self.fingerprint_key.of_person(&form))
            .collect()
    }

    /// Whoever is in a set or project of Flowmingo by no id that is known must still be told from a stranger: a set with a
    /// stranger in it is closed for everybody. Counted at most once for each of them: a count that is too large would let a
    /// stranger pass.
    fn keep_count_of(&mut self, traces: &[Trace], prints: &[Fingerprint]) {
        let mut counted: BTreeSet<String> = BTreeSet::new();
        let mut counts: Vec<(String, bool)> = Vec::new();
        let mut count = |place: &str, has_submission: bool| {
            let parts: Vec<String> = place.split(BETWEEN).map(str::to_owned).collect();
            if !parts.iter().any(|part| counted.contains(part)) {
                counts.push((place.to_owned(), has_submission));
            }
            counted.extend(parts);
        };
        for (address, record) in &self.resources {
            if address.kind() != Kind::FlowmingoRoster {
                continue;
            }
            for (place, people) in record.entered() {
                let known = prints.iter().find_map(|print| people.get(print));
                if let Some(person) = known.filter(|person| person.talent.is_none()) {
                    count(place, person.id.is_some());
                }
            }
        }
        for trace in traces {
            if let Trace::InDoubt(key, _) = trace
                && key.address.kind() == Kind::FlowmingoRoster
                && matches!(key.part, Part::Person(_))
            {
                let record = self.resources.get(&key.address);
                count(record.map_or("", |record| &record.id), false);
            }
        }
        for (place, has_submission) in counts {
            let of_place = self.forgotten_people.nameless.entry(place).or_default();
            if has_submission {
                of_place.in_projects += 1;
            } else {
                of_place.all += 1;
            }
        }
    }
}

impl Trace {
    const fn roster(&self) -> &Address {
        match self {
            Self::Entered(address, _) | Self::ToEnterAgain(address) => address,
            Self::InDoubt(key, _) => &key.address,
        }
    }

    fn is_of_flowmingo(&self) -> bool {
        self.roster().kind() == Kind::FlowmingoRoster
    }

    /// The ids by which a system knows the person.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Entered(_, person) => person.id.iter().chain(&person.talent).cloned().collect(),
            Self::InDoubt(..) | Self::ToEnterAgain(_) => Vec::new(),
        }
    }
}

impl Record {
    fn erase(&mut self, prints: &[Fingerprint], ids: &BTreeSet<String>) {
        for print in prints {
            self.people.remove(print);
            self.forgotten.remove(print);
            for people in self.earlier.values_mut() {
                people.remove(print);
            }
        }
        self.earlier.retain(|_, people| !people.is_empty());
        self.removed.retain(|id| !ids.contains(id));
    }
}

fn is_about(part: &Part, prints: &[Fingerprint]) -> bool {
    part.person().is_some_and(|who| prints.contains(who))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{FingerprintKey, RecordChange};

    fn email(text: &str) -> Email {
        Email::parse(text).unwrap()
    }

    fn state_with(alex: PersonRecord) -> Recorded {
        let mut recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
        let roster: Address = "flowmingo/Roster/april".parse().unwrap();
        let who = |text| recorded.print_of(&email(text));
        let (alex_print, sam) = (who("alex@example.com"), who("sam@example.com"));
        for change in [
            RecordChange::Identify {
                id: "set-1".into(),
                adopted: false,
            },
            RecordChange::Person {
                who: alex_print.clone(),
                person: alex,
            },
            RecordChange::Person {
                who: sam.clone(),
                person: PersonRecord {
                    id: Some("submission-2".into()),
                    ..PersonRecord::default()
                },
            },
            RecordChange::Started {
                part: Part::Rejection(alex_print),
                pending: Pending::begun("2026-01-01T00:00:00Z".into(), BTreeMap::new()),
            },
        ] {
            recorded.apply(&change.of(&roster));
        }
        recorded
    }

    #[test]
    fn nothing_of_a_person_stays_but_a_mark_that_is_no_fingerprint_of_theirs() {
        let mut recorded = state_with(PersonRecord {
            id: Some("submission-1".into()),
            talent: Some("talent-1".into()),
            ..PersonRecord::default()
        });
        let alex = email("Alex@Example.com");
        let print = recorded.print_of(&alex).to_string();
        assert_eq!(recorded.erase(&alex).len(), 2);
        assert_eq!(recorded.traces_of(&alex), []);
        assert!(recorded.is_forgotten(&alex) && !recorded.is_forgotten(&email("sam@example.com")));
        assert!(recorded.is_forgotten_id("talent-1"));
        assert!(recorded.forgotten_people.nameless.is_empty());
        let text = serde_json::to_string(&recorded).unwrap();
        for trace in [print.as_str(), "submission-1", "talent-1", "alex"] {
            assert!(!text.contains(trace), "{trace} in {text}");
        }
        assert!(text.contains("submission-2"), "{text}");
        assert_eq!(serde_json::from_str::<Recorded>(&text).unwrap(), recorded);
        assert!(recorded.erase(&alex).is_empty());
        assert!(recorded.take_mark_off(&alex) && !recorded.is_forgotten(&alex));
    }

    #[test]
    fn two_states_have_two_marks_of_one_person() {
        let other = Recorded::new(FingerprintKey::new([8; 32]), String::new());
        let alex = email("alex@example.com");
        assert_ne!(
            state_with(PersonRecord::default()).mark_of(&alex),
            other.mark_of(&alex)
        );
    }

    #[test]
    fn who_is_in_a_set_by_no_id_is_counted_there_once() {
        let mut recorded = state_with(PersonRecord::default());
        recorded.erase(&email("alex@example.com"));
        let nameless = Nameless {
            all: 1,
            in_projects: 0,
        };
        let wanted = BTreeMap::from([("set-1".to_owned(), nameless)]);
        assert_eq!(recorded.forgotten_people.nameless, wanted);
    }
}
