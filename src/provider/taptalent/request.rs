//! The requests of every write: documented field names only, and what is not declared is left out, never null.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::taptalent::{
    AssessmentField, AutoGenerateRequest, FlowBody, GenerateRequest, Invitee, Operation,
    QuestionContent, StepBody,
};
use crate::model::{Number, Write as _};
use crate::provider::http::{Repeat, WriteError, WriteRequest};
use crate::provider::wire::{Body, body, object};

/// The request of an operation.
///
/// # Errors
/// [`WriteError::Unsendable`] if an id is not known yet or cannot stand in a path.
pub(super) fn request(operation: &Operation) -> Result<WriteRequest, WriteError> {
    let mut request = WriteRequest::to(&operation.route(), content(operation))?;
    match operation {
        // Whether questions are written before the answer or after it is not documented (api-reference/assessments,
        // "Generate Questions"), so an answer is waited for three times as long.
        Operation::GenerateQuestions { .. } | Operation::AutoGenerate { .. } => {
            request.patience = 3;
        }
        // It restates every step: after an unknown outcome the flow must be looked at before it is sent again, although
        // twice would be as good as once.
        Operation::UpdateFlow { .. } => request.repeat = Repeat::Never,
        _ => {}
    }
    Ok(request)
}

fn content(operation: &Operation) -> Body {
    match operation {
        Operation::CreateAssessment { fields } => body(&object(fields, is_never_null)),
        Operation::UpdateAssessment { changes, .. } => {
            body(&object(changes.fields(), is_never_null))
        }
        Operation::AddQuestion { content, .. } | Operation::UpdateQuestion { content, .. } => {
            body(&question(content))
        }
        Operation::DeleteQuestion { .. } => Ok(None),
        Operation::CreateFlow {
            flow_name,
            description,
            steps,
        } => body(&FlowJson {
            flow_name,
            description: description.as_deref(),
            status: None,
            steps: steps.iter().map(step).collect::<Result<_, _>>()?,
        }),
        Operation::UpdateFlow { body: flow, .. } => {
            let FlowBody {
                flow_name,
                description,
                status,
                steps,
            } = flow;
            body(&FlowJson {
                flow_name,
                description: description.as_deref(),
                status: status.as_deref(),
                steps: steps.iter().map(step).collect::<Result<_, _>>()?,
            })
        }
        Operation::GenerateQuestions { request, .. } => body(&generate(request)),
        Operation::AutoGenerate { request } => body(&auto_generate(request)),
        Operation::InviteToAssessment { invitee, .. } => body(&invite(invitee)),
        Operation::AssignToFlow { invitee, .. } => body(&assign(invitee)),
    }
}

/// No null is documented for any field.
const fn is_never_null(_: AssessmentField) -> bool {
    false
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuestionJson<'a> {
    question: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_instruction: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ideal_answer: Option<&'a str>,
}

fn question(content: &QuestionContent) -> QuestionJson<'_> {
    let QuestionContent {
        question,
        system_instruction,
        ideal_answer,
    } = content;
    QuestionJson {
        question,
        system_instruction: system_instruction.as_deref(),
        ideal_answer: ideal_answer.as_deref(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GenerateJson<'a> {
    job_description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    skills: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    question_count: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difficulty: Option<&'a str>,
}

fn generate(request: &GenerateRequest) -> GenerateJson<'_> {
    let GenerateRequest {
        job_description,
        skills,
        question_count,
        difficulty,
    } = request;
    GenerateJson {
        job_description,
        skills: skills.as_deref(),
        question_count: *question_count,
        difficulty: difficulty.as_deref(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AutoGenerateJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    job_id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    interview_type: Option<&'a str>,
}

fn auto_generate(request: &AutoGenerateRequest) -> AutoGenerateJson<'_> {
    let AutoGenerateRequest {
        job,
        purpose,
        role,
        interview_type,
    } = request;
    AutoGenerateJson {
        job_id: job.as_ref().map(|job| number_or_text(job.as_str())),
        purpose: purpose.as_deref(),
        role: role.as_deref(),
        interview_type: interview_type.as_deref(),
    }
}

/// An assessment's invite. `inviteeType` is left out: CANDIDATE is the default.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct InviteJson<'a> {
    email_address: &'a str,
    #[serde(flatten)]
    named: NamedJson<'a>,
}

/// A flow's assignment.
#[derive(Serialize)]
struct AssignJson<'a> {
    email: &'a str,
    #[serde(flatten)]
    named: NamedJson<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NamedJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_candidate_id: Option<Value>,
}

fn invite(invitee: &Invitee) -> InviteJson<'_> {
    InviteJson {
        email_address: invitee.email.reveal(),
        named: named(invitee),
    }
}

fn assign(invitee: &Invitee) -> AssignJson<'_> {
    AssignJson {
        email: invitee.email.reveal(),
        named: named(invitee),
    }
}

fn named(invitee: &Invitee) -> NamedJson<'_> {
    let Invitee {
        email: _,
        first_name,
        last_name,
        job_candidate_id,
    } = invitee;
    NamedJson {
        first_name: first_name.as_deref(),
        last_name: last_name.as_deref(),
        job_candidate_id: job_candidate_id.as_deref().map(number_or_text),
    }
}

/// An id where the document asks for a number; older ones are no numbers.
fn number_or_text(id: &str) -> Value {
    let number: Option<u64> = id.parse().ok();
    number
        .filter(|number| number.to_string() == id)
        .map_or_else(|| Value::from(id), Value::from)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FlowJson<'a> {
    flow_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    steps: Vec<StepJson<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StepJson<'a> {
    assessment_id: &'a str,
    pass_threshold: Number,
    #[serde(flatten)]
    metadata: Map<String, Value>,
}

fn step(step: &StepBody) -> Result<StepJson<'_>, String> {
    let StepBody {
        assessment,
        pass_threshold,
        metadata,
    } = step;
    Ok(StepJson {
        assessment_id: assessment.known()?.as_str(),
        pass_threshold: *pass_threshold,
        metadata: object(metadata, |_| false),
    })
}
