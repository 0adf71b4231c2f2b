//! What people know things by: the titles that the systems show, where an address would be ours alone.

use std::collections::BTreeMap;

use crate::model::taptalent::{Question, Step, StepField, StepTarget};
use crate::model::{Address, Desired, text_in};
use crate::plan::{Change, FieldChange};
use crate::render::escape::one_line;

/// Titles, questions and steps as the manifests have them.
#[derive(Debug, Default)]
pub struct Titles<'a> {
    own: BTreeMap<&'a Address, &'a str>,
    /// What a resource without a title of its own leads to.
    named: BTreeMap<&'a Address, Vec<&'a Address>>,
    questions: BTreeMap<&'a Address, &'a [Question]>,
    steps: BTreeMap<&'a Address, &'a [Step]>,
}

impl<'a> Titles<'a> {
    /// Nothing is known: addresses take the place of titles.
    pub const NONE: Titles<'static> = Titles {
        own: BTreeMap::new(),
        named: BTreeMap::new(),
        questions: BTreeMap::new(),
        steps: BTreeMap::new(),
    };

    pub fn of(desired: &'a Desired) -> Self {
        let assessments = desired.taptalent.assessments.iter();
        let flows = desired.taptalent.flows.iter();
        Self {
            own: desired.titles().collect(),
            named: desired.named().collect(),
            questions: assessments
                .filter_map(|one| Some((&one.address, one.spec.questions.as_deref()?)))
                .collect(),
            steps: flows
                .map(|flow| (&flow.address, flow.spec.steps.as_slice()))
                .collect(),
        }
    }

    /// What a resource is called by its manifest, or is about; its name where that tells nothing.
    pub(in crate::render) fn of_address(&self, address: &Address) -> String {
        if let Some(title) = self.own.get(address) {
            return one_line(title).into_owned();
        }
        let named = self.named.get(address).into_iter().flatten();
        let titles: Vec<&str> = named.filter_map(|one| self.own.get(one)).copied().collect();
        match titles.as_slice() {
            [] => address.name().to_string(),
            titles => one_line(&titles.join(" · ")).into_owned(),
        }
    }

    /// What a changed resource is called now, before the change.
    pub(in crate::render) fn of_change(&self, change: &Change) -> String {
        let is_title =
            |field: &&FieldChange| matches!(field.path.as_str(), "spec.title" | "spec.flowName");
        let named = change.fields.iter().find(is_title);
        let live = named.and_then(|field| field.before.as_ref()?.as_str());
        live.filter(|live| !live.trim().is_empty()).map_or_else(
            || self.of_address(&change.address),
            |live| one_line(live.trim()).into_owned(),
        )
    }

    /// What a question of an interview asks.
    pub(in crate::render) fn question(&self, address: &Address, name: &str) -> Option<String> {
        let mut questions = self.questions.get(address)?.iter();
        let question = questions.find(|one| one.name.as_str() == name)?;
        Some(one_line(question.content.question.trim()).into_owned())
    }

    /// What a step of a flow is called, from 0.
    pub(in crate::render) fn step(&self, address: &Address, index: usize) -> Option<String> {
        let step = self.steps.get(address)?.get(index)?;
        if let Some(name) = text_in(&step.metadata, StepField::Name) {
            return Some(one_line(name).into_owned());
        }
        match &step.target {
            StepTarget::Manifest(assessment) => Some(self.of_address(assessment)),
            StepTarget::Id(_) => None,
        }
    }

    /// What the interview that a step takes is called.
    pub(in crate::render) fn interview_of_step(
        &self,
        address: &Address,
        index: usize,
    ) -> Option<String> {
        match &self.steps.get(address)?.get(index)?.target {
            StepTarget::Manifest(assessment) => Some(self.of_address(assessment)),
            StepTarget::Id(_) => None,
        }
    }
}
