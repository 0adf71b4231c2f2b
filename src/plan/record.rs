//! Which record of the state is a resource's: by its address, or by one that it had before.

use crate::model::{Address, Resource, Spec};
use crate::state::{Record, Recorded};

/// What is remembered of a resource, by its address or by one that it had before.
pub(super) fn record_of<'r, S: Spec>(
    resource: &Resource<S>,
    recorded: &'r Recorded,
) -> Option<&'r Record> {
    recorded
        .record(&resource.address)
        .or_else(|| previous_addresses(resource).find_map(|address| recorded.record(&address)))
}

/// The addresses that a resource had before, newest first.
pub(super) fn previous_addresses<S: Spec>(resource: &Resource<S>) -> impl Iterator<Item = Address> {
    resource
        .previous_names
        .iter()
        .map(|name| Address::new(resource.address.kind(), name.clone()))
}
