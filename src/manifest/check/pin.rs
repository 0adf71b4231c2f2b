//! `metadata.id`: the live object that a manifest stands for, in every workspace or in some. Whether there are workspaces of such
//! names is asked later, of all manifests together.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::id;
use crate::diagnostic::Code;
use crate::manifest::raw::{RawId, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::Pointer;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::manifest) enum Pin {
    #[default]
    None,
    /// This one, wherever.
    Everywhere(String),
    /// By the name of the workspace; in others none is said.
    Each(BTreeMap<String, String>),
}

impl Pin {
    /// The id that is meant in this workspace.
    pub(in crate::manifest) fn within(&self, workspace: Option<&str>) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Everywhere(id) => Some(id),
            Self::Each(ids) => ids.get(workspace?).map(String::as_str),
        }
    }

    /// The workspaces that it names.
    pub(in crate::manifest) fn workspaces(&self) -> impl Iterator<Item = &str> {
        let named = match self {
            Self::Each(ids) => Some(ids.keys()),
            Self::None | Self::Everywhere(_) => None,
        };
        named.into_iter().flatten().map(String::as_str)
    }
}

pub(super) fn checked(found: &mut Findings, at: &Pointer, slot: Slot<RawId>) -> Pin {
    match found.take(slot) {
        None => Pin::None,
        Some(RawId::One(Text(one))) => {
            id::check(found, at.clone(), "metadata.id", &one);
            Pin::Everywhere(one)
        }
        Some(RawId::Each(ids)) => {
            if ids.is_empty() {
                let words = "`metadata.id` names no workspace";
                let flaw = Flaw::new(Code::OutOfBounds, Spot::Key(at.clone()), words);
                found.report(flaw.help("write `id: { WORKSPACE: ID }`, or take the key away"));
            }
            let ids = ids.into_iter().filter_map(|(workspace, slot)| {
                let Text(one) = found.take(slot)?;
                let name = format!("metadata.id.{workspace}");
                id::check(found, at.clone().key(workspace.clone()), &name, &one);
                Some((workspace, one))
            });
            Pin::Each(ids.collect())
        }
    }
}
