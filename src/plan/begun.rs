//! What a run began to create and did not hear the end of: which live object it is by now, if it is any (law 6), and whether it
//! may be sent again at all (law 11).

use super::identity::{Found, Identity};
use super::population::{Free, Population};
use super::record::record_of;
use crate::diagnostic::Code;
use crate::model::{FieldValue, Lookup, Resource, Spec, alike, alike_form};
use crate::state::{ALIKE, Part, Pending, PendingKey, Recorded};

fn begun_by<'r, S: Spec>(resource: &Resource<S>, recorded: &'r Recorded) -> Option<&'r Pending> {
    recorded.pending.get(&PendingKey {
        address: resource.address.clone(),
        part: Part::Whole,
    })
}

/// Whether a live name is what was sent, however the server spells it.
fn was_sent<S: Spec, O>(
    object: &O,
    pending: &Pending,
    population: &Population<'_, S, O>,
    recorded: &Recorded,
) -> bool {
    let key = &recorded.fingerprint_key;
    let Some(live) = (population.key_of_live)(object) else {
        return false;
    };
    let sent = pending.fields.get(population.key_name);
    sent.is_some_and(|sent| key.of(population.key_name, live) == *sent)
        || is_alike(live, pending, recorded)
}

fn is_alike(live: &FieldValue, pending: &Pending, recorded: &Recorded) -> bool {
    match (live, &pending.alike) {
        (FieldValue::Text(live), Some(sent)) => {
            recorded.fingerprint_key.of_text(ALIKE, &alike_form(live)) == *sent
        }
        _ => false,
    }
}

/// A new version whose create was sent by a run that did not hear the answer: the live object that has the key that was sent,
/// if it is the only one and nobody else's.
pub(super) fn begun_successor<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    free: &Free<'a, O>,
) -> Option<Identity<'a, O>> {
    let record = record_of(resource, recorded)?;
    let pending = begun_by(resource, recorded)?;
    pending.fields.get(population.key_name)?;
    let matches = free.matches(resource, population).into_iter();
    let mut found = matches.filter(|(_, object)| was_sent(*object, pending, population, recorded));
    let is_successor = |version: u32| version > 1 || !population.is_versioned;
    let Some((version, object)) = found.next().filter(|(version, _)| is_successor(*version)) else {
        let is_pinned = resource
            .pin
            .as_ref()
            .is_some_and(|pin| pin.to_string() != record.id);
        return (pending.is_spent() && !is_pinned)
            .then(|| in_doubt(resource, pending, population, recorded));
    };
    if found.next().is_some() {
        // Two requests arrived, or somebody else made one: a third would be one more.
        return Some(in_doubt(resource, pending, population, recorded));
    }
    match population.details.get((population.id)(object)) {
        Some(Lookup::Found(object)) => Some(Identity::Live {
            object,
            found: Found::NaturalKey(version),
        }),
        _ => None,
    }
}

/// What a killed run may have made under another natural key than the manifest has by now, or under another spelling of it:
/// made again, it would be there twice, and nobody would look after the first.
pub(super) fn left_by_a_killed_run<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    free: &Free<'a, O>,
) -> Option<Identity<'a, O>> {
    let pending = begun_by(resource, recorded)?;
    let key_name = population.key_name;
    if pending.fields.is_empty() && pending.among.is_empty() {
        return Some(Identity::Unclear {
            code: Code::AmbiguousMatch,
            message: format!(
                "the run of {} may have had the system create it, under an unknown {key_name}",
                pending.since
            ),
            help: format!(
                "look in the web app: if it is there, pin it with `metadata.id`; if not, run \
                 `vetform generate {} --auto --again`, which may cost a credit twice",
                resource.address
            ),
        });
    }
    let mut found: Vec<&O> = free
        .all()
        .filter(|object| was_sent(*object, pending, population, recorded))
        .collect();
    found.sort_by_key(|object| (population.id)(object));
    found.dedup_by_key(|object| (population.id)(object));
    if let [only] = found.as_slice()
        && let Some(live) = respelled(resource, *only, population)
    {
        return Some(live);
    }
    if found.is_empty() {
        return pending
            .is_spent()
            .then(|| in_doubt(resource, pending, population, recorded));
    }
    let told: Vec<String> = found
        .into_iter()
        .map(|object| format!("  {}", (population.describe)(object)))
        .collect();
    Some(Identity::Unclear {
        code: Code::AmbiguousMatch,
        message: format!(
            "the run of {} was killed while creating this under another {key_name}, and what it sent is live:\n{}",
            pending.since,
            told.join("\n")
        ),
        help: "to continue with it, put `id: <its id>` under `metadata` of the manifest; to create another one \
            beside it, rename it in the web app"
            .to_owned(),
    })
}

/// The one live object, if the server only spells the manifest's name otherwise.
fn respelled<'a, S: Spec, O>(
    resource: &Resource<S>,
    only: &O,
    population: &Population<'a, S, O>,
) -> Option<Identity<'a, O>> {
    let Some(FieldValue::Text(live)) = (population.key_of_live)(only) else {
        return None;
    };
    if !alike(live, &(population.key_of_manifest)(resource)) {
        return None;
    }
    match population.details.get((population.id)(only)) {
        Some(Lookup::Found(object)) => Some(Identity::Live {
            object,
            found: Found::NaturalKey(1),
        }),
        _ => None,
    }
}

/// It was sent, it is not to be seen, and nothing may send it again before somebody has looked.
fn in_doubt<'a, S: Spec, O>(
    resource: &Resource<S>,
    pending: &Pending,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
) -> Identity<'a, O> {
    let address = &resource.address;
    let record = record_of(resource, recorded).map(|record| record.id.as_str());
    let candidates = population.listed.items().iter().filter(|object| {
        let id = (population.id)(object).to_string();
        let could_be =
            pending.among.contains(&id) || was_sent(*object, pending, population, recorded);
        could_be && record != Some(id.as_str())
    });
    let told: Vec<String> = candidates
        .map(|object| format!("\n  {}", (population.describe)(object)))
        .collect();
    let (seen, could_be) = if told.is_empty() {
        let nothing = format!("no live object has this {}", population.key_name);
        (nothing, String::new())
    } else {
        let could_be = format!(". Possible matches:{}", told.concat());
        ("whether it is live is unknown".to_owned(), could_be)
    };
    Identity::Unclear {
        code: Code::CreateInDoubt,
        message: format!(
            "the create of {} {}, and {}; it is not sent again automatically{could_be}",
            pending.since,
            pending.fate(),
            seen
        ),
        help: format!(
            "look in the web app: if it is there, put `id: <its id>` under `metadata` of the manifest, or run \
             `vetform state settle {address} --id ITS-ID`; if it is not, run \
             `vetform state settle {address} --not-sent`, and the next apply creates it"
        ),
    }
}

/// Two that were made at the same time by runs without a common lock, while both are live: nothing goes on with either by
/// itself.
pub(super) fn made_twice<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
) -> Option<Identity<'a, O>> {
    let pending = begun_by(resource, recorded)?;
    let record = record_of(resource, recorded)?;
    let live = population.listed.items().iter();
    let twins: Vec<&O> = live
        .filter(|object| pending.among.contains(&(population.id)(object).to_string()))
        .collect();
    let holds_ours = pending.among.contains(&record.id);
    (holds_ours && twins.len() > 1).then(|| {
        let told: Vec<String> = twins
            .into_iter()
            .map(|object| format!("\n  {}", (population.describe)(object)))
            .collect();
        Identity::Unclear {
            code: Code::CreateInDoubt,
            message: format!(
                "two runs, or a run and a person, created this at the same time, and all of these are live:{}",
                told.concat()
            ),
            help: format!(
                "keep one: delete or rename the others in the web app; or continue with one of them, with \
                 `id: <its id>` under `metadata` of the manifest or `vetform state settle {} --id ITS-ID`. To \
                 avoid this, let runs share a state with a lock (`state: s3://…`), or run them one after the other",
                resource.address
            ),
        }
    })
}
