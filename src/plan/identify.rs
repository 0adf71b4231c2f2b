//! Finds which live object a manifest stands for: by pin, by record, by natural key.

use std::collections::{BTreeMap, BTreeSet};

use super::begun::{begun_successor, left_by_a_killed_run, made_twice};
use super::identity::{Found, Identity};
use super::population::{Free, Population};
use super::record::record_of;
use super::shared::{refuse_double_claims, refuse_shared_keys};
use super::visibility::{WAIT, age_words, created_recently};
use crate::diagnostic::Code;
use crate::model::{Address, Lookup, Resource, Spec};
use crate::state::Recorded;

/// Manifests that this run leaves out, with their pins.
pub(super) type LeftOut = BTreeMap<Address, Option<String>>;

/// Most live objects without a name that one message names.
const MOST_NAMED: usize = 5;

/// Finds the live object of every resource of one kind, in their order.
pub(super) fn identify<'a, S: Spec, O>(
    resources: &[Resource<S>],
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    left_out: &LeftOut,
) -> Vec<Identity<'a, O>> {
    let mut claims = claims(resources, population, recorded);
    claims.extend(claims_of_others(resources, population, recorded, left_out));
    let free = Free::new(population, &claims);
    let mut identities: Vec<_> = resources
        .iter()
        .map(|resource| identify_one(resource, population, recorded, &free))
        .collect();
    refuse_shared_keys(resources, population, &mut identities);
    refuse_double_claims(resources, population, &mut identities);
    identities
}

/// Ids that a pin or a record gives to some manifest: the natural key of another one must not take them.
fn claims<S: Spec, O>(
    resources: &[Resource<S>],
    population: &Population<'_, S, O>,
    recorded: &Recorded,
) -> BTreeSet<S::Id> {
    resources
        .iter()
        .filter_map(|resource| match pin_of(resource, recorded) {
            Some(pin) => Some(pin.clone()),
            None => record_of(resource, recorded).map(|record| (population.make_id)(&record.id)),
        })
        .collect()
}

/// And those of the manifests that this run leaves out.
fn claims_of_others<S: Spec, O>(
    resources: &[Resource<S>],
    population: &Population<'_, S, O>,
    recorded: &Recorded,
    left_out: &LeftOut,
) -> Vec<S::Id> {
    let Some(kind) = resources.first().map(|one| one.address.kind()) else {
        return Vec::new();
    };
    let of_kind = left_out
        .iter()
        .filter(|(address, _)| address.kind() == kind);
    let ids = of_kind.filter_map(|(address, pin)| {
        let record = || recorded.record(address).map(|record| &record.id);
        pin.as_ref().or_else(record)
    });
    ids.map(|id| (population.make_id)(id)).collect()
}

/// The pin, unless it names a version that a newer one has taken the place of.
fn pin_of<'r, S: Spec>(resource: &'r Resource<S>, recorded: &Recorded) -> Option<&'r S::Id> {
    let previous = record_of(resource, recorded).map_or(&[][..], |record| &record.previous_ids);
    let pin = resource.pin.as_ref()?;
    (!previous.contains(&text(pin))).then_some(pin)
}

fn identify_one<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    free: &Free<'a, O>,
) -> Identity<'a, O> {
    if let Some(successor) = begun_successor(resource, population, recorded, free) {
        return successor;
    }
    if let Some(pin) = pin_of(resource, recorded) {
        return match population.details.get(pin) {
            Some(Lookup::Found(object)) => Identity::Live {
                object,
                found: Found::Pin,
            },
            Some(Lookup::Gone) => not_visible_yet(resource, &text(pin), population, recorded)
                .unwrap_or_else(|| unknown_pin(resource, &text(pin))),
            Some(Lookup::Denied(words)) => denied(&text(pin), words),
            None => Identity::NotRead { id: text(pin) },
        };
    }
    let recorded_id = record_of(resource, recorded).map(|record| record.id.clone());
    let mut gone = None;
    if let Some(id) = recorded_id.filter(|id| !id.is_empty()) {
        match population.details.get(&(population.make_id)(&id)) {
            Some(Lookup::Found(object)) => {
                return made_twice(resource, population, recorded).unwrap_or(Identity::Live {
                    object,
                    found: Found::Record,
                });
            }
            Some(Lookup::Denied(words)) => return denied(&id, words),
            None => return Identity::NotRead { id },
            Some(Lookup::Gone) => {
                if let Some(doubt) = not_visible_yet(resource, &id, population, recorded) {
                    return doubt;
                }
                gone = Some(id);
            }
        }
    }
    let by_key = by_natural_key(resource, population, free, gone);
    match by_key {
        Identity::New { .. } => left_by_a_killed_run(resource, population, recorded, free)
            .or_else(|| could_be_nameless(resource, population, free))
            .unwrap_or(by_key),
        other => other,
    }
}

fn by_natural_key<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    free: &Free<'a, O>,
    gone: Option<String>,
) -> Identity<'a, O> {
    let matches = free.matches(resource, population);
    let newest = matches.iter().map(|(version, _)| *version).max();
    let newest: Vec<(u32, &O)> = matches
        .into_iter()
        .filter(|(version, _)| Some(*version) == newest)
        .collect();
    match newest.as_slice() {
        [] => Identity::New { gone },
        [(version, object)] => {
            let id = (population.id)(object);
            match population.details.get(id) {
                Some(Lookup::Found(object)) => Identity::Live {
                    object,
                    found: Found::NaturalKey(*version),
                },
                Some(Lookup::Denied(words)) => denied(&text(id), words),
                // A list that shows what is gone contradicts itself, and is no read.
                Some(Lookup::Gone) | None => Identity::NotRead { id: text(id) },
            }
        }
        several => ambiguous(resource, population, several),
    }
}

fn ambiguous<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    several: &[(u32, &O)],
) -> Identity<'a, O> {
    let listed: Vec<String> = several
        .iter()
        .map(|(_, object)| format!("  {}", (population.describe)(object)))
        .collect();
    Identity::Unclear {
        code: Code::AmbiguousMatch,
        message: format!(
            "{} live objects have the {} “{}”, and the state does not say which one it is:\n{}",
            several.len(),
            population.key_name,
            (population.key_of_manifest)(resource).trim(),
            listed.join("\n")
        ),
        help: "pin one: put `id: <its id>` under `metadata` of the manifest".to_owned(),
    }
}

/// What shows no name could be what is to be made: made anew, it would be there twice.
fn could_be_nameless<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    free: &Free<'a, O>,
) -> Option<Identity<'a, O>> {
    let nameless = free.nameless.iter().take(MOST_NAMED);
    let mut listed: Vec<String> = nameless
        .map(|object| format!("\n  {}", (population.describe)(object)))
        .collect();
    if let Some(more) = free
        .nameless
        .len()
        .checked_sub(MOST_NAMED)
        .filter(|more| *more > 0)
    {
        listed.push(format!("\n  and {more} more"));
    }
    (!listed.is_empty()).then(|| Identity::Unclear {
        code: Code::AmbiguousMatch,
        message: format!(
            "no live object has the {} “{}”, but the system does not show that of these, and it could be any of \
             them:{}",
            population.key_name,
            (population.key_of_manifest)(resource).trim(),
            listed.concat()
        ),
        help: format!(
            "give them a {} in the web app; or, if it is one of them, put `id: <its id>` under `metadata` of the \
             manifest",
            population.key_name
        ),
    })
}

/// An object that was created from here a moment ago, and that no read shows: taken for gone, it would be there twice.
fn not_visible_yet<'a, S: Spec, O>(
    resource: &Resource<S>,
    id: &str,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
) -> Option<Identity<'a, O>> {
    let age = created_recently(recorded, id, population.read_at)?;
    Some(Identity::Unclear {
        code: Code::NotVisibleYet,
        message: format!(
            "the live {} `{id}` was created {} ago and is not visible yet",
            resource.address.kind(),
            age_words(age)
        ),
        help: WAIT.to_owned(),
    })
}

fn unknown_pin<'a, S: Spec, O>(resource: &Resource<S>, id: &str) -> Identity<'a, O> {
    Identity::Unclear {
        code: Code::UnknownPin,
        message: format!(
            "`metadata.id` is `{id}`, but no live {} has this id",
            resource.address.kind()
        ),
        help: format!(
            "look up the id in the web app, or remove `id`: then {} is found by its name or created",
            resource.address
        ),
    }
}

fn denied<'a, O>(id: &str, words: &str) -> Identity<'a, O> {
    Identity::Unclear {
        code: Code::AccessDenied,
        message: format!("the key may not see `{id}`: {words}"),
        help: "use a key of the company that owns it, or remove its pin (`metadata.id`) or its record \
            (`vetform state rm`)"
            .to_owned(),
    }
}

fn text(id: &impl ToString) -> String {
    id.to_string()
}
