//! What rules find, and how it becomes a diagnostic: by its place, unless a comment there silences it.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::ignore::Ignored;
use crate::diagnostic::{Code, Diagnostic, Help, Place, Severity, Span};
use crate::manifest::sources::Sources;
use crate::model::SourcePath;

#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The value that is shown, by its key.
    pub(super) value: SourcePath,
    /// What it is a part of: a comment there silences it too.
    pub(super) owner: SourcePath,
}

/// The list that a value is in, such as `questions`: a comment there silences all of it.
fn list_of(value: &SourcePath) -> SourcePath {
    let segments = value.pointer.segments().iter();
    value.origin.at(segments.take(2).cloned().collect())
}

impl Spot {
    /// What must be right for the finding to be one: the value itself, or the mapping that it is a field of.
    fn part(&self) -> SourcePath {
        if self.value == self.owner {
            return self.value.clone();
        }
        let segments = self.value.pointer.segments();
        let parent = segments.len().saturating_sub(1);
        let pointer = segments.iter().take(parent).cloned().collect();
        self.value.origin.at(pointer)
    }
}

/// What the rules have found so far.
#[derive(Debug)]
pub(super) struct Findings<'s> {
    pub(super) sources: &'s Sources,
    /// Names of values that some workspace has.
    pub(super) values: &'s BTreeSet<&'s str>,
    /// Where something is wrong besides, by file.
    errors: BTreeMap<&'s Utf8Path, Vec<usize>>,
    ignored: BTreeMap<Utf8PathBuf, Ignored>,
    code: Code,
    severity: Severity,
    problems: Vec<Diagnostic>,
}

impl<'s> Findings<'s> {
    pub(super) fn new(
        sources: &'s Sources,
        values: &'s BTreeSet<&'s str>,
        known: &'s [Diagnostic],
    ) -> Self {
        let mut errors: BTreeMap<&Utf8Path, Vec<usize>> = BTreeMap::new();
        for problem in known {
            if let (Severity::Error, Some(Place { file, span })) =
                (problem.severity, &problem.place)
            {
                let bytes = span.iter().map(|span| span.start.byte);
                errors.entry(file).or_default().extend(bytes);
            }
        }
        Self {
            sources,
            values,
            errors,
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
        if self.is_wrong(&spot.part()) {
            return;
        }
        let place = self.sources.locate_key(&spot.value);
        let owner = self.sources.locate(&spot.owner);
        let list = self.sources.locate_key(&list_of(&spot.value));
        if [&place, &owner, &list]
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

    /// The same of what is not a value with a path: at the first of these places, unless a comment at any silences it.
    pub(super) fn report_at<const N: usize>(
        &mut self,
        file: &Utf8Path,
        spans: [Span; N],
        message: String,
        help: Help,
    ) {
        let places = spans.map(|span| Place {
            file: file.to_owned(),
            span: Some(span),
        });
        if !places.iter().any(|place| self.is_ignored(place)) {
            self.problems.push(Diagnostic {
                severity: self.severity,
                place: places.into_iter().next(),
                ..Diagnostic::warning(self.code, message).with_help(help)
            });
        }
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    /// Whether there is an error in a part of a document.
    fn is_wrong(&self, part: &SourcePath) -> bool {
        let errors = self.errors.get(&*part.origin.file);
        let is_within = |errors: &Vec<usize>| {
            let bytes = self.sources.value_bytes(part)?;
            Some(errors.iter().any(|error| bytes.contains(error)))
        };
        errors.and_then(is_within).unwrap_or_default()
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
