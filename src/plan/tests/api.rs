//! The API as its documents describe it, in memory: what it holds, and what its reads show. Its writes are in
//! [`writes`](super::writes).
//!
//! Nothing here is shared with the planner but the nouns: the rules are read from the documents a second time.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::taptalent::{
    AssessmentField, FlowField, ObservedAssessment, ObservedFlow, ObservedStep, QuestionContent,
    StepField,
};
use crate::model::{
    AssessmentId, ExternalId, FieldValue, FlowId, Kind, Listing, Live, LiveExternal, Lookup,
    QuestionId, Wants, canonical_text, same_text, taptalent,
};

/// All that is live, with what no read shows.
#[derive(Debug, Clone, Default)]
pub(super) struct Api {
    pub assessments: BTreeMap<AssessmentId, ObservedAssessment>,
    pub flows: BTreeMap<FlowId, ObservedFlow>,
    pub jobs: Vec<LiveExternal>,
    /// What was written of each question, of which a read shows the text only.
    pub written: BTreeMap<QuestionId, QuestionContent>,
    /// Assessments that the key may not see.
    pub denied: BTreeSet<AssessmentId>,
    /// Fields that no read carries.
    pub hidden: BTreeSet<AssessmentField>,
    /// Fields of steps that no read carries.
    pub hidden_of_steps: BTreeSet<StepField>,
    /// Whether a plan has said that it takes metadata of steps on trust: then it may be wrong about what no read shows.
    pub on_trust: bool,
    /// Every write that arrived.
    pub received: Vec<String>,
    pub last_id: usize,
}

impl Api {
    pub(super) fn job(&mut self, id: &str, title: &str) {
        self.jobs.push(LiveExternal {
            id: ExternalId::new(id),
            title: title.to_owned(),
        });
    }

    /// What a reader shows a plan that asked for `wants`, by the rules that [`Wants`] states.
    pub(super) fn observe(&self, wants: &Wants) -> Live {
        let shown: Vec<_> = self
            .assessments
            .values()
            .filter(|live| !self.denied.contains(&live.id))
            .collect();
        let listed: Vec<_> = shown.iter().map(|live| self.listed(live)).collect();
        let is_listed = |id: &&AssessmentId| shown.iter().any(|live| live.id == **id);
        let titled = shown.iter().filter(|live| has_title(live, wants));
        let single = wants.taptalent.assessments.iter().cloned();
        let single = single.chain(titled.map(|live| live.id.clone()));
        let unlisted = wants.taptalent.assessment_references.iter();
        let single = single.chain(unlisted.filter(|id| !is_listed(id)).cloned());
        let named = self.flows.values().filter(|live| has_name(live, wants));
        let flows = wants.taptalent.flows.iter().cloned();
        let flows = flows.chain(named.map(|live| live.id.clone()));
        let without_steps = |live: &ObservedFlow| ObservedFlow {
            deleted: false,
            steps: None,
            ..live.clone()
        };
        let taptalent = taptalent::Live {
            assessments: Listing::proven_complete(listed),
            assessment_details: single
                .map(|id| (id.clone(), self.assessment(&id)))
                .collect(),
            flows: Listing::proven_complete(self.flows.values().map(without_steps).collect()),
            flow_details: flows.map(|id| (id.clone(), self.flow(&id))).collect(),
            externals: wants
                .taptalent
                .externals
                .iter()
                .filter(|kind| **kind == Kind::Job)
                .map(|kind| (*kind, Listing::proven_complete(self.jobs.clone())))
                .collect(),
            ..taptalent::Live::default()
        };
        Live {
            taptalent,
            ..Live::default()
        }
    }

    fn assessment(&self, id: &AssessmentId) -> Lookup<ObservedAssessment> {
        match self.assessments.get(id) {
            _ if self.denied.contains(id) => Lookup::Denied("no access".into()),
            Some(live) => Lookup::Found(self.shown(live)),
            None => Lookup::Gone,
        }
    }

    fn shown(&self, live: &ObservedAssessment) -> ObservedAssessment {
        let mut shown = live.clone();
        shown.fields.retain(|field, _| !self.hidden.contains(field));
        shown
    }

    fn listed(&self, live: &ObservedAssessment) -> ObservedAssessment {
        ObservedAssessment {
            deleted: false,
            questions: None,
            ..self.shown(live)
        }
    }

    fn flow(&self, id: &FlowId) -> Lookup<ObservedFlow> {
        let Some(live) = self.flows.get(id) else {
            return Lookup::Gone;
        };
        let mut shown = live.clone();
        for step in shown.steps.iter_mut().flatten() {
            self.hide(step);
        }
        Lookup::Found(shown)
    }

    fn hide(&self, step: &mut ObservedStep) {
        for field in &self.hidden_of_steps {
            match field {
                StepField::Target => step.assessment = None,
                StepField::PassThreshold => step.pass_threshold = None,
                field => drop(step.metadata.remove(field)),
            }
        }
    }
}

fn has_title(live: &ObservedAssessment, wants: &Wants) -> bool {
    matches!(live.fields.get(&AssessmentField::Title),
        Some(FieldValue::Text(title)) if wants.taptalent.assessment_titles.contains(&canonical_text(title)))
}

fn has_name(live: &ObservedFlow, wants: &Wants) -> bool {
    let Some(FieldValue::Text(live)) = live.fields.get(&FlowField::FlowName) else {
        return false;
    };
    let base = live.rsplit_once(" v").map_or("", |(base, _)| base);
    wants
        .taptalent
        .flow_names
        .iter()
        .any(|name| same_text(name, live) || same_text(name, base))
}
