//! What is known of the thing under the pointer: the problem there, the manifest that is named, the field.

use std::fmt::Write as _;

use lsp_types as lsp;

use super::definition::{Subject, keys};
use super::diagnostics::{file_of, range};
use super::position::Lines;
use super::project::View;
use super::requests::At;
use super::schema::{Schema, Step, description, words};
use crate::manifest::Spotted;
use crate::model::Segment;
use crate::render::generated::field_facts;

pub(super) fn hover(at: &At<'_>) -> Option<lsp::Hover> {
    let lines = Lines::new(&at.text);
    let spotted = at.spotted();
    let spotted = spotted.filter(|one| one.bytes.start <= at.byte && at.byte <= one.bytes.end);
    let parts = [
        spotted.as_ref().and_then(|spotted| field(at, spotted)),
        spotted.as_ref().and_then(|spotted| manifest(at, spotted)),
        problems(at, &lines),
    ];
    let text = parts
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n\n---\n\n");
    (!text.is_empty()).then(|| lsp::Hover {
        contents: lsp::HoverContents::Markup(lsp::MarkupContent {
            kind: lsp::MarkupKind::Markdown,
            value: text,
        }),
        range: spotted.map(|spotted| lines.range(&spotted.bytes)),
    })
}

/// What the schema and the table of fields say.
fn field(at: &At<'_>, spotted: &Spotted) -> Option<String> {
    let schema = match spotted.kind {
        Some(kind) => Schema::of(kind),
        None if View::is_config(&at.file) => Schema::of_config(),
        None => return None,
    };
    let steps = spotted.pointer.segments().iter();
    let steps: Vec<Step> = steps
        .map(|one| match one {
            Segment::Key(key) => Step::Key(key.to_string()),
            Segment::Index(_) => Step::Item,
        })
        .collect();
    let forms = schema.at(&steps);
    let mut text = format!("`{}`", spotted.pointer);
    if let Some(about) = description(&forms) {
        let _ = write!(text, ": {about}");
    }
    let facts = spotted
        .kind
        .and_then(|kind| field_facts(kind, &keys(&spotted.pointer)));
    for (name, fact) in facts.into_iter().flatten() {
        let _ = write!(text, "\n- {name}: {fact}");
    }
    for (word, about) in words(&forms) {
        if let Some(about) = about {
            let _ = write!(text, "\n- `{word}`: {about}");
        }
    }
    (!steps.is_empty() && !forms.is_empty()).then_some(text)
}

fn manifest(at: &At<'_>, spotted: &Spotted) -> Option<String> {
    match at.subject(spotted)? {
        Subject::Manifest(one) => Some(format!(
            "{}/{}/{} in {}",
            one.kind.system(),
            one.kind,
            one.name,
            one.at.origin.file
        )),
        Subject::Place(_) | Subject::File(_) => None,
    }
}

/// With the page about each code, as `vetform explain` prints it.
fn problems(at: &At<'_>, lines: &Lines<'_>) -> Option<String> {
    let position = lines.position(at.byte);
    let problems = at.view.loaded.problems.iter();
    let here = problems.filter(|one| {
        let range = range(one, lines);
        file_of(one) == at.file && range.start <= position && position <= range.end
    });
    let pages = here.map(|problem| {
        let code = problem.code;
        let page = code.page().unwrap_or_else(|| code.meaning());
        format!("**{}[{code}]**\n\n{page}", problem.severity.as_str())
    });
    let pages: Vec<String> = pages.collect();
    (!pages.is_empty()).then(|| pages.join("\n\n"))
}
