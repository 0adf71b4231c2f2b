//! What a run began to create and did not hear the end of: which live object it is by now, if it is any (law 6).

use super::identity::{Found, Free, Identity, Population};
use super::wants::record_of;
use crate::diagnostic::Code;
use crate::model::{Lookup, Resource, Spec};
use crate::state::{Part, Pending, PendingKey, Recorded};

fn begun_by<'r, S: Spec>(resource: &Resource<S>, recorded: &'r Recorded) -> Option<&'r Pending> {
    recorded.pending.get(&PendingKey {
        address: resource.address.clone(),
        part: Part::Whole,
    })
}

/// A new version whose create was sent by a run that did not hear the answer: the live object that has exactly the key
/// that was sent, if it is the only one and nobody else's.
pub(super) fn begun_successor<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    free: &Free<'a, O>,
) -> Option<Identity<'a, O>> {
    record_of(resource, recorded)?;
    let sent = begun_by(resource, recorded)?
        .fields
        .get(population.key_name)?;
    let was_sent = |(_, object): &(u32, &O)| {
        (population.key_of_live)(object)
            .is_some_and(|key| recorded.fingerprint_key.of(population.key_name, key) == *sent)
    };
    let matches = free.matches(resource, population).into_iter();
    let mut found = matches.filter(was_sent);
    let is_successor = |version: u32| version > 1 || !population.is_versioned;
    let (version, object) = found.next().filter(|(version, _)| is_successor(*version))?;
    let None = found.next() else { return None };
    match population.details.get((population.id)(object)) {
        Some(Lookup::Found(object)) => Some(Identity::Live {
            object,
            found: Found::NaturalKey(version),
        }),
        _ => None,
    }
}

/// What a killed run may have made under another natural key than the manifest has by now: made again, it would be there
/// twice, and nobody would look after the first.
pub(super) fn left_by_a_killed_run<'a, S: Spec, O>(
    resource: &Resource<S>,
    population: &Population<'a, S, O>,
    recorded: &Recorded,
    free: &Free<'a, O>,
) -> Option<Identity<'a, O>> {
    let pending = begun_by(resource, recorded)?;
    let key_name = population.key_name;
    let Some(sent) = pending.fields.get(key_name) else {
        return Some(Identity::Unclear {
            code: Code::AmbiguousMatch,
            message: format!(
                "whether the run of {} had the system make it is not known, nor under which {key_name}",
                pending.since
            ),
            help: format!(
                "look in the web app: if it is there, pin it with `metadata.id`; if not, `vetform generate {} --auto \
                 --again`, which may cost a credit twice",
                resource.address
            ),
        });
    };
    let was_sent = |object: &&O| {
        (population.key_of_live)(object)
            .is_some_and(|key| recorded.fingerprint_key.of(key_name, key) == *sent)
    };
    let found: Vec<String> = free
        .all()
        .filter(was_sent)
        .map(|object| format!("  {}", (population.describe)(object)))
        .collect();
    (!found.is_empty()).then(|| Identity::Unclear {
        code: Code::AmbiguousMatch,
        message: format!(
            "the run of {} was killed while it created this under another {key_name}, and what it sent is live:\n{}",
            pending.since,
            found.join("\n")
        ),
        help: "pin it to go on with it: put `id: <its id>` under `metadata` of the manifest; or give it another name in \
               the web app, and this is created beside it"
            .to_owned(),
    })
}
