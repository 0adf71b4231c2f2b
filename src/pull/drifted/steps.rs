//! The steps of a flow: what was changed live of those that are declared, and those that were appended.

use std::collections::BTreeMap;

use serde_json::Value;

use super::scene::Scene;
use crate::manifest::edit::{Edit, Yaml};
use crate::model::taptalent::{Flow, ObservedStep, Step, StepField, StepTarget};
use crate::model::{Address, AssessmentId, FieldKey, FieldValue, Pointer, Resource};
use crate::plan::{Cause, Change, FieldChange};
use crate::pull::step::{named_target, step_item};

/// What moved live of a flow's steps, by path.
type Moved<'a> = BTreeMap<&'a str, &'a FieldChange>;

impl Scene<'_> {
    /// `left` hears what cannot be taken in.
    pub(super) fn of_steps(
        &self,
        resource: &Resource<Flow>,
        change: Option<&Change>,
        left: &mut Vec<(Address, String)>,
    ) -> Vec<Edit> {
        let Some(live) = self
            .flow(&resource.address)
            .and_then(|flow| flow.steps.as_deref())
        else {
            return Vec::new();
        };
        let fields = change.iter().flat_map(|change| &change.fields);
        let fields = fields.map(|field| (field.path.as_str(), field));
        let (moved, kept): (Moved<'_>, Moved<'_>) =
            fields.partition(|(_, field)| self.conflicts.takes_live(field.cause));
        let declared = &resource.spec.steps;
        let mut edits = Vec::new();
        for (index, step) in declared.iter().enumerate() {
            edits.extend(self.of_step(index, step, live.get(index), &moved, &kept));
        }
        for (index, live) in live.iter().enumerate().skip(declared.len()) {
            if !moved.contains_key(path(index, "").as_str()) {
                continue;
            }
            match step_item(live, self.names) {
                Some(item) => edits.push(Edit::Append(Pointer::spec("steps"), item)),
                None => left.push((
                    resource.address.clone(),
                    format!(
                        "live step {} cannot be read completely enough to declare it",
                        index + 1
                    ),
                )),
            }
        }
        edits
    }

    fn of_step(
        &self,
        index: usize,
        step: &Step,
        live: Option<&ObservedStep>,
        moved: &Moved<'_>,
        kept: &Moved<'_>,
    ) -> Vec<Edit> {
        let at = Pointer::spec("steps").index(index);
        let Some(live) = live else {
            let is_gone = moved
                .get(path(index, "").as_str())
                .is_some_and(|field| field.cause != Cause::Unrecorded);
            // A flow has one step at least.
            let is_removed = is_gone && index > 0;
            return is_removed.then_some(Edit::Remove(at)).into_iter().collect();
        };
        if moved.contains_key(path(index, ".assessmentId").as_str()) {
            // The plan compares no more of a step that takes another assessment.
            let keeps_threshold = kept.contains_key(path(index, ".passThreshold").as_str());
            return whole_step(&at, step, live, keeps_threshold, self.names);
        }
        let mut edits = Vec::new();
        let fields = StepField::ALL.iter();
        for field in fields.filter(|field| **field != StepField::Target) {
            let name = field.spec().name;
            let field = moved.get(path(index, &format!(".{name}")).as_str());
            match field.and_then(|field| field.before.as_ref()) {
                None => {}
                Some(Value::Null) => edits.push(Edit::Remove(at.clone().key(name))),
                Some(value) => {
                    edits.push(Edit::Set(at.clone().key(name), Yaml::from_json(value)));
                }
            }
        }
        edits
    }
}

fn path(index: usize, field: &str) -> String {
    format!("spec.steps[{index}]{field}")
}

/// Everything that is declared of a step and differs live.
fn whole_step(
    at: &Pointer,
    step: &Step,
    live: &ObservedStep,
    keeps_threshold: bool,
    names: &BTreeMap<AssessmentId, String>,
) -> Vec<Edit> {
    let old = match step.target {
        StepTarget::Manifest(_) => "assessment",
        StepTarget::Id(_) => "assessmentId",
    };
    let mut edits = Vec::new();
    if let Some((key, value)) = named_target(live, names) {
        edits.push(Edit::Replace(at.clone().key(old), key, value));
    }
    if let Some(threshold) = live
        .pass_threshold
        .filter(|live| !keeps_threshold && *live != step.pass_threshold)
    {
        let at = at.clone().key("passThreshold");
        edits.push(Edit::Set(at, Yaml::Number(threshold)));
    }
    for (field, declared) in &step.metadata {
        let at = at.clone().key(field.spec().name);
        match live.metadata.get(field) {
            Some(FieldValue::Null) => edits.push(Edit::Remove(at)),
            Some(live) if !declared.is_met_by(live, field.spec().compare) => {
                edits.push(Edit::Set(at, Yaml::from_json(&live.to_json())));
            }
            _ => {}
        }
    }
    edits
}
