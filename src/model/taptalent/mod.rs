//! TapTalent: assessments with their questions, flows of assessments, and who is in them. Facts:
//! api-reference/assessments and api-reference/assessment-flows.

mod assessment;
mod body;
mod desired;
mod flow;
mod live;
mod observed;
mod operation;
mod question;
mod roster;

pub use assessment::{Assessment, AssessmentField, JobRef, MAX_DURATION_AT_CREATION};
pub use body::{AssessmentUpdate, FlowBody, StepBody};
pub use desired::Desired;
pub use flow::{Flow, FlowField, Step, StepField, StepTarget};
pub use live::{Live, Wants};
pub use observed::{
    ObservedAssessment, ObservedFlow, ObservedQuestion, ObservedStep, QuestionType,
};
pub use operation::Operation;
pub use question::{Question, QuestionContent, QuestionField};
pub use roster::{
    AutoGenerateRequest, Candidate, CandidatesOf, GenerateRequest, Invitee, ObservedCandidate,
    QuestionResult, Roster, RosterTarget,
};
