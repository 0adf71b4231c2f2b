//! The requests of every write: documented field names only, and what is not declared is left out, never null.

use bytes::Bytes;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::taptalent::{
    AssessmentField, AutoGenerateRequest, FlowBody, GenerateRequest, Invitee, QuestionContent,
    StepBody,
};
use crate::model::{FieldKey, FieldValue, Fields, Method, Number, Operation, Target};
use crate::provider::http::{Path, Repeat, WriteError, WriteRequest};

/// The request of an operation.
///
/// # Errors
/// [`WriteError::Unsendable`] if an id is not known yet or cannot stand in a path.
pub(super) fn request(operation: &Operation) -> Result<WriteRequest, WriteError> {
    let unsendable = |cause: String| {
        let route = operation.route();
        WriteError::Unsendable {
            endpoint: format!("{} {}", route.method, route.path),
            cause,
        }
    };
    let path = Path::of(&segments(operation).map_err(unsendable)?)
        .map_err(|error| unsendable(error.to_string()))?;
    Ok(WriteRequest {
        method: operation.route().method,
        path,
        body: body(operation).map_err(unsendable)?,
        repeat: repeat(operation),
        patience: patience(operation),
    })
}

/// Whether questions are written before the answer or after it is not documented (api-reference/assessments, "Generate
/// Questions"), so an answer is waited for three times as long.
const fn patience(operation: &Operation) -> u32 {
    match operation {
        Operation::GenerateQuestions { .. } | Operation::AutoGenerate { .. } => 3,
        _ => 1,
    }
}

/// A flow's PATCH restates every step: after an unknown outcome the flow must be looked at before it is sent again,
/// although twice would be as good as once.
fn repeat(operation: &Operation) -> Repeat {
    if operation.is_idempotent() && operation.route().method != Method::Patch {
        Repeat::Idempotent
    } else {
        Repeat::Never
    }
}

fn segments(operation: &Operation) -> Result<Vec<&str>, String> {
    Ok(match operation {
        Operation::CreateAssessment { fields: _ } => vec!["assessment", "audio-interviews"],
        Operation::UpdateAssessment { assessment, .. } => {
            vec!["assessment", id(assessment, |id| id.as_str())?]
        }
        Operation::AddQuestion { assessment, .. } => {
            vec!["assessment", id(assessment, |id| id.as_str())?, "questions"]
        }
        Operation::UpdateQuestion {
            assessment,
            question,
            ..
        }
        | Operation::DeleteQuestion {
            assessment,
            question,
            ..
        } => {
            let assessment = id(assessment, |id| id.as_str())?;
            vec!["assessment", assessment, "questions", question.as_str()]
        }
        Operation::CreateFlow { .. } => vec!["assessment-flows"],
        Operation::UpdateFlow { flow, .. } => {
            vec!["assessment-flows", id(flow, |id| id.as_str())?]
        }
        Operation::GenerateQuestions { assessment, .. } => {
            let assessment = id(assessment, |id| id.as_str())?;
            vec!["assessment", assessment, "generate-questions"]
        }
        Operation::AutoGenerate { .. } => vec!["assessment", "auto-generate"],
        Operation::InviteToAssessment { assessment, .. } => {
            vec!["assessment", id(assessment, |id| id.as_str())?, "invite"]
        }
        Operation::AssignToFlow { flow, .. } => {
            vec!["assessment-flows", id(flow, |id| id.as_str())?, "assign"]
        }
        Operation::Flowmingo(_) | Operation::Promptster(_) => return Err(not_ours(operation)),
    })
}

fn id<I>(target: &Target<I>, text: impl Fn(&I) -> &str) -> Result<&str, String> {
    match target {
        Target::Id(id) => Ok(text(id)),
        Target::Created(address) => Err(format!("the id of {address} is not known yet")),
    }
}

fn body(operation: &Operation) -> Result<Option<Bytes>, String> {
    match operation {
        Operation::CreateAssessment { fields } => json(&object(fields)),
        Operation::UpdateAssessment { changes, .. } => json(&object(changes.fields())),
        Operation::AddQuestion { content, .. } | Operation::UpdateQuestion { content, .. } => {
            json(&question(content))
        }
        Operation::DeleteQuestion { .. } => Ok(None),
        Operation::CreateFlow {
            flow_name,
            description,
            steps,
        } => json(&FlowJson {
            flow_name,
            description: description.as_deref(),
            status: None,
            steps: steps.iter().map(step).collect::<Result<_, _>>()?,
        }),
        Operation::UpdateFlow { body, .. } => {
            let FlowBody {
                flow_name,
                description,
                status,
                steps,
            } = body;
            json(&FlowJson {
                flow_name,
                description: description.as_deref(),
                status: status.as_deref(),
                steps: steps.iter().map(step).collect::<Result<_, _>>()?,
            })
        }
        Operation::GenerateQuestions { request, .. } => json(&generate(request)),
        Operation::AutoGenerate { request } => json(&auto_generate(request)),
        Operation::InviteToAssessment { invitee, .. } => json(&invite(invitee)),
        Operation::AssignToFlow { invitee, .. } => json(&assign(invitee)),
        Operation::Flowmingo(_) | Operation::Promptster(_) => Err(not_ours(operation)),
    }
    .map(|body| body.map(Bytes::from))
}

fn not_ours(operation: &Operation) -> String {
    format!("it is a write of {}", operation.system())
}

fn json(value: &impl Serialize) -> Result<Option<Vec<u8>>, String> {
    serde_json::to_vec(value)
        .map(Some)
        .map_err(|error| error.to_string())
}

/// No null is documented for any field.
fn object(fields: &Fields<AssessmentField>) -> Map<String, Value> {
    fields
        .iter()
        .filter(|(_, value)| **value != FieldValue::Null)
        .map(|(field, value)| (field.spec().name.to_owned(), value.to_json()))
        .collect()
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
    #[serde(skip_serializing_if = "Option::is_none")]
    assessment_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instructions: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass_action: Option<&'a str>,
}

fn step(step: &StepBody) -> Result<StepJson<'_>, String> {
    let StepBody {
        assessment,
        pass_threshold,
        assessment_type,
        name,
        instructions,
        pass_action,
    } = step;
    Ok(StepJson {
        assessment_id: id(assessment, |id| id.as_str())?,
        pass_threshold: *pass_threshold,
        assessment_type: assessment_type.as_deref(),
        name: name.as_deref(),
        instructions: instructions.as_deref(),
        pass_action: pass_action.as_deref(),
    })
}
