//! What several manifests would share: a natural key that nothing else tells apart, or a live object. Each of them is refused.

use std::collections::BTreeMap;

use super::identity::{Found, Identity};
use super::population::Population;
use crate::diagnostic::Code;
use crate::model::{Resource, Spec, canonical_text};

/// Two manifests that only their natural key could tell apart, when it does not.
pub(super) fn refuse_shared_keys<S: Spec, O>(
    resources: &[Resource<S>],
    population: &Population<'_, S, O>,
    identities: &mut [Identity<'_, O>],
) {
    let by_key_only = |identity: &Identity<'_, O>| {
        matches!(
            identity,
            Identity::New { .. }
                | Identity::Live {
                    found: Found::NaturalKey(_),
                    ..
                }
        )
    };
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, resource) in resources.iter().enumerate() {
        if by_key_only(&identities[index]) {
            let key = canonical_text(&(population.key_of_manifest)(resource));
            by_key.entry(key).or_default().push(index);
        }
    }
    for sharing in by_key.values().filter(|sharing| sharing.len() > 1) {
        let names: Vec<String> = sharing
            .iter()
            .map(|&index| resources[index].address.to_string())
            .collect();
        for &index in sharing {
            identities[index] = Identity::Unclear {
                code: Code::SharedNaturalKey,
                message: format!(
                    "{} have the same {} “{}”, by which live objects are found; after a lost response, one could be \
                     created twice",
                    names.join(" and "),
                    population.key_name,
                    (population.key_of_manifest)(&resources[index]).trim()
                ),
                help: format!(
                    "give each its own {}, or pin each to its live object with `metadata.id`",
                    population.key_name
                ),
            };
        }
    }
}

/// Two manifests that mean one live object.
pub(super) fn refuse_double_claims<S: Spec, O>(
    resources: &[Resource<S>],
    population: &Population<'_, S, O>,
    identities: &mut [Identity<'_, O>],
) {
    let mut by_id: BTreeMap<S::Id, Vec<usize>> = BTreeMap::new();
    for (index, identity) in identities.iter().enumerate() {
        if let Identity::Live { object, .. } = identity {
            by_id
                .entry((population.id)(object).clone())
                .or_default()
                .push(index);
        }
    }
    for (id, sharing) in by_id.iter().filter(|(_, sharing)| sharing.len() > 1) {
        let names: Vec<String> = sharing
            .iter()
            .map(|&index| resources[index].address.to_string())
            .collect();
        for &index in sharing {
            identities[index] = Identity::Unclear {
                code: Code::ClaimedTwice,
                message: format!("{} refer to the same live object `{}`", names.join(" and "), id),
                help: "remove one of the manifests or its pin; if one was renamed, list the old name under \
                    `metadata.previousNames` of the other"
                    .to_owned(),
            };
        }
    }
}
