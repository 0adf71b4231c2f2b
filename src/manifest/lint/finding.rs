//! What rules find, and how it becomes diagnostics: file by file, on every core, each by its place, unless a comment there
//! silences it. A file's tree takes ten times its text: it is built once for all that is found there, and not kept.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8Path;

use super::ignore::Ignored;
use crate::diagnostic::{Code, Diagnostic, Help, Place, Severity, Span};
use crate::manifest::side_by_side::side_by_side;
use crate::manifest::sources::Sources;
use crate::manifest::yaml::{Spot as TreeSpot, Tree};
use crate::model::{Pointer, SourcePath};

#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The value that is shown, by its key.
    value: SourcePath,
    /// How many steps of its path lead to what it is a part of: a comment there silences it too.
    owner: usize,
}

impl Spot {
    /// A value that is no part of anything.
    pub(super) fn whole(value: SourcePath) -> Self {
        let owner = value.pointer.segments().len();
        Self { value, owner }
    }

    /// A value that is a part of the mapping it is in.
    pub(super) fn part(value: SourcePath) -> Self {
        let owner = value.pointer.segments().len().saturating_sub(1);
        Self { value, owner }
    }

    /// A value that is a part of its document.
    pub(super) const fn of_document(value: SourcePath) -> Self {
        Self { value, owner: 0 }
    }

    fn above(&self, steps: usize) -> Pointer {
        let segments = self.value.pointer.segments().iter();
        segments.take(steps).cloned().collect()
    }

    /// What must be right for the finding to be one: the value itself, or the mapping that it is a field of.
    fn must_be_right(&self) -> Pointer {
        let all = self.value.pointer.segments().len();
        let is_whole = self.owner == all;
        self.above(if is_whole { all } else { all - 1 })
    }

    /// Where a comment silences it: at the key, at the owner, and at the list that it is in, such as `questions`.
    fn silenced_at(&self) -> [TreeSpot; 3] {
        let list = 2;
        [
            TreeSpot::Key(self.value.pointer.clone()),
            TreeSpot::Value(self.above(self.owner)),
            TreeSpot::Key(self.above(list)),
        ]
    }
}

/// What the rules have found so far.
#[derive(Debug)]
pub(super) struct Findings<'s> {
    pub(super) sources: &'s Sources,
    /// Names of values that some workspace has.
    pub(super) values: &'s BTreeSet<&'s str>,
    code: Code,
    severity: Severity,
    files: BTreeMap<Arc<Utf8Path>, InFile>,
    /// How many findings have another place that belongs to them.
    pairs: usize,
}

/// What is to be found in one file.
#[derive(Debug, Default)]
struct InFile {
    findings: Vec<Finding>,
    /// Places that belong to findings of any file, by the number of the pair.
    others: Vec<(usize, SourcePath)>,
}

#[derive(Debug)]
struct Finding {
    code: Code,
    severity: Severity,
    at: At,
    message: Cow<'static, str>,
    help: Help,
    /// The number of its pair, and what the other place is.
    other: Option<(usize, &'static str)>,
}

#[derive(Debug)]
enum At {
    Value(Spot),
    /// What is not a value with a path: the first place is shown, and a comment at any silences it.
    Spans([Span; 2]),
}

impl<'s> Findings<'s> {
    pub(super) fn new(sources: &'s Sources, values: &'s BTreeSet<&'s str>) -> Self {
        Self {
            sources,
            values,
            code: super::LINTS[0],
            severity: Severity::Warning,
            files: BTreeMap::new(),
            pairs: 0,
        }
    }

    /// What is reported from now on is of this rule.
    pub(super) fn start(&mut self, code: Code, severity: Severity) {
        self.code = code;
        self.severity = severity;
    }

    /// Takes up a finding, unless a comment silences it.
    pub(super) fn report(
        &mut self,
        spot: Spot,
        message: impl Into<Cow<'static, str>>,
        help: impl Into<Help>,
    ) {
        let file = Arc::clone(&spot.value.origin.file);
        self.add(&file, At::Value(spot), message.into(), help.into(), None);
    }

    /// The same with another place that belongs to it.
    pub(super) fn report_with(
        &mut self,
        spot: Spot,
        message: String,
        help: impl Into<Help>,
        (other, what): (SourcePath, &'static str),
    ) {
        let file = Arc::clone(&spot.value.origin.file);
        let pair = self.pairs;
        self.pairs += 1;
        let of_pair = Some((pair, what));
        self.add(&file, At::Value(spot), message.into(), help.into(), of_pair);
        let file = Arc::clone(&other.origin.file);
        let of_file = self.files.entry(file).or_default();
        of_file.others.push((pair, other));
    }

    /// The same of what is not a value with a path: at the first of these places, unless a comment at any silences it.
    pub(super) fn report_at(
        &mut self,
        file: &Arc<Utf8Path>,
        spans: [Span; 2],
        message: String,
        help: Help,
    ) {
        self.add(file, At::Spans(spans), message.into(), help, None);
    }

    fn add(
        &mut self,
        file: &Arc<Utf8Path>,
        at: At,
        message: Cow<'static, str>,
        help: Help,
        other: Option<(usize, &'static str)>,
    ) {
        let of_file = self.files.entry(Arc::clone(file)).or_default();
        of_file.findings.push(Finding {
            code: self.code,
            severity: self.severity,
            at,
            message,
            help,
            other,
        });
    }

    /// As people see them, by place. `known`: what is wrong besides.
    pub(super) fn into_problems(self, known: &[Diagnostic]) -> Vec<Diagnostic> {
        let Self { sources, files, .. } = self;
        let errors = errors(known);
        let located = side_by_side(files, |(file, in_file)| {
            let ask = |tree: &Tree| {
                let text = sources.written(&file).map_or("", |text| text);
                let places = Places {
                    file: &file,
                    tree,
                    ignored: Ignored::read(text),
                    errors: errors.get(&*file).map_or(&[], Vec::as_slice),
                };
                places.of(in_file)
            };
            sources.with_tree(&file, ask).unwrap_or_default()
        });
        let (problems, others): (Vec<_>, Vec<_>) = located.into_iter().unzip();
        let mut others: HashMap<usize, Place> = others.into_iter().flatten().collect();
        let problems = problems.into_iter().flatten();
        let problems = problems.map(|(problem, other)| {
            let other = other.and_then(|(pair, what)| Some((others.remove(&pair)?, what)));
            match other {
                Some((place, what)) => problem.with_related(place, what),
                None => problem,
            }
        });
        problems.collect()
    }
}

/// Where something is wrong, by file.
fn errors(known: &[Diagnostic]) -> BTreeMap<&Utf8Path, Vec<usize>> {
    let mut errors: BTreeMap<&Utf8Path, Vec<usize>> = BTreeMap::new();
    for problem in known {
        if let (Severity::Error, Some(Place { file, span })) = (problem.severity, &problem.place) {
            let bytes = span.iter().map(|span| span.start.byte);
            errors.entry(file).or_default().extend(bytes);
        }
    }
    errors
}

/// Gives findings of a file their places.
struct Places<'f> {
    file: &'f Utf8Path,
    tree: &'f Tree,
    ignored: Ignored,
    errors: &'f [usize],
}

type Problem = (Diagnostic, Option<(usize, &'static str)>);

impl Places<'_> {
    fn of(&self, in_file: InFile) -> (Vec<Problem>, Vec<(usize, Place)>) {
        let InFile { findings, others } = in_file;
        let problems = findings.into_iter();
        let mut problems: Vec<Problem> = problems
            .filter_map(|finding| self.problem(finding))
            .collect();
        problems.sort_by_key(|(problem, _)| problem.place.as_ref().map(|place| place.span));
        let others = others.into_iter().map(|(pair, path)| {
            let SourcePath { origin, pointer } = path;
            (
                pair,
                self.place(self.span(origin.document, &TreeSpot::Key(pointer))),
            )
        });
        (problems, others.collect())
    }

    fn problem(&self, finding: Finding) -> Option<Problem> {
        let Finding {
            code,
            severity,
            at,
            message,
            help,
            other,
        } = finding;
        let span = match at {
            At::Value(spot) => {
                let document = spot.value.origin.document;
                if self.is_wrong(document, &spot.must_be_right()) {
                    return None;
                }
                let spans = spot.silenced_at().map(|spot| self.span(document, &spot));
                self.unless_silenced(code, &spans)?
            }
            At::Spans(spans) => self.unless_silenced(code, &spans)?,
        };
        let problem = Diagnostic {
            severity,
            ..Diagnostic::warning(code, message).at(self.place(span))
        };
        Some((problem.with_help(help), other))
    }

    /// The first of these places, unless a comment at any says that nobody wants to hear of it.
    fn unless_silenced(&self, code: Code, spans: &[Span]) -> Option<Span> {
        let mut lines = spans.iter().map(|span| span.start.line);
        let is_silenced = lines.any(|line| self.ignored.contains(line, code));
        spans.first().copied().filter(|_| !is_silenced)
    }

    /// Whether there is an error in a part of a document.
    fn is_wrong(&self, document: usize, part: &Pointer) -> bool {
        let is_within = |bytes: Range<usize>| self.errors.iter().any(|error| bytes.contains(error));
        !self.errors.is_empty() && is_within(self.tree.value_bytes(document, part))
    }

    fn span(&self, document: usize, spot: &TreeSpot) -> Span {
        self.tree.span(document, spot)
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.file.to_owned(),
            span: Some(span),
        }
    }
}
