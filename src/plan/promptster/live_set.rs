//! What Promptster's live assessments look like to identity.

use jiff::Timestamp;

use crate::model::{FieldValue, Resource, TaskId, promptster, same_text};
use crate::plan::population::{Identified, Population};

impl Identified for promptster::ObservedAssessment {
    fn id_text(&self) -> &str {
        self.id.as_str()
    }
}

pub(in crate::plan) fn tasks(
    live: &promptster::Live,
    read_at: Option<Timestamp>,
) -> Population<'_, promptster::Assessment, promptster::ObservedAssessment> {
    fn key(resource: &Resource<promptster::Assessment>) -> String {
        promptster::natural_key(&resource.spec.fields)
    }
    Population {
        listed: &live.assessments,
        details: &live.details,
        id: |live| &live.id,
        key_of_manifest: key,
        key_of_live: |live| live.natural_key.as_ref(),
        base_of_key: |_| None,
        version: |resource, live| match &live.natural_key {
            Some(FieldValue::Text(live)) => same_text(live, &key(resource)).then_some(1),
            _ => None,
        },
        describe: |live| {
            let created = live.created_at.as_deref().unwrap_or("at an unknown time");
            format!("{} (created {created})", live.id)
        },
        make_id: |text| TaskId::new(text),
        key_name: promptster::NATURAL_KEY,
        is_versioned: false,
        read_at,
    }
}
