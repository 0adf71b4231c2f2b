//! Fixes of problems as an editor offers them. Makes none: the editor does, when its user wants it.

use std::collections::HashMap;

use camino::Utf8Path;
use lsp_types as lsp;

use super::diagnostics::{file_of, range, shown};
use super::position::Lines;
use super::project::View;
use crate::diagnostic::Diagnostic;
use crate::manifest::edit::Splice;

const FIX_ALL: &str = "source.fixAll.vetform";

/// What can be done about the problems of a stretch of a file.
pub(super) fn actions(
    view: View<'_>,
    file: &Utf8Path,
    params: &lsp::CodeActionParams,
) -> Option<Vec<lsp::CodeActionOrCommand>> {
    let text = view.loaded.sources.written(file)?;
    let lines = Lines::new(text);
    let is_wanted = |kind: &lsp::CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|one| includes(one, kind)))
    };
    let problems = view.loaded.problems.iter();
    let problems: Vec<&Diagnostic> = problems.filter(|one| file_of(one) == file).collect();
    let mut actions = Vec::new();
    if is_wanted(&lsp::CodeActionKind::QUICKFIX) {
        let here = problems.iter();
        let here = here.filter(|one| touches(range(one, &lines), params.range));
        let fixes = here.flat_map(|one| one.fixes.iter().map(move |fix| (*one, fix)));
        actions.extend(fixes.filter_map(|(problem, fix)| {
            let edits = view.loaded.edits(problem, fix)?;
            Some(lsp::CodeAction {
                title: title(&fix.title),
                kind: Some(lsp::CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![shown(view, problem, &lines)]),
                edit: Some(edit(view, file, &lines, edits)?),
                is_preferred: Some(fix.is_safe()),
                ..lsp::CodeAction::default()
            })
        }));
    }
    let all = lsp::CodeActionKind::new(FIX_ALL);
    if is_wanted(&all) {
        let edits = view.loaded.safe_edits(file);
        if !edits.is_empty() {
            actions.push(lsp::CodeAction {
                title: "Make every safe fix in this file".to_owned(),
                kind: Some(all),
                edit: edit(view, file, &lines, edits),
                ..lsp::CodeAction::default()
            });
        }
    }
    let actions = actions.into_iter();
    Some(actions.map(lsp::CodeActionOrCommand::from).collect())
}

/// Kinds are nested by their dots.
fn includes(wanted: &lsp::CodeActionKind, kind: &lsp::CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || wanted.as_str().is_empty())
}

fn touches(one: lsp::Range, other: lsp::Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// As editors begin them.
fn title(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn edit(
    view: View<'_>,
    file: &Utf8Path,
    lines: &Lines<'_>,
    splices: Vec<Splice>,
) -> Option<lsp::WorkspaceEdit> {
    let edits = splices.into_iter();
    let edits = edits.map(|splice| lsp::TextEdit::new(lines.range(&splice.at), splice.text));
    Some(lsp::WorkspaceEdit::new(HashMap::from([(
        view.uri(file)?,
        edits.collect(),
    )])))
}
