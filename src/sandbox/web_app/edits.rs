//! Edits as JSON, for `POST /__edit`: `{"system": …, "action": "appendStep", "flowId": 1, "step": {…}}`.
//!
//! One line an action, each a method of its system's app; what the method gives (a new id, or nothing) is answered.

use std::fmt::Display;

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::SandboxError;
use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::pipeline::{Application, ApplicationChange, JobPost, Project, Stage};
use super::super::flowmingo::submissions::{Submission, SubmissionChange};
use super::super::promptster::assessment::{CodingAssessment, CodingAssessmentChange};
use super::super::promptster::candidate_key::{CandidateKey, CandidateKeyChange};
use super::super::promptster::issues::Issue;
use super::super::promptster::provider_keys::{ProviderKey, StoredProviderKey};
use super::super::settings::{
    self, FlowmingoChange, FlowmingoSettings, PromptsterChange, PromptsterSettings,
    TaptalentChange, TaptalentSettings,
};
use super::super::system::System;
use super::super::taptalent::assessment::{Assessment, AssessmentChange};
use super::super::taptalent::flow::{Flow, FlowChange, FlowStep};
use super::super::taptalent::flow::{FlowCandidate, FlowCandidateChange};
use super::super::taptalent::person::{Invite, Person, Taken};
use super::super::taptalent::question::{Question, QuestionContent};
use super::{FlowmingoApp, PromptsterApp, WebApp, change, delete};

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

/// The edits of a system: those that set fields of a kind, those that delete one, those that are a method of the
/// system's app. The methods of the first two are made here.
macro_rules! edits {
    (
        $edit:ident of $app:ident;
        $(#[$settings_doc:meta])* SetSettings $set_settings:ident($settings_change:ty) of $settings:ty;
        set { $($(#[$set_doc:meta])* $set:ident $set_method:ident($set_id:ident: $set_type:ty, $change:ty) of $set_kind:ty;)* }
        delete { $($(#[$delete_doc:meta])* $delete:ident $delete_method:ident($delete_id:ident: $delete_type:ty) of $delete_kind:ty;)* }
        call { $($action:ident { $($(#[$how:meta])* $field:ident: $type:ty),* } => $method:ident($($given:expr),*);)* }
    ) => {
        #[derive(Debug, Deserialize)]
        #[serde(tag = "action", rename_all = "camelCase", rename_all_fields = "camelCase")]
        enum $edit {
            SetSettings { change: $settings_change },
            $($set { $set_id: $set_type, change: $change },)*
            $($delete { $delete_id: $delete_type },)*
            $($action { $($(#[$how])* $field: $type),* },)*
        }

        impl $edit {
            fn apply(self, app: $app<'_>) -> Result<Value, SandboxError> {
                Ok(match self {
                    Self::SetSettings { change } => json!(app.$set_settings(&change)?),
                    $(Self::$set { $set_id, change } => json!(app.$set_method(&$set_id, &change)?),)*
                    $(Self::$delete { $delete_id } => json!(app.$delete_method(&$delete_id)?),)*
                    $(Self::$action { $($field),* } => json!(app.$method($($given),*)?),)*
                })
            }
        }

        impl $app<'_> {
            $(#[$settings_doc])*
            pub fn $set_settings(&self, new: &$settings_change) -> Result<(), SandboxError> {
                self.0.write(|connection| Ok(settings::change::<$settings>(connection, new)?))
            }

            $(
                $(#[$set_doc])*
                pub fn $set_method(&self, id: impl Display + Copy, new: &$change) -> Result<(), SandboxError> {
                    change::<$set_kind>(self.0, id, new)
                }
            )*
            $(
                $(#[$delete_doc])*
                pub fn $delete_method(&self, id: impl Display + Copy) -> Result<(), SandboxError> {
                    delete::<$delete_kind>(self.0, id)
                }
            )*
        }
    };
}

edits! { TaptalentEdit of WebApp;
    /// Changes how TapTalent is set up: how generated questions come, which addresses it refuses.
    SetSettings set_taptalent(TaptalentChange) of TaptalentSettings;
    set {
        /// Changes fields of an assessment, those too that the API takes only at creation.
        SetAssessment set_assessment(assessment_id: String, AssessmentChange) of Assessment;
        /// Changes fields of a flow, its count of candidates among them.
        SetFlow set_flow(flow_id: i64, FlowChange) of Flow;
        /// Somebody gets on in a flow.
        SetFlowCandidate set_flow_candidate(flow_candidate_id: i64, FlowCandidateChange) of FlowCandidate;
    }
    delete {
        /// Deletes an assessment with its questions. The store refuses while a flow has it as a step.
        DeleteAssessment delete_assessment(assessment_id: String) of Assessment;
        /// Deletes a question.
        DeleteQuestion delete_question(question_id: String) of Question;
        /// Deletes a flow with its steps.
        DeleteFlow delete_flow(flow_id: i64) of Flow;
        /// Takes an invite back, as if it had never been.
        DeleteInvite delete_invite(invite_id: String) of Invite;
        /// Takes somebody out of a flow.
        DeleteFlowCandidate delete_flow_candidate(flow_candidate_id: i64) of FlowCandidate;
    }
    call {
        AddQuestion { assessment_id: String, content: QuestionContent } => add_question(&assessment_id, &content);
        SetQuestion { question_id: String, content: QuestionContent } => set_question(&question_id, &content);
        OrderQuestions { assessment_id: String, question_ids: Vec<String> } => order_questions(&assessment_id, &question_ids);
        AppendStep { flow_id: i64, step: FlowStep } => append_step(flow_id, step);
        SetStep { flow_id: i64, index: usize, step: FlowStep } => set_step(flow_id, index, step);
        RemoveStep { flow_id: i64, index: usize } => remove_step(flow_id, index);
        MoveStep { flow_id: i64, from: usize, to: usize } => move_step(flow_id, from, to);
        AddJob { title: String } => add_job(&title);
        SetCredits { credits: u32 } => set_credits(credits);
        AddJobCandidate { job_id: Option<i64>, person: Person } => add_job_candidate(job_id, &person);
        Submit { assessment_id: String, person: Person, #[serde(default)] taken: Taken } => submit(&assessment_id, &person, &taken);
        AddFlowCandidate { flow_id: i64, person: Person } => add_flow_candidate(flow_id, &person);
    }
}

edits! { FlowmingoEdit of FlowmingoApp;
    /// Changes how Flowmingo is set up: the scopes of its keys, the addresses it refuses.
    SetSettings set(FlowmingoChange) of FlowmingoSettings;
    set {
        /// A candidate has finished, or the evaluation is there.
        SetSubmission set_submission(submission_id: String, SubmissionChange) of Submission;
        /// Moves, scores, rejects or takes back an application.
        SetApplication set_application(application_id: String, ApplicationChange) of Application;
    }
    delete {
        /// Deletes an interview set with its submissions.
        DeleteInterviewSet delete_interview_set(interview_set_id: String) of InterviewSet;
        /// Deletes a project with its stages, job posts and applications.
        DeleteProject delete_project(project_id: String) of Project;
        /// Deletes a stage; its applications are then in none.
        DeleteStage delete_stage(stage_id: String) of Stage;
        /// Deletes a job post; its applications are then of none.
        DeleteJobPost delete_job_post(job_post_id: String) of JobPost;
        /// Deletes a submission.
        DeleteSubmission delete_submission(submission_id: String) of Submission;
        /// Deletes an application.
        DeleteApplication delete_application(application_id: String) of Application;
    }
    call {
        CreateInterviewSet { title: String } => create_interview_set(&title);
        RenameInterviewSet { interview_set_id: String, title: String } => rename_interview_set(&interview_set_id, &title);
        CreateProject { title: String, #[serde(default)] stages: Vec<String>, #[serde(default)] job_posts: Vec<String> } => create_project(&title, &stages, &job_posts);
        RenameProject { project_id: String, title: String } => rename_project(&project_id, &title);
        AddStage { project_id: String, name: String } => add_stage(&project_id, &name);
        SetStage { stage_id: String, name: Option<String>, priority: Option<u32> } => set_stage(&stage_id, name.as_deref(), priority);
        AddJobPost { project_id: String, title: String } => add_job_post(&project_id, &title);
    }
}

edits! { PromptsterEdit of PromptsterApp;
    /// Changes how Promptster is set up: scopes, plan, subscription, quota, rate limit, branding.
    SetSettings set(PromptsterChange) of PromptsterSettings;
    set {
        /// Changes fields of an assessment, which the API cannot.
        SetAssessment set_assessment(assessment_id: String, CodingAssessmentChange) of CodingAssessment;
        /// A candidate redeems a key, or completes, or lets it expire.
        SetCandidateKey set_candidate_key(key_id: String, CandidateKeyChange) of CandidateKey;
    }
    delete {
        /// Takes an issue out of the library.
        DeleteIssue delete_issue(issue_id: String) of Issue;
        /// Deletes a key of a model provider.
        DeleteProviderKey delete_provider_key(provider_key_id: String) of StoredProviderKey;
        /// Deletes an assessment with its keys.
        DeleteAssessment delete_assessment(assessment_id: String) of CodingAssessment;
        /// Revokes a key.
        RevokeCandidateKey revoke_candidate_key(key_id: String) of CandidateKey;
    }
    call {
        AddIssue { issue: Issue } => add_issue(&issue);
        AddProviderKey { key: ProviderKey } => add_provider_key(&key);
        Complete { key_id: String, #[serde(default)] scores: Vec<Value> } => complete(&key_id, &Value::Array(scores));
    }
}
