//! Edits of Flowmingo as JSON, for `POST /__edit`: one for each method of [`FlowmingoApp`].

use serde::Deserialize;
use serde_json::{Value, json};

use super::super::super::SandboxError;
use super::super::super::settings::FlowmingoChange;
use super::super::super::store::{ApplicationChange, SubmissionChange};
use super::FlowmingoApp;

/// `{"system": "flowmingo", "action": "addStage", …}`; an id may be new, and is then answered.
#[derive(Debug, Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(in crate::sandbox::web_app) enum Edit {
    SetSettings {
        change: FlowmingoChange,
    },
    CreateInterviewSet {
        title: String,
    },
    RenameInterviewSet {
        interview_set_id: String,
        title: String,
    },
    DeleteInterviewSet {
        interview_set_id: String,
    },
    CreateProject {
        title: String,
        #[serde(default)]
        stages: Vec<String>,
        #[serde(default)]
        job_posts: Vec<String>,
    },
    RenameProject {
        project_id: String,
        title: String,
    },
    DeleteProject {
        project_id: String,
    },
    AddStage {
        project_id: String,
        name: String,
    },
    SetStage {
        stage_id: String,
        name: Option<String>,
        priority: Option<u32>,
    },
    DeleteStage {
        stage_id: String,
    },
    AddJobPost {
        project_id: String,
        title: String,
    },
    DeleteJobPost {
        job_post_id: String,
    },
    SetSubmission {
        submission_id: String,
        change: SubmissionChange,
    },
    DeleteSubmission {
        submission_id: String,
    },
    SetApplication {
        application_id: String,
        change: ApplicationChange,
    },
    DeleteApplication {
        application_id: String,
    },
}

impl Edit {
    /// Applies the edit; the new id if it made something, else null.
    pub(in crate::sandbox::web_app) fn apply(
        self,
        app: FlowmingoApp<'_>,
    ) -> Result<Value, SandboxError> {
        match self {
            Self::CreateInterviewSet { title } => {
                return Ok(json!(app.create_interview_set(&title)?));
            }
            Self::CreateProject {
                title,
                stages,
                job_posts,
            } => return Ok(json!(app.create_project(&title, &stages, &job_posts)?)),
            Self::AddStage { project_id, name } => {
                return Ok(json!(app.add_stage(&project_id, &name)?));
            }
            Self::AddJobPost { project_id, title } => {
                return Ok(json!(app.add_job_post(&project_id, &title)?));
            }
            Self::SetSettings { change } => app.set(&change),
            Self::RenameInterviewSet {
                interview_set_id,
                title,
            } => app.rename_interview_set(&interview_set_id, &title),
            Self::DeleteInterviewSet { interview_set_id } => {
                app.delete_interview_set(&interview_set_id)
            }
            Self::RenameProject { project_id, title } => app.rename_project(&project_id, &title),
            Self::DeleteProject { project_id } => app.delete_project(&project_id),
            Self::SetStage {
                stage_id,
                name,
                priority,
            } => app.set_stage(&stage_id, name.as_deref(), priority),
            Self::DeleteStage { stage_id } => app.delete_stage(&stage_id),
            Self::DeleteJobPost { job_post_id } => app.delete_job_post(&job_post_id),
            Self::SetSubmission {
                submission_id,
                change,
            } => app.set_submission(&submission_id, &change),
            Self::DeleteSubmission { submission_id } => app.delete_submission(&submission_id),
            Self::SetApplication {
                application_id,
                change,
            } => app.set_application(&application_id, &change),
            Self::DeleteApplication { application_id } => app.delete_application(&application_id),
        }?;
        Ok(Value::Null)
    }
}
