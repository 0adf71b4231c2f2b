//! Edits of TapTalent as JSON, for `POST /__edit`: one for each method of [`WebApp`].

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::super::SandboxError;
use super::super::super::settings::TaptalentChange;
use super::super::super::store::{
    AssessmentChange, FlowCandidateChange, FlowChange, FlowStep, Person, QuestionContent, Taken,
};
use super::super::WebApp;

/// `{"action": "appendStep", "flowId": 1, "step": {…}}` and so on; an id may be new, and is then answered.
#[derive(Debug, Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(in crate::sandbox::web_app) enum Edit {
    SetAssessment {
        assessment_id: String,
        change: AssessmentChange,
    },
    DeleteAssessment {
        assessment_id: String,
    },
    AddQuestion {
        assessment_id: String,
        content: QuestionContent,
    },
    SetQuestion {
        question_id: String,
        content: QuestionContent,
    },
    DeleteQuestion {
        question_id: String,
    },
    OrderQuestions {
        assessment_id: String,
        question_ids: Vec<String>,
    },
    SetFlow {
        flow_id: i64,
        change: FlowChange,
    },
    DeleteFlow {
        flow_id: i64,
    },
    AppendStep {
        flow_id: i64,
        step: FlowStep,
    },
    SetStep {
        flow_id: i64,
        index: usize,
        step: FlowStep,
    },
    RemoveStep {
        flow_id: i64,
        index: usize,
    },
    MoveStep {
        flow_id: i64,
        from: usize,
        to: usize,
    },
    AddJob {
        title: String,
    },
    SetCredits {
        credits: u32,
    },
    SetSettings {
        change: TaptalentChange,
    },
    AddJobCandidate {
        job_id: Option<i64>,
        person: Person,
    },
    /// A person takes an assessment, invited or not.
    Submit {
        assessment_id: String,
        person: Person,
        #[serde(default)]
        taken: Taken,
    },
    DeleteInvite {
        invite_id: String,
    },
    AddFlowCandidate {
        flow_id: i64,
        person: Person,
    },
    SetFlowCandidate {
        flow_candidate_id: i64,
        change: FlowCandidateChange,
    },
    DeleteFlowCandidate {
        flow_candidate_id: i64,
    },
}

impl Edit {
    /// Applies the edit; the new id if it made something, else null.
    pub(in crate::sandbox::web_app) fn apply(self, app: WebApp<'_>) -> Result<Value, SandboxError> {
        match self {
            Self::AddJob { title } => return Ok(json!(app.add_job(&title)?)),
            Self::AddQuestion {
                assessment_id,
                content,
            } => {
                return Ok(json!(app.add_question(&assessment_id, &content)?));
            }
            Self::AddJobCandidate { job_id, person } => {
                return Ok(json!(app.add_job_candidate(job_id, &person)?));
            }
            Self::Submit {
                assessment_id,
                person,
                taken,
            } => return Ok(json!(app.submit(&assessment_id, &person, &taken)?)),
            Self::AddFlowCandidate { flow_id, person } => {
                return Ok(json!(app.add_flow_candidate(flow_id, &person)?));
            }
            Self::SetAssessment {
                assessment_id,
                change,
            } => app.set_assessment(&assessment_id, &change),
            Self::DeleteAssessment { assessment_id } => app.delete_assessment(&assessment_id),
            Self::SetQuestion {
                question_id,
                content,
            } => app.set_question(&question_id, &content),
            Self::DeleteQuestion { question_id } => app.delete_question(&question_id),
            Self::OrderQuestions {
                assessment_id,
                question_ids,
            } => app.order_questions(&assessment_id, &question_ids),
            Self::SetFlow { flow_id, change } => app.set_flow(flow_id, &change),
            Self::DeleteFlow { flow_id } => app.delete_flow(flow_id),
            Self::AppendStep { flow_id, step } => app.append_step(flow_id, step),
            Self::SetStep {
                flow_id,
                index,
                step,
            } => app.set_step(flow_id, index, step),
            Self::RemoveStep { flow_id, index } => app.remove_step(flow_id, index),
            Self::MoveStep { flow_id, from, to } => app.move_step(flow_id, from, to),
            Self::SetCredits { credits } => app.set_credits(credits),
            Self::SetSettings { change } => app.set_taptalent(&change),
            Self::DeleteInvite { invite_id } => app.delete_invite(&invite_id),
            Self::SetFlowCandidate {
                flow_candidate_id,
                change,
            } => app.set_flow_candidate(flow_candidate_id, &change),
            Self::DeleteFlowCandidate { flow_candidate_id } => {
                app.delete_flow_candidate(flow_candidate_id)
            }
        }?;
        Ok(Value::Null)
    }
}
