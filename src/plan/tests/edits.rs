//! What people do to a world: an edit of a manifest, or a change in the web app.

use super::sketch::question;
use super::world::World;
use crate::model::taptalent::{AssessmentField, FlowField, QuestionContent};
use crate::model::{FairnessPolicy, FieldValue};

impl World {
    pub(super) fn edits(&mut self, manifest: &str, field: AssessmentField, value: FieldValue) {
        self.manifest(manifest).set(field, value);
    }

    pub(super) fn edits_flow(&mut self, manifest: &str, field: FlowField, value: FieldValue) {
        self.flow_manifest(manifest)
            .spec
            .fields
            .insert(field, value);
    }

    pub(super) fn content(&mut self, manifest: &str, question: &str) -> &mut QuestionContent {
        &mut self.manifest(manifest).question(question).content
    }

    pub(super) fn rewords(&mut self, manifest: &str, question: &str, asked: &str) {
        self.content(manifest, question).question = asked.to_owned();
    }

    /// A question at the end.
    pub(super) fn asks(&mut self, manifest: &str, name: &str, asked: &str) {
        self.manifest(manifest)
            .questions()
            .push(question(name, asked));
    }

    pub(super) fn asks_at(&mut self, place: usize, manifest: &str, name: &str, asked: &str) {
        self.manifest(manifest)
            .questions()
            .insert(place, question(name, asked));
    }

    pub(super) fn judges(&mut self, fairness: FairnessPolicy) {
        self.policy.fairness = fairness;
    }

    /// In the web app.
    pub(super) fn someone_sets(
        &mut self,
        manifest: &str,
        field: AssessmentField,
        value: FieldValue,
    ) {
        self.live(manifest).fields.insert(field, value);
    }

    /// In the web app.
    pub(super) fn someone_sets_flow(
        &mut self,
        manifest: &str,
        field: FlowField,
        value: FieldValue,
    ) {
        self.live_flow(manifest).fields.insert(field, value);
    }
}
