//! Whom one roster of a flow or of a coding task has asked for is not asked for by another one, although the system shows who
//! is there: what was just sent need not show yet, and what was lost may still arrive.

use std::collections::BTreeMap;

use vetform::model::Email;
use vetform::plan::Plan;
use vetform::sandbox::Fault;
use vetform::state::{Part, Pending, PendingKey, PersonRecord, RecordChange, Recorded};

use super::fault_rules::{on_writes, throttled};
use super::lab::Lab;
use super::rosters::{FLOW, TASK, lab};

const PERSON: &str = "{ email: alex@example.com, firstName: Alex, lastName: Doe }";

struct Row {
    objects: &'static str,
    header: &'static str,
    target: &'static str,
    person: &'static str,
    /// The end of the path of what asks for people.
    write: &'static str,
}

const ROWS: [Row; 2] = [
    Row {
        objects: FLOW,
        header: "taptalent/v1",
        target: "flow: screen",
        person: PERSON,
        write: "/assign",
    },
    Row {
        objects: TASK,
        header: "promptster/v1",
        target: "assessment: webhooks",
        person: "{ email: alex@example.com, name: Alex }",
        write: "/keys",
    },
];

impl Row {
    /// Roster `other` has the person, and roster `first` has nobody or is not there.
    async fn moved_to_another(&self) -> Lab {
        let lab = lab(self.objects).await;
        lab.apply_until_done().await;
        self.lists(&lab, "other");
        lab
    }

    fn lists(&self, lab: &Lab, roster: &str) {
        let Self {
            objects,
            header,
            target,
            person,
            ..
        } = self;
        lab.write("all.yaml", &format!("{objects}apiVersion: {header}\nkind: Roster\nmetadata: {{ name: {roster} }}\nspec: {{ {target}, candidates: [{person}] }}\n"));
    }

    /// What the state has of the person after a fact about roster `first`, which is about the same as `other`.
    async fn remembers(&self, lab: &Lab, fact: RecordChange) -> Recorded {
        let mut recorded = lab.state().load().await.unwrap();
        let system = self.header.trim_end_matches("/v1");
        let first = format!("{system}/Roster/first").parse().unwrap();
        let target = self.target.split(": ").collect::<Vec<_>>();
        let kind = if target[0] == "flow" {
            "Flow"
        } else {
            "Assessment"
        };
        let address = format!("{system}/{kind}/{}", target[1]).parse().unwrap();
        let id = recorded.record(&address).unwrap().id.clone();
        recorded.apply(&RecordChange::Identify { id, adopted: false }.of(&first));
        recorded.apply(&fact.of(&first));
        lab.state().save(&mut recorded).await.unwrap();
        recorded
    }

    fn part(recorded: &Recorded) -> Part {
        Part::Person(recorded.print_of(&Email::parse("alex@example.com").unwrap()))
    }

    async fn lost(&self, lab: &Lab, pending: Pending) -> Recorded {
        let part = Self::part(&lab.state().load().await.unwrap());
        self.remembers(lab, RecordChange::Started { part, pending })
            .await
    }

    fn asked(&self, lab: &Lab) -> usize {
        let writes = lab.writes();
        writes
            .iter()
            .filter(|one| one.ends_with(self.write))
            .count()
    }
}

/// One request of an hour ago that nobody heard the end of.
fn once() -> Pending {
    let since = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    Pending::begun(since.to_string(), BTreeMap::new())
}

fn notes(plan: &Plan) -> String {
    let notes = plan.notes.iter();
    notes.map(|note| note.message.clone()).collect()
}

#[tokio::test]
async fn who_was_entered_by_another_roster_and_does_not_show_is_not_entered_again() {
    for row in ROWS {
        let lab = row.moved_to_another().await;
        let Part::Person(who) = Row::part(&lab.state().load().await.unwrap()) else {
            panic!()
        };
        let person = PersonRecord {
            entered: Some(jiff::Timestamp::now()),
            ..PersonRecord::default()
        };
        let recorded = row
            .remembers(&lab, RecordChange::Person { who, person })
            .await;
        let plan = lab.plan_with(&recorded).await.unwrap();
        assert!(notes(&plan).contains("was entered 0 s ago"), "{plan:#?}");
        lab.apply_until_done().await;
        assert_eq!(row.asked(&lab), 0, "{}", row.target);
    }
}

#[tokio::test]
async fn what_another_roster_may_not_send_again_this_one_does_not_send_either() {
    for row in ROWS {
        for (sends, accepted) in [(1, true), (2, false)] {
            let lab = row.moved_to_another().await;
            let pending = Pending {
                sends,
                accepted,
                ..once()
            };
            let recorded = row.lost(&lab, pending).await;
            let said = notes(&lab.plan_with(&recorded).await.unwrap());
            assert!(said.contains("Roster/first "), "{said}");
            lab.apply().await.unwrap();
            assert_eq!(row.asked(&lab), 0, "{}", row.target);
        }
    }
}

#[tokio::test]
async fn what_another_roster_has_lost_counts_for_this_one() {
    for row in ROWS {
        let lab = row.moved_to_another().await;
        row.lost(&lab, once()).await;
        lab.sandbox.set_faults(vec![on_writes(Fault::DropBefore)]);
        lab.apply().await.unwrap();
        lab.apply().await.unwrap();
        assert_eq!(row.asked(&lab), 1, "{}", row.target);
    }
}

#[tokio::test]
async fn what_could_not_be_sent_leaves_what_was_lost_before() {
    for row in ROWS {
        let lab = row.moved_to_another().await;
        row.lists(&lab, "first");
        let recorded = row.lost(&lab, once()).await;
        lab.sandbox.set_faults(vec![on_writes(throttled(3_600))]);
        lab.apply().await.unwrap();
        let after = lab.state().load().await.unwrap();
        let key = |recorded: &Recorded| -> (PendingKey, u32) {
            let (key, pending) = recorded.pending.first_key_value().unwrap();
            (key.clone(), pending.sends)
        };
        assert_eq!(key(&after), key(&recorded), "{}", row.target);
    }
}

/// A run that was killed right after it had created something has not noted yet what its roster is about.
#[tokio::test]
async fn who_was_invited_to_something_else_is_invited_to_what_is_created_now() {
    let lab = lab(FLOW).await;
    lab.apply_until_done().await;
    let mut recorded = lab.state().load().await.unwrap();
    let Part::Person(who) = Row::part(&recorded) else {
        panic!()
    };
    let person = PersonRecord::default();
    let first = "taptalent/Roster/first".parse().unwrap();
    recorded.apply(&RecordChange::Person { who, person }.of(&first));
    lab.write(
        "all.yaml",
        &format!(
            "{FLOW}
apiVersion: taptalent/v1
kind: Assessment
metadata: {{ name: next }}
spec: {{ title: Next, hiringForRole: Engineer, purposeOfInterview: See how they find causes. }}
---
apiVersion: taptalent/v1
kind: Roster
metadata: {{ name: other }}
spec: {{ assessment: next, candidates: [{PERSON}] }}
"
        ),
    );
    let plan = lab.plan_with(&recorded).await.unwrap();
    let invited = plan.changes.iter().flat_map(|change| &change.people);
    assert_eq!(invited.count(), 1, "{plan:#?}");
}
