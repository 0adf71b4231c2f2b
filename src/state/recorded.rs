//! The state document: per address what was last applied. Stable order, one fact a line, so that it merges in git.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fingerprint::{Fingerprint, FingerprintKey};
use super::forgotten::Forgotten;
use super::pending::{Pending, PendingKey};
use super::receipts::{Receipt, ReceiptsEnd};
use super::record::Record;
use crate::model::{Address, Email, System};

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
    /// The project that it is of, where it is kept in a bucket; the first apply that knows it says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// By system, whose keys it was applied with: the id of the company or organisation there. No secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub companies: BTreeMap<String, String>,
    pub fingerprint_key: FingerprintKey,
    /// Key of the snapshots of a saved plan that is being applied, where that was made without a state: it stands in the
    /// plan's file, which others may read, and so nothing that is kept is fingerprinted with it.
    #[serde(skip)]
    pub plan_key: Option<FingerprintKey>,
    #[serde(default)]
    pub resources: BTreeMap<Address, Record>,
    /// What pulls have taken in and no apply has found in its manifests yet: they may lie on another branch.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub taken_in: BTreeMap<Address, Record>,
    /// Writes whose outcome nobody knows yet.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pending: BTreeMap<PendingKey, Pending>,
    /// How far its receipts go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Box<ReceiptsEnd>>,
    /// Receipts of what was done that are not written beside it yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwritten_receipts: Vec<Receipt>,
    /// What is left of people who are to be forgotten.
    #[serde(default, skip_serializing_if = "Forgotten::is_empty")]
    pub forgotten_people: Box<Forgotten>,
}

impl Recorded {
    /// The version of the format that this program reads and writes.
    pub const FORMAT_VERSION: u32 = 1;

    pub fn new(fingerprint_key: FingerprintKey, lineage: String) -> Self {
        Self {
            format_version: Self::FORMAT_VERSION,
            lineage,
            serial: 0,
            workspace: None,
            project: None,
            companies: BTreeMap::new(),
            fingerprint_key,
            plan_key: None,
            resources: BTreeMap::new(),
            taken_in: BTreeMap::new(),
            pending: BTreeMap::new(),
            receipts: None,
            unwritten_receipts: Vec::new(),
            forgotten_people: Box::default(),
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

    /// Whether some resource stands for this id, or did before.
    pub fn stands_for(&self, id: &str) -> bool {
        let mut records = self.resources.values();
        records.any(|record| record.id == id || record.previous_ids.iter().any(|old| old == id))
    }

    pub fn record(&self, address: &Address) -> Option<&Record> {
        self.resources.get(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Delta, PersonRecord, RecordChange};

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
