//! What rules find, and how it becomes a diagnostic: by its place, unless a comment there silences it.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::ignore::Ignored;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::manifest::sources::Sources;
use crate::model::SourcePath;

/// Where a finding stands.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The value that is shown, by its key.
    pub(super) value: SourcePath,
    /// What it is a part of: a comment there silences it too.
    pub(super) owner: SourcePath,
}

/// What the rules have found so far.
#[derive(Debug)]
pub(super) struct Findings<'s> {
    sources: &'s Sources,
    ignored: BTreeMap<Utf8PathBuf, Ignored>,
    code: Code,
    severity: Severity,
    problems: Vec<Diagnostic>,
}

impl<'s> Findings<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            ignored: BTreeMap::new(),
            code: super::LINTS[0],
            severity: Severity::Warning,
            problems: Vec::new(),
        }
    }

    /// What is reported from now on is of this rule.
    pub(super) fn start(&mut self, code: Code, severity: Severity) {
        self.code = code;
        self.severity = severity;
    }

    /// Takes up a finding, unless a comment silences it.
    pub(super) fn report(&mut self, spot: &Spot, message: String, help: &str) {
        self.report_with(spot, message, help, None);
    }

    /// The same with another place that belongs to it.
    pub(super) fn report_with(
        &mut self,
        spot: &Spot,
        message: String,
        help: &str,
        related: Option<(&SourcePath, &str)>,
    ) {
        let place = self.sources.locate_key(&spot.value);
        let owner = self.sources.locate(&spot.owner);
        if [&place, &owner]
            .into_iter()
            .flatten()
            .any(|at| self.is_ignored(at))
        {
            return;
        }
        let problem = Diagnostic {
            severity: self.severity,
            place,
            ..Diagnostic::warning(self.code, message).with_help(help)
        };
        let other = related.and_then(|(path, words)| Some((self.sources.locate_key(path)?, words)));
        self.problems.push(match other {
            Some((place, words)) => problem.with_related(place, words),
            None => problem,
        });
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    fn is_ignored(&mut self, place: &Place) -> bool {
        let Some(span) = place.span else { return false };
        if !self.ignored.contains_key(&place.file) {
            let text = self.sources.text(&place.file);
            let read = text.map_or_else(Ignored::default, |text| Ignored::read(text));
            self.ignored.insert(place.file.clone(), read);
        }
        let file: &Utf8Path = &place.file;
        let ignored = self.ignored.get(file);
        ignored.is_some_and(|ignored| ignored.contains(span.start.line, self.code))
    }
}
