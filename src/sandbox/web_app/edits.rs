//! Edits as JSON, for `POST /__edit`: `{"system": …, "action": "appendStep", "flowId": 1, "step": {…}}`.
//!
//! One line an action, each a method of its system's app; what the method gives (a new id, or nothing) is answered.

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::system::System;
use super::super::{
    ApplicationChange, AssessmentChange, CandidateKeyChange, CodingAssessmentChange,
    FlowCandidateChange, FlowChange, FlowStep, FlowmingoChange, Issue, Person, PromptsterChange,
    ProviderKey, QuestionContent, SandboxError, SubmissionChange, Taken, TaptalentChange,
};
use super::{FlowmingoApp, PromptsterApp, WebApp};

/// Applies an edit; without a system TapTalent is meant.
pub(super) fn apply(app: WebApp<'_>, mut edit: Value) -> Result<Value, EditError> {
    let system = edit
        .as_object_mut()
        .and_then(|object| object.shift_remove("system"))
        .map_or(Ok(System::Taptalent), serde_json::from_value)?;
    Ok(match system {
        System::Taptalent => serde_json::from_value::<TaptalentEdit>(edit)?.apply(app)?,
        System::Flowmingo => {
            serde_json::from_value::<FlowmingoEdit>(edit)?.apply(app.flowmingo())?
        }
        System::Promptster => {
            serde_json::from_value::<PromptsterEdit>(edit)?.apply(app.promptster())?
        }
    })
}

/// Why an edit is not applied.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    /// It is not the JSON of an edit.
    #[error(transparent)]
    Unreadable(#[from] serde_json::Error),
    /// It does not fit what is there.
    #[error(transparent)]
    Refused(#[from] SandboxError),
}

macro_rules! edits {
    ($edit:ident of $app:ty; $($action:ident { $($(#[$how:meta])* $field:ident: $type:ty),* } => $method:ident($($given:expr),*);)*) => {
        #[derive(Debug, Deserialize)]
        #[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
        enum $edit {
            $($action { $($(#[$how])* $field: $type),* },)*
        }

        impl $edit {
            fn apply(self, app: $app) -> Result<Value, SandboxError> {
                Ok(match self {
                    $(Self::$action { $($field),* } => json!(app.$method($($given),*)?),)*
                })
            }
        }
    };
}

fn no_scores() -> Value {
    json!([])
}

edits! { TaptalentEdit of WebApp<'_>;
    SetAssessment { assessment_id: String, change: AssessmentChange } => set_assessment(&assessment_id, &change);
    DeleteAssessment { assessment_id: String } => delete_assessment(&assessment_id);
    AddQuestion { assessment_id: String, content: QuestionContent } => add_question(&assessment_id, &content);
    SetQuestion { question_id: String, content: QuestionContent } => set_question(&question_id, &content);
    DeleteQuestion { question_id: String } => delete_question(&question_id);
    OrderQuestions { assessment_id: String, question_ids: Vec<String> } => order_questions(&assessment_id, &question_ids);
    SetFlow { flow_id: i64, change: FlowChange } => set_flow(flow_id, &change);
    DeleteFlow { flow_id: i64 } => delete_flow(flow_id);
    AppendStep { flow_id: i64, step: FlowStep } => append_step(flow_id, step);
    SetStep { flow_id: i64, index: usize, step: FlowStep } => set_step(flow_id, index, step);
    RemoveStep { flow_id: i64, index: usize } => remove_step(flow_id, index);
    MoveStep { flow_id: i64, from: usize, to: usize } => move_step(flow_id, from, to);
    AddJob { title: String } => add_job(&title);
    SetCredits { credits: u32 } => set_credits(credits);
    SetSettings { change: TaptalentChange } => set_taptalent(&change);
    AddJobCandidate { job_id: Option<i64>, person: Person } => add_job_candidate(job_id, &person);
    Submit { assessment_id: String, person: Person, #[serde(default)] taken: Taken } => submit(&assessment_id, &person, &taken);
    DeleteInvite { invite_id: String } => delete_invite(&invite_id);
    AddFlowCandidate { flow_id: i64, person: Person } => add_flow_candidate(flow_id, &person);
    SetFlowCandidate { flow_candidate_id: i64, change: FlowCandidateChange } => set_flow_candidate(flow_candidate_id, &change);
    DeleteFlowCandidate { flow_candidate_id: i64 } => delete_flow_candidate(flow_candidate_id);
}

edits! { FlowmingoEdit of FlowmingoApp<'_>;
    SetSettings { change: FlowmingoChange } => set(&change);
    CreateInterviewSet { title: String } => create_interview_set(&title);
    RenameInterviewSet { interview_set_id: String, title: String } => rename_interview_set(&interview_set_id, &title);
    DeleteInterviewSet { interview_set_id: String } => delete_interview_set(&interview_set_id);
    CreateProject { title: String, #[serde(default)] stages: Vec<String>, #[serde(default)] job_posts: Vec<String> } => create_project(&title, &stages, &job_posts);
    RenameProject { project_id: String, title: String } => rename_project(&project_id, &title);
    DeleteProject { project_id: String } => delete_project(&project_id);
    AddStage { project_id: String, name: String } => add_stage(&project_id, &name);
    SetStage { stage_id: String, name: Option<String>, priority: Option<u32> } => set_stage(&stage_id, name.as_deref(), priority);
    DeleteStage { stage_id: String } => delete_stage(&stage_id);
    AddJobPost { project_id: String, title: String } => add_job_post(&project_id, &title);
    DeleteJobPost { job_post_id: String } => delete_job_post(&job_post_id);
    SetSubmission { submission_id: String, change: SubmissionChange } => set_submission(&submission_id, &change);
    DeleteSubmission { submission_id: String } => delete_submission(&submission_id);
    SetApplication { application_id: String, change: ApplicationChange } => set_application(&application_id, &change);
    DeleteApplication { application_id: String } => delete_application(&application_id);
}

edits! { PromptsterEdit of PromptsterApp<'_>;
    SetSettings { change: PromptsterChange } => set(&change);
    AddIssue { issue: Issue } => add_issue(&issue);
    DeleteIssue { issue_id: String } => delete_issue(&issue_id);
    AddProviderKey { key: ProviderKey } => add_provider_key(&key);
    DeleteProviderKey { provider_key_id: String } => delete_provider_key(&provider_key_id);
    SetAssessment { assessment_id: String, change: CodingAssessmentChange } => set_assessment(&assessment_id, &change);
    DeleteAssessment { assessment_id: String } => delete_assessment(&assessment_id);
    SetCandidateKey { key_id: String, change: CandidateKeyChange } => set_candidate_key(&key_id, &change);
    RevokeCandidateKey { key_id: String } => revoke_candidate_key(&key_id);
    Complete { key_id: String, #[serde(default = "no_scores")] scores: Value } => complete(&key_id, &scores);
}
