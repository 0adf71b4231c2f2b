//! Problems of a project as an editor shows them.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use lsp_types as lsp;

use super::position::Lines;
use super::project::View;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::manifest::CONFIG_FILE;

/// Of each file that has any; what has no place is told of vetform.yaml.
pub(super) fn by_file(view: View<'_>) -> BTreeMap<Utf8PathBuf, Vec<lsp::Diagnostic>> {
    let mut files: BTreeMap<Utf8PathBuf, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in &view.loaded.problems {
        let file = file_of(problem).to_owned();
        files.entry(file).or_default().push(problem);
    }
    let files = files.into_iter().map(|(file, problems)| {
        let text = view.loaded.sources.written(&file);
        let lines = Lines::new(text.map_or("", |text| text));
        let problems = problems.into_iter();
        let shown = problems
            .map(|problem| shown(view, problem, &lines))
            .collect();
        (file, shown)
    });
    files.collect()
}

pub(super) fn file_of(problem: &Diagnostic) -> &Utf8Path {
    let place = problem.place.as_ref();
    place.map_or(Utf8Path::new(CONFIG_FILE), |place| &place.file)
}

/// Where it stands; the beginning of the file, if it is about all of it.
pub(super) fn range(problem: &Diagnostic, lines: &Lines<'_>) -> lsp::Range {
    let span = problem.place.as_ref().and_then(|place| place.span);
    span.map_or_else(lsp::Range::default, |span| {
        lines.range(&(span.start.byte..span.end.byte))
    })
}

pub(super) fn shown(view: View<'_>, problem: &Diagnostic, lines: &Lines<'_>) -> lsp::Diagnostic {
    let related = problem.related.iter();
    let related = related.filter_map(|(place, words)| {
        Some(lsp::DiagnosticRelatedInformation {
            location: location(view, place)?,
            message: words.clone(),
        })
    });
    lsp::Diagnostic {
        range: range(problem, lines),
        severity: Some(match problem.severity {
            Severity::Error => lsp::DiagnosticSeverity::ERROR,
            Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        }),
        code: Some(lsp::NumberOrString::String(
            problem.code.as_str().to_owned(),
        )),
        source: Some("vetform".to_owned()),
        message: format!("{}\nhelp: {}", problem.message, problem.help),
        related_information: Some(related.collect::<Vec<_>>()).filter(|all| !all.is_empty()),
        ..lsp::Diagnostic::default()
    }
}

fn location(view: View<'_>, place: &Place) -> Option<lsp::Location> {
    match place.span {
        Some(span) => view.location(&place.file, &(span.start.byte..span.end.byte)),
        None => Some(lsp::Location::new(
            view.uri(&place.file)?,
            lsp::Range::default(),
        )),
    }
}
