//! What somebody does in Flowmingo's own pages: people author sets and projects here, and candidates take
//! their interviews. No mail goes out.

use serde_json::json;

use super::super::SandboxError;
use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::pipeline::{JobPost, Project, Stage};
use super::super::store::{Database, Object as _};
use super::{change, require};

/// Edits of the embedded Flowmingo. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct FlowmingoApp<'s>(pub(super) &'s Database);

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
