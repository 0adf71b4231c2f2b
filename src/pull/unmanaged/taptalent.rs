//! Assessments and flows of TapTalent that no manifest stands for.

use super::natural_keys::NaturalKeys;
use super::new_manifest::field_lines;
use super::search::{Search, in_order};
use super::shared::Shared;
use super::thing::Thing;
use crate::manifest::edit::{Line, Yaml};
use crate::model::taptalent::{AssessmentField, FlowField, ObservedAssessment, ObservedFlow};
use crate::model::{Kind, Live, Lookup, text_of};
use crate::pull::step::step_item;

impl Search<'_> {
    pub(super) fn assessments(&mut self, live: &Live) {
        let title = |one: &ObservedAssessment| text_of(&one.fields, AssessmentField::Title);
        let all = live.taptalent.assessments.items();
        let titles: NaturalKeys = all.iter().filter_map(title).collect();
        let of_kind = Kind::TapTalentAssessment;
        let new: Vec<_> = in_order(all, |one| (one.created_at.clone(), one.id.clone()))
            .into_iter()
            .filter(|listed| !self.is_managed(of_kind, listed.id.as_str()))
            .map(
                |listed| match live.taptalent.assessment_details.get(&listed.id) {
                    Some(Lookup::Found(detail)) => (listed, detail),
                    _ => (listed, listed),
                },
            )
            .collect();
        let lists = new
            .iter()
            .map(|(_, one)| one.questions.as_deref().unwrap_or_default());
        let mut shared = if self.shares {
            Shared::of(self.desired, lists, self.is_wanted)
        } else {
            Shared::default()
        };
        for (listed, one) in new {
            let title = title(one).or_else(|| title(listed)).unwrap_or_default();
            let thing = Thing {
                kind: Kind::TapTalentAssessment,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: titles.is_ambiguous(&title),
                created: listed.created_at.as_deref(),
            };
            let spec = field_lines(&one.fields);
            let (questions, used) = shared.lines(one.questions.as_deref().unwrap_or_default());
            if let Some(address) = self.add(&thing, &spec, questions) {
                shared.note_used(used);
                let name = address.name().to_string();
                self.found.names.insert(one.id.clone(), name);
            }
        }
        self.found.manifests.extend(shared.into_manifests());
    }

    pub(super) fn flows(&mut self, live: &Live) {
        let name = |one: &ObservedFlow| text_of(&one.fields, FlowField::FlowName);
        let all = live.taptalent.flows.items();
        let names: NaturalKeys = all.iter().filter_map(name).collect();
        for listed in in_order(all, |one| one.id.clone()) {
            if self.is_managed(Kind::Flow, listed.id.as_str()) {
                continue;
            }
            let one = match live.taptalent.flow_details.get(&listed.id) {
                Some(Lookup::Found(detail)) => detail,
                _ => listed,
            };
            let title = name(one).unwrap_or_default();
            let thing = Thing {
                kind: Kind::Flow,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: names.is_ambiguous(&title),
                created: None,
            };
            let steps = one.steps.iter().flatten();
            let steps: Option<Vec<Yaml>> = steps
                .map(|step| step_item(step, &self.found.names))
                .collect();
            match steps.filter(|steps| !steps.is_empty()) {
                Some(steps) => {
                    let mut spec = field_lines(&one.fields);
                    spec.push(Line::entry("steps", Yaml::List(steps)));
                    self.add(&thing, &spec, Vec::new());
                }
                None => self.leave(&thing, "the system does not show its steps"),
            }
        }
    }
}
