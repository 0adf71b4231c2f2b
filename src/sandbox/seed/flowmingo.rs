//! Flowmingo's part of a seed: what people author in the product.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::flowmingo::configuration::InterviewSet;
use super::super::flowmingo::pipeline::{JobPost, Project, Stage};
use super::super::settings::{FlowmingoSeed, FlowmingoSettings};
use super::super::store::Object as _;
use super::super::{SandboxError, settings};

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

pub(super) fn plant(seed: &FlowmingoSeed, connection: &Connection) -> Result<(), SandboxError> {
    settings::change::<FlowmingoSettings>(connection, seed)?;
    for set in &seed.interview_sets {
        InterviewSet::named_or_made(connection, &set.title, set)?;
    }
    for project in &seed.projects {
        let id = &Project::named_or_made(connection, &project.title, project)?.id;
        for name in &project.stages {
            let there = Stage::of(id).when("name = ?", Some(name));
            if !there.any(connection)? {
                Stage::append(connection, id, name)?;
            }
        }
        for title in &project.job_posts {
            let there = JobPost::of(id).when("name = ?", Some(title));
            if !there.any(connection)? {
                JobPost::add(connection, id, title)?;
            }
        }
    }
    Ok(())
}
