//! What a run did, heard fact by fact. A fact without a write behind it is none: that a value already is as declared is
//! remembered, and nobody did anything.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::delta::Delta;
use super::super::recorded::Recorded;
use super::deed::Deed;
use super::origin::Origin;
use super::receipt::Receipt;
use crate::model::Address;

/// What a run has done so far.
#[derive(Debug, Default)]
pub struct Deeds(BTreeMap<Address, Deed>);

impl Deeds {
    /// Hears of a fact, and makes it true.
    pub fn apply(&mut self, fact: &Delta, recorded: &mut Recorded) {
        let Delta { address, change } = fact;
        self.0
            .entry(address.clone())
            .or_default()
            .hear(address, change, recorded);
        recorded.apply(fact);
    }

    /// A receipt for each resource that something was done to, by time. `after`: the state after the last fact.
    pub fn receipts(self, origin: &Origin, after: &Recorded) -> Vec<Receipt> {
        let deeds = self.0.into_iter();
        let receipts = deeds.filter_map(|(address, deed)| receipt(address, deed, origin, after));
        let mut receipts: Vec<Receipt> = receipts.collect();
        receipts.sort_by(|a, b| (a.time, &a.address).cmp(&(b.time, &b.address)));
        receipts
    }
}

fn receipt(address: Address, deed: Deed, origin: &Origin, after: &Recorded) -> Option<Receipt> {
    let (people, in_doubt) = deed.people(&address, after);
    let what = deed.what(&people, in_doubt)?;
    let id = deed.id_in(after.record(&address));
    let Deed {
        time, from, fields, ..
    } = deed;
    let Origin {
        run,
        began,
        actor,
        commit,
        pull_request,
    } = origin.clone();
    Some(Receipt {
        time: to_the_second(time.unwrap_or(began)),
        commit,
        actor,
        pull_request,
        run,
        workspace: after.workspace.clone(),
        address,
        id,
        what,
        from,
        fields,
        people,
        in_doubt,
    })
}

fn to_the_second(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}
