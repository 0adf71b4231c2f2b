//! Versions of a flow that only their names tell of: the state that knew which flow followed which is lost.
//!
//! Who is in one of them must not be mailed again for a later one, so they are looked at before anybody is assigned.

use super::version::{makes_versions, version_in_name};
use crate::model::taptalent::{Flow, FlowField};
use crate::model::{Fields, FlowId, Live, Lookup, Resource, text_of};
use crate::plan::record::record_of;
use crate::state::Recorded;

/// The live flows that were this flow before, where the state does not tell. `live`: which flow the manifest stands for;
/// `None`: this plan creates it.
pub(in crate::plan) fn earlier_versions(
    resource: &Resource<Flow>,
    live: Option<&FlowId>,
    everything: &Live,
    recorded: &Recorded,
) -> Vec<FlowId> {
    let Some(name) = text_of(&resource.spec.fields, FlowField::FlowName) else {
        return Vec::new();
    };
    let versions = versions(&name, everything);
    let record = record_of(resource, recorded);
    let remembered = record.map_or(1, |record| record.version.max(1));
    let version = match live {
        Some(live) => {
            let mut named = versions.iter().filter(|(id, _)| *id == live);
            let named = named.next().map_or(1, |(_, version)| *version);
            named.max(remembered)
        }
        None if record.is_some() => remembered,
        // What a new version takes the place of without a record: whatever has the name.
        None if makes_versions(resource) => u32::MAX,
        None => 1,
    };
    let known = record.map_or(0, |record| {
        // A version that a killed run has made already: what is remembered is the one before it.
        let is_before =
            live.is_some_and(|live| !record.id.is_empty() && record.id != live.as_str());
        record.previous_ids.len() + usize::from(is_before)
    });
    let is_known = u32::try_from(known).is_ok_and(|known| known >= version.saturating_sub(1));
    if is_known {
        return Vec::new();
    }
    let earlier = versions
        .into_iter()
        .filter(|(id, of)| *of <= version && Some(*id) != live)
        .map(|(id, _)| id.clone());
    let pinned = resource.pin.iter().filter(|pin| Some(*pin) != live);
    let mut ids: Vec<FlowId> = earlier.chain(pinned.cloned()).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Every live flow that by its name is a version of the flow called `name`.
fn versions<'l>(name: &str, live: &'l Live) -> Vec<(&'l FlowId, u32)> {
    let version_of = |fields: &Fields<FlowField>| {
        let live = text_of(fields, FlowField::FlowName)?;
        version_in_name(name, &live)
    };
    let listed = live.taptalent.flows.items().iter();
    let listed = listed.map(|flow| (&flow.id, &flow.fields));
    // A list need not show names.
    let read = live
        .taptalent
        .flow_details
        .values()
        .filter_map(|flow| match flow {
            Lookup::Found(flow) => Some((&flow.id, &flow.fields)),
            Lookup::Gone | Lookup::Denied(_) => None,
        });
    let versions = listed.chain(read);
    versions
        .filter_map(|(id, fields)| Some((id, version_of(fields)?)))
        .collect()
}
