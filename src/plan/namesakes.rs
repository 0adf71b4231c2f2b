//! Live objects that share a name with what is managed, or nearly so: said, since nobody else would. Decides nothing.

use std::collections::{BTreeSet, HashMap};

use super::change::{NoteSeverity, Plan};
use super::identity::Identity;
use super::population::Population;
use super::record::record_of;
use crate::diagnostic::Code;
use crate::json_text::is_broken;
use crate::model::{Address, FieldValue, Resource, Spec, alike, looks_like_form};
use crate::state::Recorded;

/// Most ids that one note names.
const MOST_NAMED: usize = 5;

impl Plan {
    /// Notes what is live more than once, and what is created beside something that people would take for the same.
    pub(super) fn note_namesakes<S: Spec, O>(
        &mut self,
        resources: &[Resource<S>],
        identities: &[Identity<'_, O>],
        population: &Population<'_, S, O>,
        recorded: &Recorded,
    ) {
        let live = identities.iter().filter_map(|identity| match identity {
            Identity::Live { object, .. } => Some((population.id)(object).clone()),
            _ => None,
        });
        let kind = resources.first().map(|one| one.address.kind());
        // What stands for another manifest than those at hand: of a part of a project, the rest is not there.
        let mine: BTreeSet<&Address> = resources.iter().map(|one| &one.address).collect();
        let others = recorded.resources.iter();
        let others =
            others.filter(|(address, _)| Some(address.kind()) == kind && !mine.contains(address));
        let others = others.map(|(_, record)| (population.make_id)(&record.id));
        let claimed: BTreeSet<S::Id> = live.chain(others).collect();
        let free = Namesakes::of(population, &claimed);
        for (resource, identity) in resources.iter().zip(identities) {
            match identity {
                Identity::Live { object, .. } => {
                    let previous = record_of(resource, recorded)
                        .map_or(&[][..], |record| &record.previous_ids);
                    if let Some(FieldValue::Text(name)) = (population.key_of_live)(object) {
                        self.note_twice(resource, name, previous, &free, population);
                    }
                }
                Identity::New { .. } => self.note_lookalikes(resource, &free, population),
                Identity::Unclear { .. } | Identity::NotRead { .. } => {}
            }
        }
    }

    fn note_twice<S: Spec, O>(
        &mut self,
        resource: &Resource<S>,
        name: &str,
        previous: &[String],
        free: &Namesakes<'_, O>,
        population: &Population<'_, S, O>,
    ) {
        let same = free.like(name).filter(|(live, object)| {
            alike(live, name) && !previous.contains(&(population.id)(object).to_string())
        });
        let told = described(same.map(|(_, object)| *object), population);
        if !told.is_empty() {
            self.note(
                &resource.address,
                Code::LiveTwice,
                NoteSeverity::Warning,
                format!(
                    "other live objects have the same {} “{}” as the one of this manifest: {told}",
                    population.key_name,
                    name.trim()
                ),
            );
        }
    }

    fn note_lookalikes<S: Spec, O>(
        &mut self,
        resource: &Resource<S>,
        free: &Namesakes<'_, O>,
        population: &Population<'_, S, O>,
    ) {
        let key = (population.key_of_manifest)(resource);
        let told = described(free.like(&key).map(|(_, object)| *object), population);
        if !told.is_empty() {
            self.note(
                &resource.address,
                Code::LooksAlike,
                NoteSeverity::Warning,
                format!(
                    "it is created although a live one has a {} that differs only in case, spaces or invisible \
                     characters: {told}; if it is the same, use the same {} or put `id: <its id>` under `metadata`",
                    population.key_name, population.key_name
                ),
            );
        }
        let deleted = population.listed.deleted().iter().filter(|object| {
            matches!((population.key_of_live)(object), Some(FieldValue::Text(live)) if alike(live, &key))
        });
        let told = described(deleted, population);
        if !told.is_empty() {
            self.note(
                &resource.address,
                Code::LooksAlike,
                NoteSeverity::Warning,
                format!(
                    "it is created although the system lists a deleted one with this {}: {told}",
                    population.key_name
                ),
            );
        }
        let told = described(free.broken.iter().copied(), population);
        if !told.is_empty() {
            self.note(
                &resource.address,
                Code::LooksAlike,
                NoteSeverity::Warning,
                format!(
                    "it is created although the system does not show the whole {} of {told}; if it is the same, put \
                     `id: <its id>` under `metadata`",
                    population.key_name
                ),
            );
        }
    }
}

fn described<'o, S: Spec, O: 'o>(
    objects: impl Iterator<Item = &'o O>,
    population: &Population<'_, S, O>,
) -> String {
    let all: Vec<String> = objects.map(population.describe).collect();
    let named = all.iter().take(MOST_NAMED).cloned();
    let more = all.len().saturating_sub(MOST_NAMED);
    let more = (more > 0).then(|| format!("and {more} more"));
    named.chain(more).collect::<Vec<_>>().join(", ")
}

/// What is live and no manifest stands for, by what people would take for the same name.
struct Namesakes<'a, O> {
    by_name: HashMap<String, Vec<(&'a str, &'a O)>>,
    /// Those of which no read shows a whole name.
    broken: Vec<&'a O>,
}

impl<'a, O> Namesakes<'a, O> {
    fn of<S: Spec>(population: &Population<'a, S, O>, claimed: &BTreeSet<S::Id>) -> Self {
        let mut namesakes = Self {
            by_name: HashMap::new(),
            broken: Vec::new(),
        };
        for object in population.listed.items() {
            if claimed.contains((population.id)(object)) {
                continue;
            }
            match (population.key_of_live)(object) {
                Some(FieldValue::Text(name)) if !is_broken(name) => {
                    let of_name = namesakes.by_name.entry(looks_like_form(name)).or_default();
                    of_name.push((name, object));
                }
                Some(FieldValue::Text(_)) => namesakes.broken.push(object),
                // What shows no name at all blocks what would be created by its name.
                None | Some(_) => {}
            }
        }
        namesakes
    }

    fn like(&self, name: &str) -> impl Iterator<Item = &(&'a str, &'a O)> {
        let of_name = self.by_name.get(&looks_like_form(name));
        of_name.into_iter().flatten()
    }
}
