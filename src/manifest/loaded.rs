//! What was read of a project: the wanted state, or every problem of every file.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use super::audience::Audience;
use super::chosen::Project;
use super::mentions::Mentions;
use super::people_words::without_quotes;
use super::redact;
use super::sources::Sources;
use super::told::Uses;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Desired, Origin};

/// What [`load`](super::load) found.
#[derive(Debug)]
pub struct Loaded {
    /// `None` if the configuration has an error.
    pub project: Option<Project>,
    /// `None` if anything has an error.
    pub desired: Option<Desired>,
    /// Every problem, sorted by file and line; those without a place first.
    pub problems: Vec<Diagnostic>,
    /// Manifest files that were found, vetform.yaml not counted.
    pub files: usize,
    /// Documents in them that are resources of a known kind, right or wrong.
    pub resources: usize,
    /// The same of each file.
    pub per_file: BTreeMap<Utf8PathBuf, usize>,
    /// The places of manifests that take something from elsewhere.
    pub(super) uses: Uses,
    /// The names of manifests, and where they are named.
    pub mentions: Mentions,
    /// Which workspaces each manifest is for.
    pub(super) audience: Audience,
    /// Programs of `sources` that rosters name and that were not run: their people are not known.
    pub sources_not_run: BTreeSet<String>,
    /// What programs said besides, a line each with the name of its source; nobody's address is in it.
    pub program_words: Vec<String>,
    /// The texts, for snippets and lines.
    pub sources: Sources,
}

impl Loaded {
    /// Whether any problem is an error.
    pub fn has_errors(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Error)
    }

    /// Whether one place of all manifests takes the value of this name, and no other.
    pub fn takes_once(&self, name: &str) -> bool {
        self.uses.is_single(name)
    }

    /// The other workspaces that a manifest serves; embedded sandboxes only where the chosen one is such, too. `None`: a manifest
    /// that is not there yet and names none.
    pub fn others(&self, origin: Option<&Origin>) -> Vec<&str> {
        let project = self.project.as_ref();
        project.map_or_else(Vec::new, |project| self.audience.others(origin, project))
    }

    /// Where a manifest names the chosen workspace among those that it is for, if it does that in one place only.
    pub fn place_of_workspace(&self, origin: &Origin) -> Option<usize> {
        let workspace = &self.project.as_ref()?.workspace.name;
        self.audience.place_of(origin, workspace)
    }

    /// With its problems sorted, and nobody's address or name in them.
    pub(super) fn sorted(mut self) -> Self {
        for problem in &mut self.problems {
            hide_addresses(problem);
            hide_quotes(problem, &self.sources);
        }
        // Stable: problems of one place stay in the order of the fields.
        self.problems.sort_by(by_place);
        self
    }
}

/// Most neighbours are of one file, and paths are slow to compare.
fn by_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    match (&a.place, &b.place) {
        (Some(a), Some(b)) if a.file.as_str() == b.file.as_str() => a.span.cmp(&b.span),
        (a, b) => a.cmp(b),
    }
}

/// And a name, which only its place tells.
fn hide_quotes(problem: &mut Diagnostic, sources: &Sources) {
    let Some(place) = problem
        .place
        .as_ref()
        .filter(|_| problem.message.contains('`'))
    else {
        return;
    };
    if let Some(hidden) = sources.hidden_words(&place.file)
        && !hidden.is_empty()
    {
        problem.message = without_quotes(&problem.message, hidden);
    }
}

/// A message may repeat what stands in a file, and a person's address may stand anywhere in it.
fn hide_addresses(problem: &mut Diagnostic) {
    let hide = |text: &mut String| {
        if let Cow::Owned(hidden) = redact::words(text) {
            *text = hidden;
        }
    };
    hide(&mut problem.message);
    if let Cow::Owned(help) = &mut problem.help {
        hide(help);
    }
    problem
        .related
        .iter_mut()
        .for_each(|(_, words)| hide(words));
}
