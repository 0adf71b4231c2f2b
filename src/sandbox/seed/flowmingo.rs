//! Flowmingo's part of a seed: what people author in the product.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::flowmingo::configuration::{InterviewSet, JobPost, Project, Stage};
use super::super::settings::{AddressPattern, FlowmingoSettings};
use super::super::store::Object as _;
use super::super::{SandboxError, settings};

/// Flowmingo's part.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct FlowmingoSeed {
    /// The scopes of every key.
    pub scopes: Option<Vec<String>>,
    /// Addresses that an invite refuses.
    pub refuses: Option<Vec<AddressPattern>>,
    /// Addresses that an invite takes, but not into the project.
    pub refuses_applications: Option<Vec<AddressPattern>>,
    /// Addresses that an invite takes, and to which no mail goes out.
    pub fails_to_mail: Option<Vec<AddressPattern>>,
    /// Interview sets, one a title.
    pub interview_sets: Vec<SeedSet>,
    /// Projects, one a title.
    pub projects: Vec<SeedProject>,
}

/// An interview set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedSet {
    /// The title.
    pub title: String,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeedProject {
    /// The title.
    pub title: String,
    /// The names of its stages, in order.
    #[serde(default)]
    pub stages: Vec<String>,
    /// The titles of its job posts.
    #[serde(default)]
    pub job_posts: Vec<String>,
}

impl FlowmingoSeed {
    pub(super) fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        settings::change::<FlowmingoSettings>(connection, self)?;
        for SeedSet { title } in &self.interview_sets {
            if !InterviewSet::named(title).any(connection)? {
                InterviewSet::add(connection, title)?;
            }
        }
        self.projects
            .iter()
            .try_for_each(|project| project.plant(connection))
    }
}

impl SeedProject {
    fn plant(&self, connection: &Connection) -> Result<(), SandboxError> {
        let Self {
            title,
            stages,
            job_posts,
        } = self;
        let id = match Project::named(title).first(connection)? {
            Some(project) => project.id,
            None => Project::add(connection, title)?,
        };
        let there = Stage::of(&id).list(connection)?;
        for name in stages {
            if !there.iter().any(|stage| stage.name == *name) {
                Stage::append(connection, &id, name)?;
            }
        }
        let there = JobPost::of(&id).list(connection)?;
        for title in job_posts {
            if !there.iter().any(|post| post.title == *title) {
                JobPost::add(connection, &id, title)?;
            }
        }
        Ok(())
    }
}
