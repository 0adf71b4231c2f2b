//! Which applied values Promptster shows otherwise.

use crate::model::promptster::{Desired, Live};
use crate::model::{Lookup, TaskId};
use crate::plan::record::record_of;
use crate::plan::rewritten::{Look, Rewrite};
use crate::state::Recorded;

pub(super) fn add(desired: &Desired, live: &Live, recorded: &Recorded, found: &mut Vec<Rewrite>) {
    let key = &recorded.fingerprint_key;
    for resource in &desired.assessments {
        let Some(record) = record_of(resource, recorded) else {
            continue;
        };
        if let Some(Lookup::Found(live)) = live.details.get(&TaskId::new(&record.id)) {
            let address = &resource.address;
            let look = Look {
                address,
                key,
                record,
            };
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
    for resource in &desired.branding {
        if let (Some(record), Some(live)) = (record_of(resource, recorded), &live.branding) {
            let address = &resource.address;
            let look = Look {
                address,
                key,
                record,
            };
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
}
