//! What the systems call an object, and when they say that it was last changed.

use std::collections::BTreeMap;

use crate::model::taptalent::{AssessmentField, FlowField};
use crate::model::{
    Address, AssessmentId, Desired, FlowId, Kind, Live, Lookup, TaskId, promptster, taptalent,
    text_of,
};
use crate::state::{Record, Recorded};

/// Finds titles and times.
pub(super) struct Objects<'a> {
    live: &'a Live,
    recorded: &'a Recorded,
    declared: BTreeMap<&'a Address, String>,
}

impl<'a> Objects<'a> {
    pub(super) fn new(desired: &'a Desired, live: &'a Live, recorded: &'a Recorded) -> Self {
        let assessments = desired.taptalent.assessments.iter();
        let assessments = assessments.filter_map(|one| {
            Some((
                &one.address,
                text_of(&one.spec.fields, AssessmentField::Title)?,
            ))
        });
        let flows = desired.taptalent.flows.iter();
        let flows = flows.filter_map(|one| {
            Some((
                &one.address,
                text_of(&one.spec.fields, FlowField::FlowName)?,
            ))
        });
        let tasks = desired.promptster.assessments.iter();
        let title = promptster::AssessmentField::Title;
        let tasks = tasks.filter_map(|one| Some((&one.address, text_of(&one.spec.fields, title)?)));
        let externals = desired.externals.iter();
        let externals = externals.filter_map(|one| Some((&one.address, one.spec.title.clone()?)));
        Self {
            live,
            recorded,
            declared: assessments
                .chain(flows)
                .chain(tasks)
                .chain(externals)
                .collect(),
        }
    }

    /// The live title; of what is gone, the declared one.
    pub(super) fn title(&self, address: &Address, id: Option<&str>) -> Option<String> {
        let live = id.and_then(|id| match address.kind() {
            Kind::TapTalentAssessment => {
                text_of(&self.assessment(id)?.fields, AssessmentField::Title)
            }
            Kind::Flow => text_of(&self.flow(id)?.fields, FlowField::FlowName),
            Kind::PromptsterAssessment => {
                text_of(&self.task(id)?.fields, promptster::AssessmentField::Title)
            }
            kind if kind.is_external() => {
                let all = self.live.externals(kind)?.items();
                let live = all.iter().find(|live| live.id.as_str() == id)?;
                Some(live.title.clone())
            }
            _ => None,
        });
        live.or_else(|| self.declared.get(address).cloned())
    }

    pub(super) fn record(&self, address: &Address) -> Option<&'a Record> {
        self.recorded.record(address)
    }

    /// The recorded id of something that has one.
    pub(super) fn id(&self, address: &Address) -> Option<String> {
        let id = self.record(address).map(|record| record.id.clone());
        id.filter(|id| !id.is_empty())
    }

    pub(super) fn assessment(&self, id: &str) -> Option<&'a taptalent::ObservedAssessment> {
        found(
            self.live
                .taptalent
                .assessment_details
                .get(&AssessmentId::new(id)),
        )
    }

    fn flow(&self, id: &str) -> Option<&'a taptalent::ObservedFlow> {
        found(self.live.taptalent.flow_details.get(&FlowId::new(id)))
    }

    fn task(&self, id: &str) -> Option<&'a promptster::ObservedAssessment> {
        let live = &self.live.promptster;
        found(live.details.get(&TaskId::new(id))).or_else(|| {
            live.assessments
                .items()
                .iter()
                .find(|live| live.id.as_str() == id)
        })
    }
}

fn found<T>(lookup: Option<&Lookup<T>>) -> Option<&T> {
    match lookup? {
        Lookup::Found(found) => Some(found),
        Lookup::Gone | Lookup::Denied(_) => None,
    }
}
