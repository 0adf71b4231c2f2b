//! What has been read so far for one plan, what is still wanted, and what does not fit together. No I/O.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::taptalent::{AssessmentField, FlowField, Live, ObservedAssessment, ObservedFlow};
use crate::model::{
    AssessmentId, FieldKey, FieldValue, Fields, FlowId, Kind, Listing, LiveExternal, Lookup,
    counted,
};
use crate::provider::http::{Call, Path, ReadError};

use crate::provider::listing::set_deleted_aside;

use super::read_filter::{Lists, Wanted};

/// The growing picture of one plan's reads.
pub(super) struct Observation<'a> {
    wanted: &'a Wanted<'a>,
    pub(super) assessments: Option<Listing<ObservedAssessment>>,
    pub(super) flows: Option<Listing<ObservedFlow>>,
    pub(super) jobs: Option<Listing<LiveExternal>>,
    pub(super) assessment_details: BTreeMap<AssessmentId, Lookup<ObservedAssessment>>,
    pub(super) flow_details: BTreeMap<FlowId, Lookup<ObservedFlow>>,
}

impl<'a> Observation<'a> {
    pub(super) fn new(wanted: &'a Wanted<'a>) -> Self {
        Self {
            wanted,
            assessments: None,
            flows: None,
            jobs: None,
            assessment_details: BTreeMap::new(),
            flow_details: BTreeMap::new(),
        }
    }

    /// The lists that are needed and not there.
    pub(super) fn lacking(&self) -> Lists {
        let needed = Lists::of(self.wanted.wants);
        Lists {
            assessments: needed.assessments && self.assessments.is_none(),
            flows: needed.flows && self.flows.is_none(),
            jobs: needed.jobs && self.jobs.is_none(),
        }
    }

    /// What a complete list shows that is wanted.
    pub(super) fn titled(&self) -> Vec<AssessmentId> {
        let items = self.assessments.iter().flat_map(Listing::items);
        let titled = items.filter(|item| self.wanted.has_title_of(item));
        titled.map(|item| item.id.clone()).collect()
    }

    /// The same of flows.
    pub(super) fn named(&self) -> Vec<FlowId> {
        let items = self.flows.iter().flat_map(Listing::items);
        let named = items.filter(|item| self.wanted.has_name_of(item));
        named.map(|item| item.id.clone()).collect()
    }

    /// The references that a complete list lacks: they may be visible to the single read only.
    pub(super) fn references_to_read(&self) -> Vec<AssessmentId> {
        let Some(listing) = &self.assessments else {
            return Vec::new();
        };
        let listed: HashSet<&AssessmentId> = listing.items().iter().map(|item| &item.id).collect();
        let references = self.wanted.wants.assessment_references.iter();
        references
            .filter(|id| !listed.contains(id))
            .cloned()
            .collect()
    }

    /// What either read marks as deleted is gone.
    fn set_deleted_aside(&mut self) {
        if let Some(listing) = &mut self.assessments {
            let details = &mut self.assessment_details;
            set_deleted_aside(listing, details, |one| &one.id, |one| one.deleted);
        }
        if let Some(listing) = &mut self.flows {
            let details = &mut self.flow_details;
            set_deleted_aside(listing, details, |one| &one.id, |one| one.deleted);
        }
    }

    /// Completes the single reads from the lists, and takes out what contradicts them so that it is read again.
    pub(super) fn settle(&mut self, round: u32) -> Vec<ReadError> {
        self.set_deleted_aside();
        let mut errors = self.settle_assessments(round);
        errors.extend(self.settle_flows());
        self.name_assessments();
        self.name_flows();
        errors
    }

    /// Takes titles that the list does not show from the single reads.
    fn name_assessments(&mut self) {
        let details = &self.assessment_details;
        for item in self.assessments.iter_mut().flat_map(Listing::items_mut) {
            if let Some(Lookup::Found(found)) = details.get(&item.id) {
                name(&mut item.fields, &found.fields, AssessmentField::Title);
            }
        }
    }

    fn name_flows(&mut self) {
        let details = &self.flow_details;
        for item in self.flows.iter_mut().flat_map(Listing::items_mut) {
            if let Some(Lookup::Found(found)) = details.get(&item.id) {
                name(&mut item.fields, &found.fields, FlowField::FlowName);
            }
        }
    }

    fn settle_assessments(&mut self, round: u32) -> Vec<ReadError> {
        let mut errors = Vec::new();
        for item in self.assessments.iter().flat_map(Listing::items) {
            let Some(detail) = self.assessment_details.remove(&item.id) else {
                continue;
            };
            let complaint = match detail {
                Lookup::Found(found) => {
                    let found = found.completed_by(item);
                    let complaint = missing_questions(&found)
                        .or_else(|| fewer_than_listed(&found, item).filter(|_| round == 1));
                    if complaint.is_none() {
                        self.assessment_details
                            .insert(item.id.clone(), Lookup::Found(found));
                    }
                    complaint
                }
                Lookup::Gone => {
                    Some("it is in the list, but does not exist when read alone".to_owned())
                }
                denied @ Lookup::Denied(_) => {
                    self.assessment_details.insert(item.id.clone(), denied);
                    None
                }
            };
            if let Some(what) = complaint {
                errors.push(contradiction("assessment", item.id.as_str(), what));
            }
        }
        if !errors.is_empty() {
            self.assessments = None;
        }
        errors
    }

    fn settle_flows(&mut self) -> Vec<ReadError> {
        let mut errors = Vec::new();
        for item in self.flows.iter().flat_map(Listing::items) {
            let Some(detail) = self.flow_details.remove(&item.id) else {
                continue;
            };
            let complaint = match detail {
                Lookup::Found(found) => {
                    let complaint = missing_steps(&found, item);
                    if complaint.is_none() {
                        let found = completed(found, item);
                        self.flow_details
                            .insert(item.id.clone(), Lookup::Found(found));
                    }
                    complaint
                }
                Lookup::Gone => {
                    Some("it is in the list, but does not exist when read alone".to_owned())
                }
                denied @ Lookup::Denied(_) => {
                    self.flow_details.insert(item.id.clone(), denied);
                    None
                }
            };
            if let Some(what) = complaint {
                errors.push(contradiction("assessment-flows", item.id.as_str(), what));
            }
        }
        if !errors.is_empty() {
            self.flows = None;
        }
        errors
    }

    /// The picture, without single reads that a later, better list no longer asks for.
    pub(super) fn into_live(mut self) -> Live {
        let assessments = self.assessments.take().unwrap_or_default();
        let flows = self.flows.take().unwrap_or_default();
        let titled: BTreeSet<&AssessmentId> = assessments
            .items()
            .iter()
            .filter(|item| self.wanted.has_title_of(item))
            .map(|item| &item.id)
            .collect();
        let named: BTreeSet<&FlowId> = flows
            .items()
            .iter()
            .filter(|item| self.wanted.has_name_of(item))
            .map(|item| &item.id)
            .collect();
        let wants = self.wanted.wants;
        self.assessment_details.retain(|id, _| {
            wants.assessments.contains(id)
                || wants.assessment_references.contains(id)
                || titled.contains(id)
        });
        self.flow_details
            .retain(|id, _| wants.flows.contains(id) || named.contains(id));
        Live {
            assessments,
            assessment_details: self.assessment_details,
            flows,
            flow_details: self.flow_details,
            externals: self
                .jobs
                .map(|jobs| (Kind::Job, jobs))
                .into_iter()
                .collect(),
            ..Live::default()
        }
    }
}

fn contradiction(folder: &str, id: &str, what: String) -> ReadError {
    match Path::of(&[folder, id]) {
        Ok(path) => ReadError::Incomplete {
            call: Call::get(&path),
            what,
        },
        Err(error) => error.into(),
    }
}

/// Gives what a list shows without a name the one that it has alone.
fn name<F: FieldKey>(listed: &mut Fields<F>, alone: &Fields<F>, field: F) {
    let is_named = matches!(listed.get(&field), Some(FieldValue::Text(_)));
    if let Some(name @ FieldValue::Text(_)) = alone.get(&field).filter(|_| !is_named) {
        listed.insert(field, name.clone());
    }
}

/// What does not add up between an assessment's questions and their count.
pub(super) fn missing_questions(found: &ObservedAssessment) -> Option<String> {
    let count = found.question_count?;
    let came = found.questions.as_ref()?.len() as u64;
    (count > came).then(|| format!("it has {}, but {came} arrived", counted(count, "question")))
}

/// A single read that agrees with itself but not with the list may be a short one, or the list's count may be a
/// cached one: worth a second look, and no more, since nothing says that the list's count is exact.
fn fewer_than_listed(found: &ObservedAssessment, item: &ObservedAssessment) -> Option<String> {
    let (came, listed) = (found.questions.as_ref()?.len() as u64, item.question_count?);
    (came < listed).then(|| {
        format!(
            "the list says {}, but {came} arrived",
            counted(listed, "question")
        )
    })
}

/// Steps only ever grow, and the list was asked first: fewer in the single read than in the list cannot be.
fn missing_steps(found: &ObservedFlow, item: &ObservedFlow) -> Option<String> {
    let (came, listed) = (found.steps.as_ref()?.len(), item.steps.as_ref()?.len());
    (came < listed).then(|| {
        format!(
            "the list shows {}, but a single read {came}",
            counted(listed, "step")
        )
    })
}

fn completed(mut found: ObservedFlow, item: &ObservedFlow) -> ObservedFlow {
    for (field, value) in &item.fields {
        found.fields.entry(*field).or_insert_with(|| value.clone());
    }
    found.candidate_count = found.candidate_count.or(item.candidate_count);
    found
}
