//! `metadata` and the parts of a document that all kinds share.

use std::collections::BTreeMap;

use super::draft::{Body, CohortRef, Draft};
use super::findings::Findings;
use super::pin::{self, Pin};
use super::{name, workspaces};
use crate::diagnostic::{Code, Fix, Help};
use crate::manifest::raw::{Envelope, RawId, RawMetadata, RawNoLifecycle, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Kind, Lifecycle, Name, Origin, Pointer, with_article};

/// What a `spec` holds.
#[derive(Default)]
pub(super) struct Content {
    /// What can be read of it, also where something in it is wrong.
    pub(super) body: Option<Body>,
    /// `spec.from` of a roster.
    pub(super) cohort: Option<CohortRef>,
    /// `spec.id` of what must exist; the same as `metadata.id`.
    pub(super) pin: Pin,
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        Self {
            body: Some(body),
            ..Self::default()
        }
    }
}

/// What is alike in the documents of every kind: all but how its `lifecycle` and its `spec` are read.
pub(super) fn document<S, L>(
    found: &mut Findings,
    origin: &Origin,
    kind: Kind,
    raw: Envelope<S, L>,
    lifecycle_of: impl FnOnce(&mut Findings, Slot<L>) -> Lifecycle,
    content_of: impl FnOnce(&mut Findings, S) -> Content,
) -> Draft {
    let Envelope {
        api_version,
        kind: word,
        metadata,
        spec,
        lifecycle,
    } = raw;
    // They led here, so that only a wrong type could still be their fault.
    found.take(api_version);
    found.take(word);
    let lifecycle = lifecycle_of(found, lifecycle);
    if !spec.is_declared() {
        found.missing(
            &Pointer::root(),
            "spec",
            "add `spec:` with the fields of the resource",
        );
    }
    let content = found.take(spec).map(|spec| content_of(found, spec));
    draft(
        found,
        origin,
        kind,
        metadata,
        lifecycle,
        content.unwrap_or_default(),
    )
}

/// The `lifecycle` of a kind of which nothing is ever deleted or replaced.
pub(super) fn no_lifecycle(found: &mut Findings, slot: Slot<RawNoLifecycle>) -> Lifecycle {
    let _: Option<RawNoLifecycle> = found.take(slot);
    Lifecycle::default()
}

fn draft(
    found: &mut Findings,
    origin: &Origin,
    kind: Kind,
    metadata: Slot<RawMetadata>,
    lifecycle: Lifecycle,
    content: Content,
) -> Draft {
    let Content { body, cohort, pin } = content;
    let is_declared = metadata.is_declared();
    let metadata = found.take(metadata);
    if !is_declared {
        let help = "add `metadata: { name: … }`: 1 to 63 lower-case letters, digits and dashes";
        found.missing(&Pointer::root(), "metadata", help);
    }
    let is_readable = metadata.is_some();
    let RawMetadata {
        name,
        labels,
        id,
        previous_names,
        workspaces,
    } = metadata.unwrap_or_default();
    let own_pin = own_pin(found, kind, id);
    Draft {
        origin: origin.clone(),
        kind,
        name: own_name(found, name, is_readable),
        labels: labels_of(found, labels),
        pin: if pin == Pin::None { own_pin } else { pin },
        previous_names: previous(found, previous_names),
        workspaces: workspaces::checked(found, &at("workspaces"), workspaces),
        lifecycle,
        body,
        cohort,
        references: std::mem::take(&mut found.references),
    }
}

fn at(field: &'static str) -> Pointer {
    Pointer::root().key("metadata").key(field)
}

fn own_name(found: &mut Findings, slot: Slot<Text>, is_readable: bool) -> Option<Name> {
    if is_readable && !slot.is_declared() {
        let help = "add `name: …`: 1 to 63 lower-case letters, digits and dashes";
        found.missing(&Pointer::root().key("metadata"), "name", help);
    }
    let text = found.take(slot)?;
    name::checked(found, at("name"), text)
}

fn labels_of(
    found: &mut Findings,
    slot: Slot<BTreeMap<String, Slot<Text>>>,
) -> BTreeMap<String, String> {
    let labels = found.take(slot).unwrap_or_default();
    let kept = labels
        .into_iter()
        .filter_map(|(key, value)| found.take(value).map(|Text(value)| (key, value)));
    kept.collect()
}

fn own_pin(found: &mut Findings, kind: Kind, slot: Slot<RawId>) -> Pin {
    let is_declared = slot.is_declared();
    let pin = pin::checked(found, &at("id"), slot);
    if is_declared && !kind.has_id() {
        let message = match kind {
            Kind::Question => {
                "a Question has no live object of its own, so it cannot have an `id`".to_owned()
            }
            kind => {
                let noun = with_article(kind.as_str());
                format!("{noun} has no id in {}", kind.system())
            }
        };
        let flaw = Flaw::new(Code::UnknownField, Spot::Key(at("id")), message);
        found.report(flaw.help(Help::from("remove `id`").with(Fix::remove("`id`"))));
    }
    pin
}

fn previous(found: &mut Findings, slot: Slot<Vec<Slot<Text>>>) -> Vec<Name> {
    let items = found.take_all(slot).unwrap_or_default();
    let named = items.into_iter().enumerate().filter_map(|(i, item)| {
        let at = at("previousNames").index(i);
        name::checked(found, at, item?)
    });
    named.collect()
}
