//! Values of type [`Buckets`](crate::model::ValueType::Buckets).

use super::choice::choose;
use super::findings::Findings;
use crate::diagnostic::Code;
use crate::manifest::raw::taptalent::RawBucket;
use crate::manifest::raw::{Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Bucket, BucketStatus, Pointer};

/// The list at `at`, if all of it is right.
pub(super) fn buckets_of(
    found: &mut Findings,
    at: &Pointer,
    slot: Slot<Vec<Slot<RawBucket>>>,
) -> Option<Vec<Bucket>> {
    let items = found.take_all(slot)?;
    let checked: Vec<Option<Bucket>> = items
        .into_iter()
        .enumerate()
        .map(|(i, item)| bucket(found, at.clone().index(i), item?))
        .collect();
    checked.into_iter().collect()
}

fn bucket(found: &mut Findings, at: Pointer, raw: RawBucket) -> Option<Bucket> {
    let RawBucket {
        name,
        description,
        status,
    } = raw;
    if !name.is_declared() {
        found.missing(&at, "name", "give it the name that reviewers see");
    }
    let statuses = [("pass", BucketStatus::Pass), ("fail", BucketStatus::Fail)];
    let status = choose(found, at.clone().key("status"), status, &statuses);
    let description = found.take(description).map(|Text(text)| text);
    let Text(name) = found.take(name)?;
    if name.trim().is_empty() {
        let place = Spot::Value(at.key("name"));
        let flaw = Flaw::new(Code::OutOfBounds, place, "the name of a bucket is empty");
        found.report(flaw.help("give it the name that reviewers see"));
    }
    Some(Bucket {
        name,
        description,
        status,
    })
}
