//! Documents by kind and name.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::manifest::check::Draft;
use crate::manifest::sources::Sources;
use crate::model::{Kind, Name, Pointer};

/// Every document, and the first of each name.
#[derive(Debug)]
pub(in crate::manifest) struct Index<'d> {
    /// The chosen one.
    pub(super) workspace: Option<&'d str>,
    /// Those of the chosen workspace.
    pub(super) drafts: Vec<&'d Draft>,
    /// Those that are for other workspaces only.
    pub(super) elsewhere: Vec<&'d Draft>,
    by_name: BTreeMap<(Kind, &'d Name), &'d Draft>,
}

impl<'d> Index<'d> {
    /// Drafts in the order of their files; without a workspace all of them count.
    pub(in crate::manifest) fn new(drafts: &'d [Draft], workspace: Option<&'d str>) -> Self {
        let is_here =
            |draft: &&Draft| workspace.is_none_or(|workspace| draft.workspaces.include(workspace));
        let (drafts, elsewhere): (Vec<_>, Vec<_>) = drafts.iter().partition(is_here);
        let mut by_name = BTreeMap::new();
        for draft in drafts.iter().copied() {
            if let Some(name) = &draft.name {
                by_name.entry((draft.kind, name)).or_insert(draft);
            }
        }
        Self {
            workspace,
            drafts,
            elsewhere,
            by_name,
        }
    }

    /// The first document of this kind and name that is for other workspaces only.
    pub(super) fn get_elsewhere(&self, kind: Kind, name: &Name) -> Option<&'d Draft> {
        let mut elsewhere = self.elsewhere.iter().copied();
        elsewhere.find(|draft| draft.kind == kind && draft.name.as_ref() == Some(name))
    }

    /// The first document of this kind and name.
    pub(super) fn get(&self, kind: Kind, name: &Name) -> Option<&'d Draft> {
        self.by_name.get(&(kind, name)).copied()
    }

    /// Every name of a kind, sorted.
    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = &'d str> + use<'d, '_> {
        let of_kind = self.by_name.keys().filter(move |(other, _)| *other == kind);
        of_kind.map(|(_, name)| name.as_str())
    }
}

/// Puts a problem at a value of a document.
pub(super) fn at(
    sources: &Sources,
    draft: &Draft,
    pointer: Pointer,
    problem: Diagnostic,
) -> Diagnostic {
    Diagnostic {
        place: sources.locate(&draft.origin.at(pointer)),
        ..problem
    }
}

/// Adds a value of another document to a problem.
pub(super) fn and_at(
    sources: &Sources,
    draft: &Draft,
    pointer: Pointer,
    words: &str,
    problem: Diagnostic,
) -> Diagnostic {
    match sources.locate(&draft.origin.at(pointer)) {
        Some(place) => problem.with_related(place, words),
        None => problem,
    }
}
