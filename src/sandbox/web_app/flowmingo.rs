//! What somebody does in Flowmingo's own pages: people author sets and projects here, and candidates take
//! their interviews. No mail goes out.

use super::super::flowmingo::applications::{Application, ApplicationChange};
use super::super::flowmingo::configuration::{InterviewSet, JobPost, Project, Stage};
use super::super::flowmingo::submissions::{Submission, SubmissionChange};
use super::super::settings::{FlowmingoChange, FlowmingoSettings};
use super::super::store::{Database, Object as _};
use super::super::{SandboxError, settings};
use super::{change, delete, edit, known};

/// Edits of the embedded Flowmingo. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct FlowmingoApp<'s>(pub(super) &'s Database);

impl FlowmingoApp<'_> {
    /// Changes how Flowmingo is set up: the scopes of its keys, the addresses it refuses.
    pub fn set(&self, change: &FlowmingoChange) -> Result<(), SandboxError> {
        self.0
            .write(|connection| Ok(settings::change::<FlowmingoSettings>(connection, change)?))
    }

    /// Adds an interview set and gives its id.
    pub fn create_interview_set(&self, title: &str) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(InterviewSet::titled(title).create(connection)?.id))
    }

    /// Gives an interview set another title.
    pub fn rename_interview_set(&self, id: &str, title: &str) -> Result<(), SandboxError> {
        edit::<InterviewSet>(self.0, id, |set| title.clone_into(&mut set.title))
    }

    /// Deletes an interview set with its submissions.
    pub fn delete_interview_set(&self, id: &str) -> Result<(), SandboxError> {
        delete::<InterviewSet>(self.0, id)
    }

    /// Adds a project with these stages, in order, and these job posts; gives its id.
    pub fn create_project(
        &self,
        title: &str,
        stages: &[String],
        job_posts: &[String],
    ) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let id = Project::titled(title).create(connection)?.id;
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
        edit::<Project>(self.0, id, |project| title.clone_into(&mut project.title))
    }

    /// Deletes a project with its stages, job posts and applications.
    pub fn delete_project(&self, id: &str) -> Result<(), SandboxError> {
        delete::<Project>(self.0, id)
    }

    /// Adds a stage behind the last one and gives its id.
    pub fn add_stage(&self, project: &str, name: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            known::<Project>(Project::exists(connection, project)?, project)?;
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
        edit::<Stage>(self.0, id, |stage| {
            if let Some(name) = name {
                name.clone_into(&mut stage.name);
            }
            stage.priority = priority.map_or(stage.priority, i64::from);
        })
    }

    /// Deletes a stage; its applications are then in none.
    pub fn delete_stage(&self, id: &str) -> Result<(), SandboxError> {
        delete::<Stage>(self.0, id)
    }

    /// Adds a job post and gives its id.
    pub fn add_job_post(&self, project: &str, title: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            known::<Project>(Project::exists(connection, project)?, project)?;
            Ok(JobPost::add(connection, project, title)?)
        })
    }

    /// Deletes a job post; its applications are then of none.
    pub fn delete_job_post(&self, id: &str) -> Result<(), SandboxError> {
        delete::<JobPost>(self.0, id)
    }

    /// A candidate has finished, or the evaluation is there.
    pub fn set_submission(&self, id: &str, new: &SubmissionChange) -> Result<(), SandboxError> {
        change::<Submission>(self.0, id, new)
    }

    /// Deletes a submission.
    pub fn delete_submission(&self, id: &str) -> Result<(), SandboxError> {
        delete::<Submission>(self.0, id)
    }

    /// Moves, scores, rejects or takes back an application.
    pub fn set_application(&self, id: &str, new: &ApplicationChange) -> Result<(), SandboxError> {
        change::<Application>(self.0, id, new)
    }

    /// Deletes an application.
    pub fn delete_application(&self, id: &str) -> Result<(), SandboxError> {
        delete::<Application>(self.0, id)
    }
}
