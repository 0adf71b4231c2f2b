//! What is live, by what is asked of it once for every resource: so that planning many resources stays linear.

use std::collections::{HashMap, HashSet};

use crate::model::taptalent::{AssessmentField, FlowField};
use crate::model::{
    AssessmentId, FieldKey, FieldValue, Fields, FlowId, Live, Lookup, canonical_text,
};

/// Live objects by id and by natural key.
pub(super) struct LiveLookup<'a> {
    assessments: HashSet<&'a AssessmentId>,
    titled: HashMap<String, Vec<&'a AssessmentId>>,
    named: HashMap<String, Vec<&'a FlowId>>,
}

impl<'a> LiveLookup<'a> {
    pub(super) fn new(live: &'a Live) -> Self {
        let listed = live
            .taptalent
            .assessments
            .items()
            .iter()
            .map(|live| &live.id);
        let read = live.taptalent.assessment_details.iter();
        let read = read.filter(|(_, lookup)| matches!(lookup, Lookup::Found(_)));
        let assessments = live.taptalent.assessments.items().iter();
        let flows = live.taptalent.flows.items().iter();
        Self {
            assessments: listed.chain(read.map(|(id, _)| id)).collect(),
            titled: by_key(
                assessments.map(|live| (&live.id, &live.fields)),
                AssessmentField::Title,
            ),
            named: by_key(
                flows.map(|live| (&live.id, &live.fields)),
                FlowField::FlowName,
            ),
        }
    }

    /// Whether an assessment is live.
    pub(super) fn has_assessment(&self, id: &AssessmentId) -> bool {
        self.assessments.contains(id)
    }

    /// The live assessments with this title.
    pub(super) fn assessments_titled(&self, title: &str) -> Vec<AssessmentId> {
        with_key(&self.titled, title)
    }

    /// The live flows with this name.
    pub(super) fn flows_named(&self, name: &str) -> Vec<FlowId> {
        with_key(&self.named, name)
    }
}

fn by_key<'a, I, F: FieldKey>(
    objects: impl Iterator<Item = (&'a I, &'a Fields<F>)>,
    key: F,
) -> HashMap<String, Vec<&'a I>> {
    let mut by_key: HashMap<String, Vec<&I>> = HashMap::new();
    for (id, fields) in objects {
        if let Some(FieldValue::Text(text)) = fields.get(&key) {
            by_key.entry(canonical_text(text)).or_default().push(id);
        }
    }
    by_key
}

fn with_key<I: Clone>(by_key: &HashMap<String, Vec<&I>>, key: &str) -> Vec<I> {
    let ids = by_key.get(&canonical_text(key)).into_iter().flatten();
    ids.copied().cloned().collect()
}
