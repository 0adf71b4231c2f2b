//! What was deleted live: the state knows it by its id, and complete reads show that it is not there. What could not be read, what
//! is in doubt and what was never there are none of it.

use std::collections::{BTreeMap, BTreeSet};

use super::scene::Scene;
use crate::diagnostic::Code;
use crate::model::{Address, Kind, Origin, same_text};
use crate::plan::{Action, known_id};

/// A manifest whose live object was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    pub address: Address,
    /// The id that it had.
    pub id: String,
    pub origin: Origin,
}

impl Scene<'_> {
    /// In order of address.
    pub(super) fn deleted(&self) -> Vec<Gone> {
        let ids = self
            .remade()
            .chain(self.lost_pins())
            .chain(self.externals_gone());
        let ids: BTreeMap<Address, String> = ids.collect();
        let gone = ids.into_iter().filter_map(|(address, id)| {
            let origin = self.desired.origin(&address)?.clone();
            Some(Gone {
                address,
                id,
                origin,
            })
        });
        gone.collect()
    }

    /// What is to be created although the state knows its id: the plan has proven that it is gone. What is in doubt is blocked.
    fn remade(&self) -> impl Iterator<Item = (Address, String)> {
        let created = self.plan.changes.iter();
        let created = created.filter(|change| change.action == Action::Create);
        created.filter_map(|change| self.recorded_id(&change.address))
    }

    /// What is pinned to an id that it had, and that nothing live has.
    fn lost_pins(&self) -> impl Iterator<Item = (Address, String)> {
        let blocked = self.plan.blocked.iter();
        let unknown = blocked.filter(|blocked| blocked.code == Code::UnknownPin);
        let unknown: BTreeSet<&Address> = unknown.map(|blocked| &blocked.address).collect();
        let pins = self.desired.pins();
        let lost = pins.filter(move |(address, _)| unknown.contains(address));
        lost.filter_map(|(address, pin)| {
            let known = self.recorded_id(address);
            known.filter(|(_, id)| *id == pin)
        })
    }

    /// What only must exist, and neither its id nor its title does.
    fn externals_gone(&self) -> impl Iterator<Item = (Address, String)> {
        let kinds = Kind::ALL.into_iter();
        let kinds = kinds.filter_map(|kind| Some((kind, self.live.externals(kind)?)));
        kinds.flat_map(move |(kind, listing)| {
            self.desired.externals_of(kind).filter_map(move |resource| {
                let id = known_id(resource, self.recorded)?;
                let title = resource.spec.title.as_deref()?;
                let mut live = listing.items().iter();
                let is_there =
                    live.any(|one| one.id.as_str() == id || same_text(&one.title, title));
                (!is_there).then(|| (resource.address.clone(), id.to_owned()))
            })
        })
    }

    fn recorded_id(&self, address: &Address) -> Option<(Address, String)> {
        let record = self.recorded.record(address)?;
        let is_known = !record.id.is_empty() && !address.kind().is_roster();
        is_known.then(|| (address.clone(), record.id.clone()))
    }
}
