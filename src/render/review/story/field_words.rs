//! What a field is called and whom it concerns, by its kind and its name in manifests: read off the fields' own rows.

use crate::model::taptalent::{AssessmentField, FlowField, QuestionField, StepField};
use crate::model::{FieldKey, FieldSpec, Kind, promptster};

/// The row of a plain field; `None`: it has none (`job`, `generate`, `stages`).
pub(super) fn field_of(kind: Kind, name: &str) -> Option<&'static FieldSpec> {
    match kind {
        Kind::TapTalentAssessment => row::<AssessmentField>(name),
        Kind::Flow => row::<FlowField>(name),
        Kind::PromptsterAssessment => row::<promptster::AssessmentField>(name),
        Kind::Branding => row::<promptster::BrandingField>(name),
        Kind::Question
        | Kind::Job
        | Kind::TapTalentRoster
        | Kind::InterviewSet
        | Kind::Project
        | Kind::FlowmingoRoster
        | Kind::PromptsterRoster => None,
    }
}

pub(super) fn field_of_question(name: &str) -> Option<&'static FieldSpec> {
    row::<QuestionField>(name)
}

pub(super) fn field_of_step(name: &str) -> Option<&'static FieldSpec> {
    row::<StepField>(name)
}

fn row<F: FieldKey>(name: &str) -> Option<&'static FieldSpec> {
    F::by_name(name).map(F::spec)
}
