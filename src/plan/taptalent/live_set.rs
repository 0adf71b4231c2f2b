//! What TapTalent's live assessments and flows look like to identity.

use jiff::Timestamp;

use super::{assessment, flow};
use crate::model::taptalent::{
    Assessment, AssessmentField, Flow, FlowField, ObservedAssessment, ObservedFlow,
};
use crate::model::{AssessmentId, FieldValue, FlowId, Live, Resource, text_of};
use crate::plan::population::{Identified, Population};

impl Identified for ObservedAssessment {
    fn id_text(&self) -> &str {
        self.id.as_str()
    }
}

impl Identified for ObservedFlow {
    fn id_text(&self) -> &str {
        self.id.as_str()
    }
}

pub(in crate::plan) fn assessments(live: &Live) -> Population<'_, Assessment, ObservedAssessment> {
    fn title(resource: &Resource<Assessment>) -> String {
        match resource.spec.fields.get(&AssessmentField::Title) {
            Some(FieldValue::Text(title)) => title.clone(),
            _ => String::new(),
        }
    }
    Population {
        listed: &live.taptalent.assessments,
        details: &live.taptalent.assessment_details,
        id: |live| &live.id,
        key_of_manifest: title,
        key_of_live: |live| live.fields.get(&AssessmentField::Title),
        base_of_key: |_| None,
        version: |resource, live| assessment::has_title(live, &title(resource)).then_some(1),
        describe: |live| {
            let created = live
                .created_at
                .as_deref()
                .map_or_else(|| "at an unknown time".to_owned(), readable_time);
            let submissions = live
                .submission_count
                .map_or("unknown".to_owned(), |count| count.to_string());
            format!(
                "{} (created {created}, submissions: {submissions})",
                live.id
            )
        },
        make_id: |text| AssessmentId::new(text),
        key_name: "title",
        is_versioned: true,
        read_at: live.read_at,
    }
}

/// Milliseconds since 1970, as the examples have them, as a date; anything else as it came.
fn readable_time(text: &str) -> String {
    let time = text
        .parse()
        .ok()
        .and_then(|millis| Timestamp::from_millisecond(millis).ok());
    time.map_or_else(
        || text.to_owned(),
        |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    )
}

pub(in crate::plan) fn flows(live: &Live) -> Population<'_, Flow, ObservedFlow> {
    fn name(resource: &Resource<Flow>) -> String {
        text_of(&resource.spec.fields, FlowField::FlowName).unwrap_or_default()
    }
    Population {
        listed: &live.taptalent.flows,
        details: &live.taptalent.flow_details,
        id: |live| &live.id,
        key_of_manifest: name,
        key_of_live: |live| live.fields.get(&FlowField::FlowName),
        base_of_key: |name| name.rsplit_once(" v").map(|(base, _)| base),
        version: |resource, live| {
            let live = text_of(&live.fields, FlowField::FlowName)?;
            let version = flow::version_in_name(&name(resource), &live)?;
            (version == 1 || flow::makes_versions(resource)).then_some(version)
        },
        describe: |live| {
            let candidates = live
                .candidate_count
                .map_or("unknown".to_owned(), |count| count.to_string());
            format!("{} (candidates: {candidates})", live.id)
        },
        make_id: |text| FlowId::new(text),
        key_name: "flowName",
        is_versioned: true,
        read_at: live.read_at,
    }
}
