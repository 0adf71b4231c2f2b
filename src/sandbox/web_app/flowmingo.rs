//! What somebody does in Flowmingo's own pages: people author sets and projects here, and candidates take
//! their interviews. No mail goes out.

use rusqlite::{Connection, Result};
use serde_json::{Value, json};

use super::super::SandboxError;
use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::people::{Candidate, Invitation};
use super::super::flowmingo::pipeline::{Application, ApplicationChange, JobPost, Project, Stage};
use super::super::flowmingo::submissions::{Submission, SubmissionChange};
use super::super::settings::{self, FlowmingoChange, FlowmingoSettings};
use super::super::store::{Database, Object as _};
use super::edits::edits;
use super::{change, require, text};

/// Edits of the embedded Flowmingo. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct FlowmingoApp<'s>(pub(super) &'s Database);

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

impl FlowmingoApp<'_> {
    /// Adds an interview set and gives its id.
    pub fn create_interview_set(&self, title: &str) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(InterviewSet::made(connection, &json!({"title": title}))?.id))
    }

    /// Gives an interview set another title.
    pub fn rename_interview_set(&self, id: &str, title: &str) -> Result<(), SandboxError> {
        change::<InterviewSet>(self.0, id, &json!({"title": title}))
    }

    /// Adds a project with these stages, in order, and these job posts; gives its id.
    pub fn create_project(
        &self,
        title: &str,
        stages: &[String],
        job_posts: &[String],
    ) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let id = Project::made(connection, &json!({"title": title}))?.id;
            for stage in stages {
                Stage::append(connection, &id, stage)?;
            }
            for post in job_posts {
                JobPost::add(connection, &id, post)?;
            }
            Ok(id)
        })
    }

    /// Gives a project another title.
    pub fn rename_project(&self, id: &str, title: &str) -> Result<(), SandboxError> {
        change::<Project>(self.0, id, &json!({"title": title}))
    }

    /// Adds a stage behind the last one and gives its id.
    pub fn add_stage(&self, project: &str, name: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            require::<Project>(connection, project)?;
            Ok(Stage::append(connection, project, name)?)
        })
    }

    /// Gives a stage another name or another place; stages stand in the order of their priorities.
    pub fn set_stage(
        &self,
        id: &str,
        name: Option<&str>,
        priority: Option<u32>,
    ) -> Result<(), SandboxError> {
        let new = json!({"name": name, "priority": priority});
        change::<Stage>(self.0, id, &new)
    }

    /// Adds a job post and gives its id.
    pub fn add_job_post(&self, project: &str, title: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            require::<Project>(connection, project)?;
            Ok(JobPost::add(connection, project, title)?)
        })
    }
}

/// Everything that Flowmingo holds.
pub(super) fn state(connection: &Connection) -> Result<Value> {
    let set = ["status", "setType", "createdAt"];
    Ok(json!({
        "settings": settings::of::<FlowmingoSettings>(connection)?,
        "interviewSets": InterviewSet::all().without(connection, &set)?,
        "projects": projects(connection)?,
        "candidates": Candidate::all().without(connection, &[])?,
        "submissions": Submission::all().without(connection, &["code", "createdAt"])?,
        "invitations": Invitation::all().without(connection, &[])?,
        "applications": Application::all().without(connection, &["createdAt"])?,
    }))
}

fn projects(connection: &Connection) -> Result<Vec<Value>> {
    let post = ["projectId", "status", "createdAt"];
    let mut shown = Project::all().without(connection, &["createdAt"])?;
    for project in &mut shown {
        let id = text(project, "id");
        let mut stages = Stage::of(&id).without(connection, &["projectId"])?;
        stages.sort_by_key(|stage| stage["priority"].as_i64());
        project["stages"] = stages.into();
        project["jobPosts"] = JobPost::of(&id).without(connection, &post)?.into();
    }
    Ok(shown)
}
