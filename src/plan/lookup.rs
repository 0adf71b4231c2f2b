//! What is live, by what is asked of it once for every resource: so that planning many resources stays linear.

use std::collections::HashMap;

use crate::model::taptalent::{AssessmentField, FlowField};
use crate::model::{
    AssessmentId, FieldKey, FieldValue, Fields, FlowId, Live, Lookup, canonical_text, text_in,
};

/// Live objects by id and by natural key.
pub(super) struct LiveLookup<'a> {
    /// With the title that the list shows.
    assessments: HashMap<&'a AssessmentId, Option<&'a str>>,
    titled: HashMap<String, Vec<&'a AssessmentId>>,
    named: HashMap<String, Vec<&'a FlowId>>,
}

impl<'a> LiveLookup<'a> {
    pub(super) fn new(live: &'a Live) -> Self {
        let listed = live.taptalent.assessments.items().iter();
        let listed = listed.map(|live| (&live.id, title_of(&live.fields)));
        let read = live.taptalent.assessment_details.iter();
        let read = read.filter_map(|(id, lookup)| match lookup {
            Lookup::Found(found) => Some((id, title_of(&found.fields))),
            _ => None,
        });
        let assessments = live.taptalent.assessments.items().iter();
        let flows = live.taptalent.flows.items().iter();
        Self {
            assessments: listed.chain(read).collect(),
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
        self.assessments.contains_key(id)
    }

    /// What people call a live assessment, if a read shows it.
    pub(super) fn title_of(&self, id: &AssessmentId) -> Option<&'a str> {
        self.assessments.get(id).copied().flatten()
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

fn title_of(fields: &Fields<AssessmentField>) -> Option<&str> {
    text_in(fields, AssessmentField::Title)
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
