//! Plain texts with `${NAME}` in them, as if they were templates: they are sent as they are written.
//!
//! A question may well be about `${PATH}` or a template of JavaScript: only a name that some workspace of the project has a value
//! of was meant to be replaced.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use camino::Utf8Path;

use super::finding::Findings;
use crate::diagnostic::{Change, Fix, Help};
use crate::manifest::check::Draft;
use crate::manifest::values::{Met, visit};
use crate::manifest::yaml::{NodeId, Tree};

const MARK: &str = "${";

pub(super) fn check(drafts: &[Draft], found: &mut Findings<'_>) {
    if found.values.is_empty() {
        return;
    }
    let files: BTreeSet<&Arc<Utf8Path>> = drafts.iter().map(|draft| &draft.origin.file).collect();
    for file in files {
        if let Some(tree) = found.sources.yaml_with(file, MARK) {
            check_file(file, tree, found);
        }
    }
}

fn check_file(file: &Arc<Utf8Path>, tree: &Tree, found: &mut Findings<'_>) {
    visit(tree, &mut |_, node, key, met| {
        let text = match met {
            Met::Scalar => tree.text(node).unwrap_or_default(),
            Met::Placeholder(..) => return,
        };
        let Some(name) = names(text).find(|name| found.values.contains(name)) else {
            return;
        };
        let written = format!("${{{name}}}");
        let places = [place_of(tree, node, &written), bytes(tree, key)];
        found.report_at(
            file,
            places.map(|bytes| tree.line_of(&bytes)),
            format!("`{written}` is sent as it is written, since this text is not a template"),
            Help::from(
                "write `{ template: … }` in the place of the text to put the value in, or silence this where `${` is \
                 meant: `# vetform: ignore[unused-template] REASON`",
            )
            .with(Fix::suggested("write it as `{ template: … }`", Change::Template)),
        );
    });
}

/// What a template would take; a `${` after a `$` is one that is meant.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices(MARK).map(|(at, _)| at);
    let free = starts.filter(|at| !text[..*at].ends_with('$'));
    let named = free.filter_map(|at| text[at + MARK.len()..].split_once('}'));
    named.map(|(name, _)| name)
}

/// Where these characters stand in a text; the text, where it is written otherwise.
fn place_of(tree: &Tree, node: NodeId, written: &str) -> Range<usize> {
    let whole = bytes(tree, node);
    let at = tree.written(&whole).find(written);
    at.map_or(whole.clone(), |at| {
        whole.start + at..whole.start + at + written.len()
    })
}

fn bytes(tree: &Tree, node: NodeId) -> Range<usize> {
    let bytes = &tree.node(node).bytes;
    bytes.start as usize..bytes.end as usize
}
