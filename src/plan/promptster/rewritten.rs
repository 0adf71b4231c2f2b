//! Which applied values Promptster shows otherwise.

use crate::model::promptster::{Desired, Live};
use crate::model::{Lookup, TaskId};
use crate::plan::rewritten::{Look, Rewrite};
use crate::state::Recorded;

pub(super) fn add(desired: &Desired, live: &Live, recorded: &Recorded, found: &mut Vec<Rewrite>) {
    for resource in &desired.assessments {
        if let Some(look) = Look::of(resource, recorded)
            && let Some(Lookup::Found(live)) = live.details.get(&TaskId::new(&look.record.id))
        {
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
    for resource in &desired.branding {
        if let (Some(look), Some(live)) = (Look::of(resource, recorded), &live.branding) {
            look.fields(&resource.spec.fields, &live.fields, found);
        }
    }
}
