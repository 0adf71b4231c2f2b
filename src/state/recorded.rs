//! The state document: per address what was last applied. Stable order, one fact a line, so that it merges in git.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fingerprint::{Fingerprint, FingerprintKey};
use super::pending::{Pending, PendingKey};
use crate::model::{Address, Email, Kind, Name, System};

/// Everything that is remembered of one workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recorded {
    /// [`Recorded::FORMAT_VERSION`] of the program that wrote it.
    pub format_version: u32,
    /// Random; two states with the same lineage are versions of one another.
    pub lineage: String,
    /// How many times it was saved.
    pub serial: u64,
    /// The workspace that it is of; the first apply says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    /// By system, whose keys it was applied with: the id of the company or organisation there. No secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub companies: BTreeMap<String, String>,
    /// Key of every fingerprint in it.
    pub fingerprint_key: FingerprintKey,
    /// Key of the snapshots of a saved plan that is being applied, where that was made without a state: it stands in the
    /// plan's file, which others may read, and so nothing that is kept is fingerprinted with it.
    #[serde(skip)]
    pub plan_key: Option<FingerprintKey>,
    /// By address.
    #[serde(default)]
    pub resources: BTreeMap<Address, Record>,
    /// Writes whose outcome nobody knows yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pending: BTreeMap<PendingKey, Pending>,
}

/// What is remembered of one resource.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The system's id.
    pub id: String,
    /// It was live before anything was applied, and not made from here: it is never deleted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopted: bool,
    /// When it was created from here, as far as that is known: a read soon after need not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// When it was last changed from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written: Option<Timestamp>,
    /// What the writes of the last minutes took the place of, by the path of the difference.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replaced: BTreeMap<String, BTreeSet<Fingerprint>>,
    /// Ids of parts that were deleted in the last minutes.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub removed: BTreeSet<String>,
    /// The system does not keep the order in which questions are added: they are not added again for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_given_up: bool,
    /// Its fields.
    #[serde(flatten)]
    pub fields: FieldRecords,
    /// Its questions, by the manifest's names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<Name, QuestionRecord>,
    /// Its steps, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<FieldRecords>,
    /// Which version of a flow it is: 1 for the first; above it the flow's name ends in ` v<version>`.
    #[serde(default = "first_version", skip_serializing_if = "is_first_version")]
    pub version: u32,
    /// Ids of the versions before, oldest first. Of a replaced Promptster assessment: those that are still to be deleted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous_ids: Vec<String>,
    /// The people of a roster that were entered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<Fingerprint, PersonRecord>,
    /// Of a Flowmingo roster: the people that it had entered into what it was about before, by the id of that.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub earlier: BTreeMap<String, BTreeMap<Fingerprint, PersonRecord>>,
    /// People of whom somebody said that they are to be entered again, whatever the system has of them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub forgotten: BTreeSet<Fingerprint>,
    /// What the system was asked to write questions from, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Fingerprint>,
}

/// What is remembered of a person in a roster. Who it is stands nowhere: the key is a fingerprint of the address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonRecord {
    /// The system's id of the invite, assignment, submission or key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The system's id of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub talent: Option<String>,
    /// The system's id of the stage that the person was last seen in as declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Was rejected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rejected: bool,
    /// The key was taken away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revoked: bool,
    /// When the person was entered from here, until a read has shown them: one soon after need not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Timestamp>,
    /// Was entered into an earlier version of what the roster is about, and stays there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stayed: bool,
}

const fn first_version() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_first_version(version: &u32) -> bool {
    *version <= 1
}

/// Fingerprints of the fields of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FieldRecords {
    /// What was last applied, by field name.
    #[serde(default, rename = "fields", skip_serializing_if = "BTreeMap::is_empty")]
    pub applied: BTreeMap<String, Fingerprint>,
    /// What the system made of it, where that differs from what was sent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rewritten: BTreeMap<String, Fingerprint>,
    /// Declared when it was taken in from what was live, not shown by any read, and never sent: nobody knows what is live.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub never_sent: BTreeSet<String>,
}

impl FieldRecords {
    /// Only what was applied.
    pub const fn applied(applied: BTreeMap<String, Fingerprint>) -> Self {
        Self {
            applied,
            rewritten: BTreeMap::new(),
            never_sent: BTreeSet::new(),
        }
    }

    /// The fingerprint that a live value has if nobody touched it since the last apply.
    pub fn settled(&self, name: &str) -> Option<&Fingerprint> {
        self.rewritten.get(name).or_else(|| self.applied.get(name))
    }

    /// Notes what nothing was sent for.
    pub(super) fn leave(&mut self, fields: &BTreeSet<String>) {
        let unknown = fields
            .iter()
            .filter(|name| !self.applied.contains_key(*name));
        self.never_sent.extend(unknown.cloned());
    }

    /// Takes over newer fingerprints; what the system had made of the older value is void.
    pub(super) fn update(&mut self, newer: &BTreeMap<String, Fingerprint>) {
        for (name, fingerprint) in newer {
            self.never_sent.remove(name);
            if self
                .applied
                .insert(name.clone(), fingerprint.clone())
                .as_ref()
                != Some(fingerprint)
            {
                self.rewritten.remove(name);
            }
        }
    }
}

/// What is remembered of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionRecord {
    /// The system's id.
    pub id: String,
    /// It was live before anything was applied, and not added from here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub adopted: bool,
    /// When it was added from here, as far as that is known: a read soon after need not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
    /// Its fields.
    #[serde(flatten)]
    pub fields: FieldRecords,
}

impl Record {
    /// Whom a roster has entered, with the id of what they were entered into.
    pub fn entered(&self) -> impl Iterator<Item = (&str, &BTreeMap<Fingerprint, PersonRecord>)> {
        let earlier = self.earlier.iter();
        let earlier = earlier.map(|(id, people)| (id.as_str(), people));
        earlier.chain([(self.id.as_str(), &self.people)])
    }

    /// Makes it about another live object. Flowmingo shows nobody's address, so whom a roster of it had entered before must
    /// stay known.
    pub(super) fn replace(&mut self, kind: Kind, id: &str, adopted: bool) {
        let mut earlier = BTreeMap::new();
        if kind == Kind::FlowmingoRoster {
            earlier = std::mem::take(&mut self.earlier);
            let people = std::mem::take(&mut self.people);
            if !people.is_empty() {
                let before = std::mem::take(&mut self.id);
                earlier.entry(before).or_default().extend(people);
            }
        }
        *self = Self {
            id: id.to_owned(),
            adopted,
            version: 1,
            people: earlier.remove(id).unwrap_or_default(),
            earlier,
            ..Self::default()
        };
    }
}

impl Recorded {
    /// The version of the format that this program reads and writes.
    pub const FORMAT_VERSION: u32 = 1;

    /// An empty state.
    pub const fn new(fingerprint_key: FingerprintKey, lineage: String) -> Self {
        Self {
            format_version: Self::FORMAT_VERSION,
            lineage,
            serial: 0,
            workspace: None,
            companies: BTreeMap::new(),
            fingerprint_key,
            plan_key: None,
            resources: BTreeMap::new(),
            pending: BTreeMap::new(),
        }
    }

    /// Key of what a plan says of live objects.
    pub fn snapshot_key(&self) -> &FingerprintKey {
        self.plan_key.as_ref().unwrap_or(&self.fingerprint_key)
    }

    /// Whether it was never saved.
    pub const fn is_new(&self) -> bool {
        self.serial == 0
    }

    /// Remembers whose the systems are, where it is not known yet.
    pub fn learn_companies(&mut self, companies: &BTreeMap<System, String>) {
        for (system, id) in companies {
            let known = self.companies.entry(system.as_str().to_owned());
            known.or_insert_with(|| id.clone());
        }
    }

    /// How long ago the latest write was started whose outcome nobody knows. One that was started in the future, by another
    /// machine's clock, was started now.
    pub fn since_last_doubt(&self, now: Timestamp) -> Option<Duration> {
        let starts = self.pending.values();
        let last = starts
            .filter_map(|pending| pending.since.parse::<Timestamp>().ok())
            .max()?;
        Some(Duration::try_from(now.duration_since(last)).unwrap_or_default())
    }

    /// Drops what no read can be excused by any more.
    pub fn forget_old_writes(&mut self, now: Timestamp) {
        for record in self.resources.values_mut() {
            record.forget_old_writes(now);
        }
    }

    /// How this state names a person: as it names new ones, unless it knows them by an earlier form only.
    pub fn print_of(&self, email: &Email) -> Fingerprint {
        let usual = self.fingerprint_key.of_person(email.canonical());
        let earlier = email.earlier_forms();
        // Most people have one form only, so that nothing is looked for.
        if earlier.is_empty() || self.knows(&usual) {
            return usual;
        }
        let mut earlier = earlier
            .iter()
            .map(|form| self.fingerprint_key.of_person(form));
        earlier.find(|print| self.knows(print)).unwrap_or(usual)
    }

    fn knows(&self, who: &Fingerprint) -> bool {
        let in_doubt = |key: &PendingKey| key.part.person() == Some(who);
        let has = |record: &Record| {
            record.forgotten.contains(who)
                || record.entered().any(|(_, people)| people.contains_key(who))
        };
        self.pending.keys().any(in_doubt) || self.resources.values().any(has)
    }

    /// What is remembered of an address.
    pub fn record(&self, address: &Address) -> Option<&Record> {
        self.resources.get(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Delta, RecordChange};

    #[test]
    fn the_age_of_a_doubt_is_that_of_the_youngest_and_never_negative() {
        let mut recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
        let now: Timestamp = "2026-01-01T00:00:10Z".parse().unwrap();
        assert_eq!(recorded.since_last_doubt(now), None);
        let mut start = |name: &str, since: &str| {
            let change = RecordChange::Started {
                part: crate::state::Part::Question(name.parse().unwrap()),
                pending: Pending::begun(since.into(), BTreeMap::new()),
            };
            let address = "taptalent/Assessment/a".parse().unwrap();
            recorded.apply(&Delta { address, change });
            recorded.since_last_doubt(now)
        };
        assert_eq!(start("a", "no time"), None);
        assert_eq!(
            start("b", "2026-01-01T00:00:03Z"),
            Some(Duration::from_secs(7))
        );
        assert_eq!(
            start("c", "2026-01-01T00:00:01Z"),
            Some(Duration::from_secs(7))
        );
        assert_eq!(start("d", "2026-01-01T00:01:00Z"), Some(Duration::ZERO));
    }

    #[test]
    fn the_document_reads_well_and_reads_back() {
        let key = FingerprintKey::new([7; 32]);
        let mut recorded = Recorded::new(key.clone(), "a1b2".into());
        let address: Address = "taptalent/Assessment/a".parse().unwrap();
        let title = BTreeMap::from([("title".to_owned(), key.of_text("title", "A"))]);
        let asked = BTreeMap::from([("question".to_owned(), key.of_text("question", "Why?"))]);
        for change in [
            RecordChange::Identify {
                id: "x1".into(),
                adopted: false,
            },
            RecordChange::Fields { fields: title },
            RecordChange::Question {
                name: "why".parse().unwrap(),
                id: "q1".into(),
                adopted: true,
                fields: asked,
            },
        ] {
            recorded.apply(&Delta {
                address: address.clone(),
                change,
            });
        }
        let text = serde_json::to_string_pretty(&recorded).unwrap();
        insta::assert_snapshot!(text, @r#"
        {
          "formatVersion": 1,
          "lineage": "a1b2",
          "serial": 0,
          "fingerprintKey": "0707070707070707070707070707070707070707070707070707070707070707",
          "resources": {
            "taptalent/Assessment/a": {
              "id": "x1",
              "fields": {
                "title": "c211aeeed2227ba4e06d58d0e35387d3"
              },
              "questions": {
                "why": {
                  "id": "q1",
                  "adopted": true,
                  "fields": {
                    "question": "dba56287ba5cebc86804ef77eeb6bdf8"
                  }
                }
              }
            }
          }
        }
        "#);
        assert_eq!(serde_json::from_str::<Recorded>(&text).unwrap(), recorded);
    }

    #[test]
    fn a_person_known_by_an_earlier_form_keeps_that_name() {
        let mut recorded = Recorded::new(FingerprintKey::new([7; 32]), String::new());
        let email = Email::parse("alex@xn--bcher-kva.example").unwrap();
        let usual = recorded.fingerprint_key.of_person(email.canonical());
        assert_eq!(recorded.print_of(&email), usual);
        let earlier = recorded
            .fingerprint_key
            .of_person("alex@b\u{fc}cher.example");
        recorded.apply(&Delta {
            address: "taptalent/Roster/r".parse().unwrap(),
            change: RecordChange::Person {
                who: earlier.clone(),
                person: PersonRecord::default(),
            },
        });
        assert_eq!(recorded.print_of(&email), earlier);
    }
}
