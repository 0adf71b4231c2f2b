//! Flowmingo's part of a seed: what people author in the product.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::super::SandboxError;
use super::super::settings::{AddressPattern, FlowmingoChange, FlowmingoSettings};
use super::super::store::table;
use super::super::system::System;
use super::super::time::now;

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
        let Self {
            scopes,
            refuses,
            refuses_applications,
            fails_to_mail,
            interview_sets,
            projects,
        } = self;
        let change = FlowmingoChange {
            scopes: scopes.clone(),
            refuses: refuses.clone(),
            refuses_applications: refuses_applications.clone(),
            fails_to_mail: fails_to_mail.clone(),
        };
        if change != FlowmingoChange::default() {
            let mut settings: FlowmingoSettings =
                table::settings::of(connection, System::Flowmingo)?;
            change.apply(&mut settings);
            table::settings::set(connection, System::Flowmingo, &settings)?;
        }
        for SeedSet { title } in interview_sets {
            if table::flowmingo::sets::titled(connection, title)?.is_none() {
                table::flowmingo::sets::insert(connection, title, now())?;
            }
        }
        projects
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
        let id = match table::flowmingo::projects::titled(connection, title)? {
            Some(id) => id,
            None => table::flowmingo::projects::insert(connection, title, now())?,
        };
        let there = table::flowmingo::stages::of(connection, &id)?;
        for name in stages {
            if !there.iter().any(|stage| stage.name == *name) {
                table::flowmingo::stages::append(connection, &id, name)?;
            }
        }
        let there = table::flowmingo::job_posts::page(connection, Some(&id), (i64::MAX, 0))?;
        for title in job_posts {
            if !there.items.iter().any(|post| post.title == *title) {
                table::flowmingo::job_posts::insert(connection, &id, title, now())?;
            }
        }
        Ok(())
    }
}
