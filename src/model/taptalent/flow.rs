//! A TapTalent assessment flow as a manifest declares it. Facts: api-reference/assessment-flows.

use super::super::address::Address;
use super::super::field::{Audience, Bounds, Fields, Mutability, ValueType, fields};
use super::super::id::AssessmentId;
use super::super::value::Number;

/// What a manifest of kind Flow says.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// The declared fields.
    pub fields: Fields<FlowField>,
    /// The whole list, in order; at least one.
    pub steps: Vec<Step>,
}

/// One step of a flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which assessment is taken.
    pub target: StepTarget,
    /// Score from which the candidate goes on, 0–100.
    pub pass_threshold: Number,
    /// The declared ones of its other fields: name, instructions and the like.
    pub metadata: Fields<StepField>,
}

/// The assessment of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepTarget {
    /// `assessment:` a manifest of this project, which the same plan may create.
    Manifest(Address),
    /// `assessmentId:` an id of the system, which must exist.
    Id(AssessmentId),
}

fields! {
    /// The plain fields of a flow.
    pub enum FlowField: updatable;

    FlowName = "flowName" {
        doc: "Name of the flow. Without a recorded or pinned id, the live flow is found by it.",
        required: true,
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        label: "name",
    }

    Description = "description" {
        doc: "What the flow is for.",
    }

    Status = "status" {
        doc: "Whether the flow is in use. The API documents only ACTIVE; any other value takes a second call after \
            creation.",
        bounds: Bounds::Length { min: 1, max: usize::MAX },
        default: Some("\"ACTIVE\""),
    }
}

impl StepField {
    /// Whether it stands in the metadata of a step: neither its assessment nor its threshold, each of which is its own.
    pub const fn is_metadata(self) -> bool {
        !matches!(self, Self::Target | Self::PassThreshold)
    }
}

fields! {
    /// The fields of a step.
    pub enum StepField: updatable;

    Target = "assessmentId" {
        doc: "Id of a live assessment. For one of this project, use `assessment: <manifest>` instead.",
        value: ValueType::Id,
        required: true,
        mutability: Mutability::CreateOnly,
        label: "interview",
    }

    PassThreshold = "passThreshold" {
        doc: "Score that a candidate needs to pass the step, 0 to 100. The only field of a live step that can \
            change.",
        value: ValueType::Number,
        required: true,
        bounds: Bounds::Range { min: 0.0, max: 100.0 },
        label: "pass mark",
        audience: Audience::Judges,
    }

    Name = "name" {
        doc: "Name of the step, shown to candidates.",
        mutability: Mutability::CreateOnly,
    }

    Instructions = "instructions" {
        doc: "Instructions shown to candidates before the step.",
        mutability: Mutability::CreateOnly,
    }

    PassAction = "passAction" {
        doc: "What happens after passing. The API does not document its values.",
        mutability: Mutability::CreateOnly,
        label: "action after passing",
        audience: Audience::Judges,
    }

    AssessmentType = "assessmentType" {
        doc: "Type of the step. Default: that of the assessment.",
        mutability: Mutability::CreateOnly,
        label: "type",
    }
}
