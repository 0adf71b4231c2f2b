//! A TapTalent assessment flow as a manifest declares it. Facts: api-reference/assessment-flows.

use serde::{Deserialize, Serialize};

use super::super::address::Address;
use super::super::field::{Bounds, Compare, FieldKey, FieldSpec, Fields, Mutability};
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
    /// Optional metadata. `None`: not managed.
    pub name: Option<String>,
    /// Optional metadata. `None`: not managed.
    pub instructions: Option<String>,
    /// Optional metadata; the document names no values. `None`: not managed.
    pub pass_action: Option<String>,
    /// Optional; the system takes it from the assessment. `None`: not managed.
    pub assessment_type: Option<String>,
}

/// The assessment of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepTarget {
    /// `assessment:` a manifest of this project, which the same plan may create.
    Manifest(Address),
    /// `assessmentId:` an id of the system, which must exist.
    Id(AssessmentId),
}

/// The plain fields of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FlowField {
    /// `flowName`: the natural key.
    FlowName,
    /// `description`
    Description,
    /// `status`: settable by PATCH only.
    Status,
}

const PLAIN: FieldSpec = FieldSpec {
    name: "",
    read_name: "",
    doc: "",
    required: false,
    bounds: Bounds::None,
    default: None,
    mutability: Mutability::Updatable,
    readable: true,
    compare: Compare::Plain,
};

impl FieldKey for FlowField {
    const ALL: &'static [Self] = &[Self::FlowName, Self::Description, Self::Status];

    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::FlowName => {
                const {
                    &FieldSpec {
                        name: "flowName",
                        read_name: "flowName",
                        doc: "Name of the flow. Without a recorded or pinned id it is how the live one is found.",
                        required: true,
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::Description => {
                const {
                    &FieldSpec {
                        name: "description",
                        read_name: "description",
                        doc: "What the flow is for.",
                        ..PLAIN
                    }
                }
            }
            Self::Status => {
                const {
                    &FieldSpec {
                        name: "status",
                        read_name: "status",
                        doc: "Whether the flow is in use; only ACTIVE is documented. Other than ACTIVE it takes a second call after creation.",
                        bounds: Bounds::Length {
                            min: 1,
                            max: usize::MAX,
                        },
                        default: Some("\"ACTIVE\""),
                        ..PLAIN
                    }
                }
            }
        }
    }
}

/// The fields of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepField {
    /// `assessment` or `assessmentId`
    Target,
    /// `passThreshold`
    PassThreshold,
    /// `name`
    Name,
    /// `instructions`
    Instructions,
    /// `passAction`
    PassAction,
    /// `assessmentType`
    AssessmentType,
}

impl FieldKey for StepField {
    const ALL: &'static [Self] = &[
        Self::Target,
        Self::PassThreshold,
        Self::Name,
        Self::Instructions,
        Self::PassAction,
        Self::AssessmentType,
    ];

    fn spec(self) -> &'static FieldSpec {
        match self {
            Self::Target => {
                const {
                    &FieldSpec {
                        name: "assessmentId",
                        read_name: "assessmentId",
                        doc: "Id of the assessment; `assessment: <manifest>` names one of this project instead.",
                        required: true,
                        mutability: Mutability::CreateOnly,
                        ..PLAIN
                    }
                }
            }
            Self::PassThreshold => {
                const {
                    &FieldSpec {
                        name: "passThreshold",
                        read_name: "passThreshold",
                        doc: "Score from which a candidate goes on, 0 to 100. The one thing of an existing step that can change.",
                        required: true,
                        bounds: Bounds::Range {
                            min: 0.0,
                            max: 100.0,
                        },
                        ..PLAIN
                    }
                }
            }
            Self::Name => {
                const {
                    &FieldSpec {
                        name: "name",
                        read_name: "name",
                        doc: "What candidates see as the step's name.",
                        mutability: Mutability::CreateOnly,
                        ..PLAIN
                    }
                }
            }
            Self::Instructions => {
                const {
                    &FieldSpec {
                        name: "instructions",
                        read_name: "instructions",
                        doc: "What candidates read before the step.",
                        mutability: Mutability::CreateOnly,
                        ..PLAIN
                    }
                }
            }
            Self::PassAction => {
                const {
                    &FieldSpec {
                        name: "passAction",
                        read_name: "passAction",
                        doc: "What happens after passing; the document names no values.",
                        mutability: Mutability::CreateOnly,
                        ..PLAIN
                    }
                }
            }
            Self::AssessmentType => {
                const {
                    &FieldSpec {
                        name: "assessmentType",
                        read_name: "assessmentType",
                        doc: "Type of the step; taken from the assessment if left out.",
                        mutability: Mutability::CreateOnly,
                        ..PLAIN
                    }
                }
            }
        }
    }
}
