//! What a pull of another branch knows, against what was applied.

use super::sketch::{assessment, assessment_address};
use super::world::KEY;
use crate::model::Desired;
use crate::plan::in_force;
use crate::state::{Record, Recorded};

fn record(id: &str) -> Record {
    Record {
        id: id.to_owned(),
        ..Record::default()
    }
}

/// Whose id the manifest is compared with, if `applied` is recorded and a pull took in `taken`.
fn counts(applied: Option<&str>, taken: &str, pin: Option<&str>) -> String {
    let address = assessment_address("voice");
    let mut recorded = Recorded::new(KEY, "lineage".into());
    recorded.take_in(address.clone(), &record(taken));
    recorded
        .resources
        .extend(applied.map(|id| (address.clone(), record(id))));
    let mut desired = Desired::default();
    let voice = assessment("voice");
    let voice = match pin {
        Some(id) => voice.pinned(id),
        None => voice,
    };
    desired.taptalent.assessments.push(voice);
    in_force(&desired, &recorded)
        .record(&address)
        .unwrap()
        .id
        .clone()
}

#[test]
fn what_was_never_applied_is_known_by_the_pull() {
    assert_eq!(counts(None, "a1", None), "a1");
}

#[test]
fn another_live_object_counts_only_where_the_manifest_pins_it() {
    assert_eq!(counts(Some("a1"), "a2", None), "a1");
    assert_eq!(counts(Some("a1"), "a2", Some("a1")), "a1");
    assert_eq!(counts(Some("a1"), "a2", Some("a2")), "a2");
}
