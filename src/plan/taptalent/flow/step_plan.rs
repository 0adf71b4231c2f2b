//! What becomes of the steps of a flow: the wanted ones, and what holding them against the live ones shows.

use crate::model::taptalent::{Step, StepBody, StepField};
use crate::model::{AssessmentId, Number, Target};
use crate::plan::change::{Cause, StepLine};

/// A declared step whose assessment is known, or will be.
#[derive(Debug)]
pub(super) struct WantedStep<'a> {
    /// The declaration.
    pub step: &'a Step,
    /// The assessment.
    pub target: Target<AssessmentId>,
    /// What people call it: the live title with the manifest's name, or the id.
    pub label: String,
}

/// What the comparison showed.
#[derive(Debug, Default)]
pub(super) struct StepPlan {
    /// Row by row, for people.
    pub lines: Vec<StepLine>,
    /// Steps that cannot become what is wanted: the wanted step's index, and why.
    pub obstacles: Vec<(usize, String)>,
    /// Thresholds that change: index, before, cause.
    pub thresholds: Vec<(usize, Option<Number>, Cause)>,
    /// Steps to append: index, cause.
    pub appended: Vec<(usize, Cause)>,
    /// Steps that were changed live in a way that nothing here can undo.
    pub drifted: Vec<StepDrift>,
    /// Live steps that no read shows well enough to restate them (numbers from 1).
    pub unreadable: Vec<usize>,
    /// Metadata that no read shows and no record covers: `step 1: name`.
    pub unverified: Vec<String>,
    /// The live steps as they are to be restated (with new thresholds), then the appended ones.
    pub body: Vec<StepBody>,
}

impl StepPlan {
    /// Whether a PATCH has to carry steps that are not live as they are.
    pub(super) const fn changes_steps(&self) -> bool {
        !self.thresholds.is_empty() || !self.appended.is_empty()
    }
}

/// A live step that is not as it was applied.
#[derive(Debug)]
pub(super) struct StepDrift {
    /// Which, from 0.
    pub index: usize,
    /// What differs of it; `None`: all of it.
    pub field: Option<StepField>,
    /// What is live.
    pub before: serde_json::Value,
    /// What the manifest says; `None`: no such step.
    pub after: Option<serde_json::Value>,
    /// Who moved.
    pub cause: Cause,
}
