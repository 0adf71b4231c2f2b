//! Names, pins and earlier names: each may stand for one manifest of its kind.

use std::collections::BTreeMap;

use super::index::{Index, and_at, at};
use crate::diagnostic::{Code, Diagnostic, Fix, Help};
use crate::manifest::check::Draft;
use crate::manifest::sources::Sources;
use crate::model::{Kind, Name, Pointer};

pub(super) fn problems(index: &Index<'_>, sources: &Sources) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut pins: BTreeMap<(Kind, &str), &Draft> = BTreeMap::new();
    let mut earlier: BTreeMap<(Kind, &Name), (&Draft, usize)> = BTreeMap::new();
    problems.extend(second_branding(index, sources));
    for draft in index.drafts.iter().copied() {
        problems.extend(second_of_name(index, sources, draft));
        if let Some(pin) = draft.pin.within(index.workspace)
            && let Some(first) = pins.insert((draft.kind, pin), draft)
        {
            problems.push(second_of_pin(sources, first, draft, pin));
        }
        for (i, name) in draft.previous_names.iter().enumerate() {
            problems.extend(still_in_use(index, sources, draft, i, name));
            if let Some((first, at)) = earlier.insert((draft.kind, name), (draft, i)) {
                problems.push(second_of_earlier(sources, (first, at), (draft, i), name));
            }
        }
    }
    problems
}

fn metadata(field: &'static str) -> Pointer {
    Pointer::root().key("metadata").key(field)
}

fn earlier_name(i: usize) -> Pointer {
    metadata("previousNames").index(i)
}

/// An organisation has one branding.
fn second_branding(index: &Index<'_>, sources: &Sources) -> Vec<Diagnostic> {
    let mut all = index
        .drafts
        .iter()
        .copied()
        .filter(|draft| draft.kind == Kind::Branding);
    let Some(first) = all.next() else {
        return Vec::new();
    };
    let kind = || Pointer::root().key("kind");
    all.map(|draft| {
        let words = "two manifests of kind Branding: an organisation has only one";
        let problem = Diagnostic::error(Code::ConflictingFields, words)
            .with_help("merge them into one manifest");
        let problem = at(sources, draft, kind(), problem);
        and_at(sources, first, kind(), "the first", problem)
    })
    .collect()
}

fn second_of_name(index: &Index<'_>, sources: &Sources, draft: &Draft) -> Option<Diagnostic> {
    let name = draft.name.as_ref()?;
    let first = index.get(draft.kind, name)?;
    if first.origin == draft.origin {
        return None;
    }
    let kind = draft.kind;
    let words = format!("two manifests of kind {kind} are named `{name}`");
    let problem =
        Diagnostic::error(Code::DuplicateName, words).with_help("give one of them another name");
    let problem = at(sources, draft, metadata("name"), problem);
    Some(and_at(
        sources,
        first,
        metadata("name"),
        "the first",
        problem,
    ))
}

fn second_of_pin(sources: &Sources, first: &Draft, second: &Draft, pin: &str) -> Diagnostic {
    let kind = second.kind;
    let words = format!("two manifests of kind {kind} are pinned to the id `{pin}`");
    let problem = Diagnostic::error(Code::DuplicateName, words)
        .with_help("a live object can have only one manifest: remove `id` from one of them");
    let problem = at(sources, second, metadata("id"), problem);
    and_at(sources, first, metadata("id"), "the first", problem)
}

fn still_in_use(
    index: &Index<'_>,
    sources: &Sources,
    draft: &Draft,
    i: usize,
    name: &Name,
) -> Option<Diagnostic> {
    let owner = index.get(draft.kind, name)?;
    let kind = draft.kind;
    let (words, help) = if owner.origin == draft.origin {
        (
            format!("`{name}` is the current name of this manifest"),
            "remove it from `previousNames`",
        )
    } else {
        (
            format!("the previous name `{name}` is the name of another manifest of kind {kind}"),
            "remove it from `previousNames`: the live object belongs to the manifest with that name",
        )
    };
    let help = Help::from(help).with(Fix::remove(&format!("`{name}`")));
    let problem = Diagnostic::error(Code::DuplicateName, words).with_help(help);
    let problem = at(sources, draft, earlier_name(i), problem);
    Some(and_at(
        sources,
        owner,
        metadata("name"),
        "named here",
        problem,
    ))
}

fn second_of_earlier(
    sources: &Sources,
    (first, at_first): (&Draft, usize),
    (second, at_second): (&Draft, usize),
    name: &Name,
) -> Diagnostic {
    let kind = second.kind;
    let words = format!("two manifests of kind {kind} have the previous name `{name}`");
    let problem =
        Diagnostic::error(Code::DuplicateName, words).with_help("remove it from one of them");
    let problem = at(sources, second, earlier_name(at_second), problem);
    and_at(sources, first, earlier_name(at_first), "the first", problem)
}
