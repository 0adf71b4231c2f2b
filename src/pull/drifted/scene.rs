//! What the edits are made from, and the way through all that is declared.

use std::collections::BTreeMap;

use super::deleted::Gone;
use super::field::{Conflicts, plain_field};
use super::flow_name::{OfFlow, of_flow};
use crate::diagnostic::Code;
use crate::manifest::edit::Edit;
use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::model::{
    Address, AssessmentId, Desired, FlowId, Live, Lookup, Origin, Resource, SourcePath, Spec,
};
use crate::plan::{Action, Cause, Change, FieldChange, Plan};
use crate::state::Recorded;

#[derive(Debug, Clone, PartialEq)]
pub struct ManifestEdits {
    pub address: Address,
    pub origin: Origin,
    pub edits: Vec<Edit>,
}

/// Edits, and what could not be taken in.
#[derive(Debug, Default)]
pub struct Drifted {
    /// By manifest, in order of address.
    pub manifests: Vec<ManifestEdits>,
    /// In words: what stays as it is in the manifests, and why.
    pub left: Vec<(Address, String)>,
    /// In words: what was decided on the way, and why.
    pub remarks: Vec<(Address, String)>,
    /// What was changed on both sides, whatever became of it.
    pub conflicts: Vec<Conflict>,
    /// Proven to be gone. A manifest of what can be created would make it anew.
    pub deleted: Vec<Gone>,
}

/// A value that was changed in the manifest and live since the last apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub address: Address,
    /// `spec.title`
    pub path: String,
    /// Where the manifest says it.
    pub source: Option<SourcePath>,
}

/// What the edits are made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub desired: &'a Desired,
    /// What is live: everything that the manifests stand for, one by one.
    pub live: &'a Live,
    pub recorded: &'a Recorded,
    /// The plan of these three.
    pub plan: &'a Plan,
    /// Names of assessments by their ids: those that manifests have, and those that get one.
    pub names: &'a BTreeMap<AssessmentId, String>,
    /// Ids of the live objects that the manifests stand for.
    pub ids: &'a BTreeMap<Address, String>,
    /// What becomes of what was changed on both sides.
    pub conflicts: Conflicts,
}

/// Works out the edits that make the manifests say what is live, where live has moved.
pub fn drifted(scene: Scene<'_>) -> Drifted {
    let mut drifted = Drifted::default();
    let changes = scene.changes();
    let change_of = |address: &Address| changes.get(address).copied();
    for resource in &scene.desired.taptalent.assessments {
        let change = change_of(&resource.address);
        let mut edits = scene.plain_fields(change);
        edits.extend(scene.of_questions(resource, change, &mut drifted.remarks));
        drifted.take(resource, change, edits);
    }
    for resource in &scene.desired.taptalent.flows {
        let change = change_of(&resource.address);
        let mut edits = Vec::new();
        for field in scene.moved_fields(change) {
            match of_flow(resource, field) {
                OfFlow::Field(field) => plain_field(&field, &mut edits),
                OfFlow::Left(why) => drifted.left.push((resource.address.clone(), why)),
            }
        }
        edits.extend(scene.of_steps(resource, change, &mut drifted.left));
        drifted.take(resource, change, edits);
    }
    for resource in &scene.desired.externals {
        drifted.take(resource, None, scene.of_external(resource));
    }
    for resource in &scene.desired.promptster.assessments {
        let change = change_of(&resource.address);
        drifted.take(resource, change, scene.plain_fields(change));
    }
    for resource in &scene.desired.promptster.branding {
        let change = change_of(&resource.address);
        drifted.take(resource, change, scene.plain_fields(change));
    }
    let unseen = scene.plan.blocked.iter();
    let unseen = unseen.filter(|blocked| blocked.code == Code::NotVisibleYet);
    drifted
        .left
        .extend(unseen.map(|one| (one.address.clone(), one.message.clone())));
    drifted.deleted = scene.deleted();
    drifted.conflicts = changes.values().flat_map(|one| conflicts_of(one)).collect();
    drifted
}

fn conflicts_of(change: &Change) -> impl Iterator<Item = Conflict> {
    let fields = change.fields.iter();
    let both = fields.filter(|field| field.cause == Cause::Conflict);
    both.map(|field| Conflict {
        address: change.address.clone(),
        path: field.path.clone(),
        source: field.source.clone(),
    })
}

impl Drifted {
    /// A manifest of what is not live has nothing to take in.
    fn take<S: Spec>(&mut self, resource: &Resource<S>, change: Option<&Change>, edits: Vec<Edit>) {
        let is_live =
            change.is_none_or(|change| !matches!(change.action, Action::Create | Action::Delete));
        if is_live && !edits.is_empty() {
            self.manifests.push(ManifestEdits {
                address: resource.address.clone(),
                origin: resource.origin.clone(),
                edits,
            });
        }
    }
}

impl<'a> Scene<'a> {
    /// By address. What differs where something stands in the way says more than what would be done instead.
    fn changes(&self) -> BTreeMap<&'a Address, &'a Change> {
        let all = self.plan.changes.iter().chain(&self.plan.obstructed);
        all.map(|change| (&change.address, change)).collect()
    }

    /// The fields of a change whose live values are taken.
    fn moved_fields<'c>(
        &self,
        change: Option<&'c Change>,
    ) -> impl Iterator<Item = &'c FieldChange> + use<'c> {
        let conflicts = self.conflicts;
        let fields = change.into_iter().flat_map(|change| &change.fields);
        fields.filter(move |field| conflicts.takes_live(field.cause))
    }

    fn plain_fields(&self, change: Option<&Change>) -> Vec<Edit> {
        let mut edits = Vec::new();
        for field in self.moved_fields(change) {
            plain_field(field, &mut edits);
        }
        edits
    }

    pub(super) fn assessment(&self, address: &Address) -> Option<&'a ObservedAssessment> {
        let id = AssessmentId::new(self.ids.get(address)?);
        match self.live.taptalent.assessment_details.get(&id)? {
            Lookup::Found(found) => Some(found),
            _ => None,
        }
    }

    pub(super) fn flow(&self, address: &Address) -> Option<&'a ObservedFlow> {
        let id = FlowId::new(self.ids.get(address)?);
        match self.live.taptalent.flow_details.get(&id)? {
            Lookup::Found(found) => Some(found),
            _ => None,
        }
    }
}
