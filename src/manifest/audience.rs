//! Whom else a manifest serves: a change of it is a change in all of those workspaces.

use std::collections::BTreeMap;

use super::check::{Draft, Workspaces};
use super::chosen::Project;
use super::config::Workspace;
use crate::model::Origin;

/// The workspaces of those manifests that name some.
#[derive(Debug, Default)]
pub(super) struct Audience(BTreeMap<Origin, Workspaces>);

impl Audience {
    pub(super) fn of(drafts: &[Draft]) -> Self {
        let named = drafts
            .iter()
            .filter(|draft| draft.workspaces != Workspaces::Unsaid);
        let named = named.map(|draft| (draft.origin.clone(), draft.workspaces.clone()));
        Self(named.collect())
    }

    /// The others that a manifest serves, or would serve if it were there and named none.
    pub(super) fn others<'p>(&self, origin: Option<&Origin>, project: &'p Project) -> Vec<&'p str> {
        let named = origin.and_then(|origin| self.0.get(origin));
        let is_other = |one: &&Workspace| {
            let is_served = named.is_none_or(|named| named.include(&one.name));
            is_served && counts_beside(&project.workspace, one)
        };
        let others = project.config.workspaces.values().filter(is_other);
        others.map(|one| one.name.as_str()).collect()
    }

    /// Which of the patterns of a manifest is the name of this workspace, if no other one means it too.
    pub(super) fn place_of(&self, origin: &Origin, workspace: &str) -> Option<usize> {
        let Workspaces::Some(patterns) = self.0.get(origin)? else {
            return None;
        };
        let meant = patterns.iter().enumerate();
        let mut meant = meant.filter(|(_, pattern)| pattern.matches(workspace));
        match (meant.next(), meant.next()) {
            (Some((at, pattern)), None) => pattern.is_name().then_some(at),
            _ => None,
        }
    }
}

/// An embedded sandbox is nobody's, and what becomes of it is no concern of whoever works on what is live.
fn counts_beside(chosen: &Workspace, other: &Workspace) -> bool {
    let is_only_tried = other.sandbox.is_some() && chosen.sandbox.is_none();
    other.name != chosen.name && !is_only_tried
}
