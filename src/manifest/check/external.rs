//! Kinds that are authored in their system and must exist there.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Fix, Help};
use crate::manifest::check::draft::{Body, Draft};
use crate::manifest::check::findings::Findings;
use crate::manifest::check::metadata::{Content, document, no_lifecycle};
use crate::manifest::check::{Pin, id, people};
use crate::manifest::raw::{
    Envelope, RawExternal, RawMetadata, RawNoLifecycle, RawProject, Slot, Text,
};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{External, Kind, Origin, Pointer};

/// A document of a kind that has no more than a title.
pub(in crate::manifest) fn external(
    found: &mut Findings,
    origin: &Origin,
    kind: Kind,
    raw: Envelope<RawExternal, RawNoLifecycle>,
) -> Draft {
    read(found, origin, kind, raw, |found, has_pin, raw| {
        let RawExternal { title, id } = raw;
        let (title, id) = title_or_id(found, kind, has_pin, title, id);
        let external = External {
            title,
            stages: None,
            job_posts: None,
        };
        (external, id)
    })
}

/// A document of kind Project.
pub(in crate::manifest) fn project(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawProject, RawNoLifecycle>,
) -> Draft {
    let kind = Kind::Project;
    read(found, origin, kind, raw, |found, has_pin, raw| {
        let RawProject {
            title,
            id,
            stages,
            job_posts,
        } = raw;
        let (title, id) = title_or_id(found, kind, has_pin, title, id);
        let project = External {
            title,
            stages: names(found, "stages", stages),
            job_posts: names(found, "jobPosts", job_posts),
        };
        (project, id)
    })
}

/// A document whose `spec` may hold the id of what it stands for. `spec`: told whether `metadata.id` is there.
fn read<S>(
    found: &mut Findings,
    origin: &Origin,
    kind: Kind,
    raw: Envelope<S, RawNoLifecycle>,
    spec: impl FnOnce(&mut Findings, bool, S) -> (External, Option<String>),
) -> Draft {
    let has_pin = has_pin(&raw.metadata);
    document(found, origin, kind, raw, no_lifecycle, |found, raw| {
        let (external, pin) = spec(found, has_pin, raw);
        Content {
            body: Some(Body::External(external)),
            pin: pin.map_or(Pin::None, Pin::Everywhere),
            ..Content::default()
        }
    })
}

fn has_pin(metadata: &Slot<RawMetadata>) -> bool {
    matches!(metadata, Slot::Given(metadata) if metadata.id.is_declared())
}

fn title_or_id(
    found: &mut Findings,
    kind: Kind,
    has_pin: bool,
    title: Slot<Text>,
    id: Slot<Text>,
) -> (Option<String>, Option<String>) {
    let at = Pointer::root().key("spec");
    if id.is_declared() && has_pin {
        let place = Spot::Key(Pointer::spec("id"));
        let message = "`spec.id` and `metadata.id` are both given";
        let flaw = Flaw::new(Code::ConflictingFields, place, message);
        let other = Pointer::root().key("metadata").key("id");
        let flaw = flaw.related(Spot::Key(other), "the other one");
        found.report(flaw.help("remove one of them"));
    }
    if !title.is_declared() && !id.is_declared() && !has_pin {
        let system = kind.system().title();
        let help = format!("add `title: …` as shown in {system}, or `id: …`");
        found.missing(&at, "title", help);
    }
    let title = people::text(found, &at, "title", title);
    let id = found.take(id).map(|Text(id)| id);
    if let Some(id) = &id {
        id::check(found, at.key("id"), "id", id);
    }
    (title, id)
}

/// Names of which each must say something and stand once: by its name one of them is found.
fn names(
    found: &mut Findings,
    field: &'static str,
    slot: Slot<Vec<Slot<Text>>>,
) -> Option<Vec<String>> {
    let items = found.take_all(slot)?;
    let at = Pointer::spec(field);
    if items.is_empty() {
        let place = Spot::Value(at);
        let flaw = Flaw::new(Code::OutOfBounds, place, format!("`{field}` is empty"));
        found.report(flaw.help(format!("list at least one, or omit `{field}`")));
        return None;
    }
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = Vec::with_capacity(items.len());
    let all = items.iter().all(Option::is_some);
    for (i, item) in items.into_iter().enumerate() {
        let Some(Text(name)) = item else { continue };
        let place = |i: usize| Spot::Value(at.clone().index(i));
        if name.trim().is_empty() {
            let message = format!("an item of `{field}` is empty");
            let flaw = Flaw::new(Code::OutOfBounds, place(i), message);
            found.report(flaw.help("write the name as shown in Flowmingo, or remove the item"));
        } else if let Some(earlier) = first.insert(name.clone(), i) {
            let message = format!("`{name}` is listed twice in `{field}`");
            let flaw = Flaw::new(Code::DuplicateName, place(i), message);
            let flaw = flaw.related(place(earlier), "the first");
            found.report(
                flaw.help(Help::from("remove one of the two").with(Fix::remove("this one"))),
            );
        }
        names.push(name);
    }
    // What is held against a part of them would be called unknown.
    all.then_some(names)
}
