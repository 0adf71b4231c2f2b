//! The edits: people author sets and projects here, and candidates take their interviews. No mail goes out.

use rusqlite::Connection;

use super::super::super::SandboxError;
use super::super::super::settings::{FlowmingoChange, FlowmingoSettings};
use super::super::super::store::{ApplicationChange, Database, SubmissionChange, table};
use super::super::super::system::System;
use super::super::super::time::now;
use super::super::known;

/// Edits of the embedded Flowmingo. Each is applied whole, or on an error not at all.
#[derive(Debug, Clone, Copy)]
pub struct FlowmingoApp<'s>(pub(in crate::sandbox::web_app) &'s Database);

impl FlowmingoApp<'_> {
    /// Changes how Flowmingo is set up: the scopes of its keys, the addresses it refuses.
    pub fn set(&self, change: &FlowmingoChange) -> Result<(), SandboxError> {
        self.0.write(|connection| {
            let mut settings: FlowmingoSettings =
                table::settings::of(connection, System::Flowmingo)?;
            change.apply(&mut settings);
            Ok(table::settings::set(
                connection,
                System::Flowmingo,
                &settings,
            )?)
        })
    }

    /// Adds an interview set and gives its id.
    pub fn create_interview_set(&self, title: &str) -> Result<String, SandboxError> {
        self.0
            .write(|connection| Ok(table::flowmingo::sets::insert(connection, title, now())?))
    }

    /// Gives an interview set another title.
    pub fn rename_interview_set(&self, id: &str, title: &str) -> Result<(), SandboxError> {
        self.edit("interview set", id, |connection| {
            table::flowmingo::sets::rename(connection, id, title)
        })
    }

    /// Deletes an interview set with its submissions.
    pub fn delete_interview_set(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("interview set", id, |connection| {
            table::flowmingo::sets::delete(connection, id)
        })
    }

    /// Adds a project with these stages, in order, and these job posts; gives its id.
    pub fn create_project(
        &self,
        title: &str,
        stages: &[String],
        job_posts: &[String],
    ) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let id = table::flowmingo::projects::insert(connection, title, now())?;
            for stage in stages {
                table::flowmingo::stages::append(connection, &id, stage)?;
            }
            for post in job_posts {
                table::flowmingo::job_posts::insert(connection, &id, post, now())?;
            }
            Ok(id)
        })
    }

    /// Gives a project another title.
    pub fn rename_project(&self, id: &str, title: &str) -> Result<(), SandboxError> {
        self.edit("project", id, |connection| {
            table::flowmingo::projects::rename(connection, id, title)
        })
    }

    /// Deletes a project with its stages, job posts and applications.
    pub fn delete_project(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("project", id, |connection| {
            table::flowmingo::projects::delete(connection, id)
        })
    }

    /// Adds a stage behind the last one and gives its id.
    pub fn add_stage(&self, project: &str, name: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let is_there = table::flowmingo::projects::exists(connection, project)?;
            known(is_there, "project", &project)?;
            Ok(table::flowmingo::stages::append(connection, project, name)?)
        })
    }

    /// Gives a stage another name or another place; stages stand in the order of their priorities.
    pub fn set_stage(
        &self,
        id: &str,
        name: Option<&str>,
        priority: Option<u32>,
    ) -> Result<(), SandboxError> {
        self.edit("stage", id, |connection| {
            table::flowmingo::stages::update(connection, id, name, priority)
        })
    }

    /// Deletes a stage; its applications are then in none.
    pub fn delete_stage(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("stage", id, |connection| {
            table::flowmingo::stages::delete(connection, id)
        })
    }

    /// Adds a job post and gives its id.
    pub fn add_job_post(&self, project: &str, title: &str) -> Result<String, SandboxError> {
        self.0.write(|connection| {
            let is_there = table::flowmingo::projects::exists(connection, project)?;
            known(is_there, "project", &project)?;
            let id = table::flowmingo::job_posts::insert(connection, project, title, now())?;
            Ok(id)
        })
    }

    /// Deletes a job post; its applications are then of none.
    pub fn delete_job_post(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("job post", id, |connection| {
            table::flowmingo::job_posts::delete(connection, id)
        })
    }

    /// A candidate has finished, or the evaluation is there.
    pub fn set_submission(&self, id: &str, change: &SubmissionChange) -> Result<(), SandboxError> {
        self.edit("submission", id, |connection| {
            table::flowmingo::submissions::update(connection, id, change)
        })
    }

    /// Deletes a submission.
    pub fn delete_submission(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("submission", id, |connection| {
            table::flowmingo::submissions::delete(connection, id)
        })
    }

    /// Moves, scores, rejects or takes back an application.
    pub fn set_application(
        &self,
        id: &str,
        change: &ApplicationChange,
    ) -> Result<(), SandboxError> {
        self.edit("application", id, |connection| {
            table::flowmingo::applications::update(connection, id, change)
        })
    }

    /// Deletes an application.
    pub fn delete_application(&self, id: &str) -> Result<(), SandboxError> {
        self.edit("application", id, |connection| {
            table::flowmingo::applications::delete(connection, id)
        })
    }

    fn edit(
        self,
        kind: &'static str,
        id: &str,
        run: impl FnOnce(&Connection) -> rusqlite::Result<bool>,
    ) -> Result<(), SandboxError> {
        self.0
            .write(|connection| known(run(connection)?, kind, &id))
    }
}
