//! Live objects that no manifest stands for, as new manifests.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use super::name::{Taken, name_of_title};
use super::question::{named_questions, question_item};
use super::step::step_item;
use crate::manifest::edit::{Line, Yaml, document};
use crate::manifest::problems_of;
use crate::model::promptster::{AssessmentField as TaskField, BrandingField};
use crate::model::{
    Address, AssessmentField, AssessmentId, Desired, FieldKey, FieldValue, Fields, FlowField, Kind,
    Listing, Live, Lookup, ObservedAssessment, ObservedFlow, canonical_text, promptster,
};
use crate::state::Recorded;

/// A manifest that is not there yet.
#[derive(Debug, Clone, PartialEq)]
pub struct NewManifest {
    /// Its address.
    pub address: Address,
    /// Below the folder of the manifests: `taptalent/assessments/backend-voice.yaml`.
    pub path: Utf8PathBuf,
    /// Its text, which is a manifest without fault.
    pub text: String,
}

/// What was found that no manifest stands for.
#[derive(Debug, Default)]
pub struct Found {
    /// In order of kind and address.
    pub manifests: Vec<NewManifest>,
    /// In words: what cannot be declared, and why.
    pub left: Vec<String>,
    /// Names of assessments by their ids, those of manifests included.
    pub names: BTreeMap<AssessmentId, String>,
}

/// Works out the new manifests. `live` must hold every object one by one; `ids`: what the manifests stand for; `is_wanted`:
/// which addresses are asked for.
pub fn unmanaged(
    desired: &Desired,
    live: &Live,
    recorded: &Recorded,
    ids: &BTreeMap<Address, String>,
    is_wanted: &dyn Fn(&Address) -> bool,
) -> Found {
    let mut search = Search {
        recorded,
        is_wanted,
        managed: ids.values().map(String::as_str).collect(),
        taken: BTreeMap::new(),
        found: Found::default(),
    };
    for record in desired
        .addresses()
        .filter_map(|address| recorded.record(address))
    {
        search
            .managed
            .extend(record.previous_ids.iter().map(String::as_str));
    }
    for address in desired.addresses() {
        let taken = search.taken.entry(address.kind()).or_default();
        taken.take(address.name().clone());
    }
    for resource in &desired.assessments {
        if let Some(id) = ids.get(&resource.address) {
            let name = resource.address.name().to_string();
            search.found.names.insert(AssessmentId::new(id), name);
        }
    }
    search.assessments(live);
    search.flows(live);
    search.flowmingo(live);
    search.tasks(live);
    if desired.promptster.branding.is_empty() {
        search.branding(live);
    }
    let manifests = &mut search.found.manifests;
    manifests.sort_by(|one, other| one.address.cmp(&other.address));
    search.found
}

/// Oldest first, so that names do not depend on the order of an answer.
fn in_order<T, K: Ord>(all: &[T], key: impl Fn(&T) -> K) -> Vec<&T> {
    let mut all: Vec<&T> = all.iter().collect();
    all.sort_by_key(|one| key(one));
    all
}

struct Search<'a> {
    recorded: &'a Recorded,
    is_wanted: &'a dyn Fn(&Address) -> bool,
    managed: BTreeSet<&'a str>,
    taken: BTreeMap<Kind, Taken>,
    found: Found,
}

/// One live object and what it is called.
struct Thing<'l> {
    kind: Kind,
    id: &'l str,
    title: &'l str,
    /// Whether another live object has the same natural key.
    is_ambiguous: bool,
}

impl Search<'_> {
    fn is_managed(&self, id: &str) -> bool {
        self.managed.contains(id)
    }

    /// The name that the state knows it by, if that is free; else one from its title.
    fn address(&mut self, thing: &Thing<'_>) -> Option<Address> {
        let before = self.recorded.resources.iter().find(|(address, record)| {
            address.kind() == thing.kind && record.id == thing.id && !thing.id.is_empty()
        });
        let taken = self.taken.entry(thing.kind).or_default();
        if let Some((address, _)) = before
            && taken.take(address.name().clone())
        {
            return Some(address.clone());
        }
        let otherwise = thing.kind.as_str().to_ascii_lowercase();
        let name = name_of_title(thing.title, &otherwise, taken)?;
        Some(Address::new(thing.kind, name))
    }

    fn add(
        &mut self,
        thing: &Thing<'_>,
        spec: &[Line],
        questions: Option<Yaml>,
    ) -> Option<Address> {
        let Some(address) = self.address(thing) else {
            self.leave(thing, "no name can be made for it");
            return None;
        };
        if !(self.is_wanted)(&address) {
            return None;
        }
        let path = path_of(&address);
        let text = |spec: Vec<Line>| {
            let text = document(&envelope(&address, thing, spec));
            match problems_of(&path, &text).first() {
                Some(problem) => Err(problem.message.clone()),
                None => Ok(text),
            }
        };
        let full = match questions {
            Some(questions) => {
                let line = Line::entry("questions", questions);
                text(spec.iter().cloned().chain([line]).collect())
            }
            None => text(spec.to_vec()),
        };
        match full.or_else(|_| text(spec.to_vec())) {
            Ok(text) => self.found.manifests.push(NewManifest {
                address: address.clone(),
                path,
                text,
            }),
            Err(why) => {
                self.leave(thing, &why);
                return None;
            }
        }
        Some(address)
    }

    fn leave(&mut self, thing: &Thing<'_>, why: &str) {
        let (system, kind) = (thing.kind.system(), thing.kind);
        self.found.left.push(format!(
            "the live {system} {kind} “{}” ({}) gets no manifest: {why}",
            thing.title, thing.id
        ));
    }

    fn assessments(&mut self, live: &Live) {
        let title = |one: &ObservedAssessment| text_of(&one.fields, AssessmentField::Title);
        let all = live.assessments.items();
        let titles = counted(all.iter().filter_map(title));
        for listed in in_order(all, |one| (one.created_at.clone(), one.id.clone())) {
            if self.is_managed(listed.id.as_str()) {
                continue;
            }
            let one = match live.assessment_details.get(&listed.id) {
                Some(Lookup::Found(detail)) => detail,
                _ => listed,
            };
            let title = title(one).or_else(|| title(listed)).unwrap_or_default();
            let thing = Thing {
                kind: Kind::Assessment,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: is_several(&titles, &title),
            };
            let spec = field_lines(&one.fields);
            let questions = one.questions.iter().flatten();
            let named = named_questions(questions, &mut Taken::default());
            let questions =
                (!named.is_empty()).then(|| Yaml::List(named.iter().map(question_item).collect()));
            if let Some(address) = self.add(&thing, &spec, questions) {
                let name = address.name().to_string();
                self.found.names.insert(one.id.clone(), name);
            }
        }
    }

    fn flows(&mut self, live: &Live) {
        let name = |one: &ObservedFlow| text_of(&one.fields, FlowField::FlowName);
        let all = live.flows.items();
        let names = counted(all.iter().filter_map(name));
        for listed in in_order(all, |one| one.id.clone()) {
            if self.is_managed(listed.id.as_str()) {
                continue;
            }
            let one = match live.flow_details.get(&listed.id) {
                Some(Lookup::Found(detail)) => detail,
                _ => listed,
            };
            let title = name(one).unwrap_or_default();
            let thing = Thing {
                kind: Kind::Flow,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: is_several(&names, &title),
            };
            let steps = one.steps.iter().flatten();
            let steps: Option<Vec<Yaml>> = steps
                .map(|step| step_item(step, &self.found.names))
                .collect();
            match steps.filter(|steps| !steps.is_empty()) {
                Some(steps) => {
                    let mut spec = field_lines(&one.fields);
                    spec.push(Line::entry("steps", Yaml::List(steps)));
                    self.add(&thing, &spec, None);
                }
                None => self.leave(&thing, "no read shows its steps"),
            }
        }
    }

    fn flowmingo(&mut self, live: &Live) {
        let sets = live.flowmingo.sets.iter().flat_map(Listing::items);
        let titles = counted(sets.clone().map(|set| set.title.clone()));
        for set in sets {
            let thing = Thing {
                kind: Kind::InterviewSet,
                id: set.id.as_str(),
                title: &set.title,
                is_ambiguous: is_several(&titles, &set.title),
            };
            if !self.is_managed(thing.id) {
                self.add(
                    &thing,
                    &[Line::entry("title", Yaml::text(&set.title))],
                    None,
                );
            }
        }
        let projects = live.flowmingo.projects.iter().flat_map(Listing::items);
        let titles = counted(projects.clone().map(|project| project.title.clone()));
        for project in projects {
            let thing = Thing {
                kind: Kind::Project,
                id: project.id.as_str(),
                title: &project.title,
                is_ambiguous: is_several(&titles, &project.title),
            };
            if self.is_managed(thing.id) {
                continue;
            }
            let mut spec = vec![Line::entry("title", Yaml::text(&project.title))];
            let stages = live.flowmingo.stages.get(&project.id);
            let stages = stages.map(|stages| stages.items().iter().map(|one| &one.name));
            spec.extend(stages.and_then(|names| list_line("stages", names)));
            let posts = live.flowmingo.job_posts.get(&project.id);
            let posts = posts.map(|posts| posts.items().iter().map(|one| &one.title));
            spec.extend(posts.and_then(|titles| list_line("jobPosts", titles)));
            self.add(&thing, &spec, None);
        }
    }

    fn tasks(&mut self, live: &Live) {
        let all = live.promptster.assessments.items();
        let key = |one: &promptster::ObservedAssessment| match &one.natural_key {
            Some(FieldValue::Text(key)) => Some(key.clone()),
            _ => None,
        };
        let keys = counted(all.iter().filter_map(key));
        for listed in in_order(all, |one| (one.created_at.clone(), one.id.clone())) {
            if self.is_managed(listed.id.as_str()) {
                continue;
            }
            let one = match live.promptster.details.get(&listed.id) {
                Some(Lookup::Found(detail)) => detail,
                _ => listed,
            };
            let title = text_of(&one.fields, TaskField::Title).unwrap_or_default();
            let thing = Thing {
                kind: Kind::PromptsterAssessment,
                id: one.id.as_str(),
                title: &title,
                is_ambiguous: key(one).is_some_and(|key| is_several(&keys, &key)),
            };
            let mut fields = one.fields.clone();
            if matches!(fields.get(&TaskField::IssueId), Some(FieldValue::Text(_))) {
                // The server took it from the issue.
                fields.remove(&TaskField::TaskBrief);
            }
            self.add(&thing, &field_lines(&fields), None);
        }
    }

    fn branding(&mut self, live: &Live) {
        let Some(branding) = &live.promptster.branding else {
            return;
        };
        let spec = field_lines::<BrandingField>(&branding.fields);
        if !spec.is_empty() {
            let thing = Thing {
                kind: Kind::Branding,
                id: "",
                title: "org",
                is_ambiguous: false,
            };
            self.add(&thing, &spec, None);
        }
    }
}

fn envelope(address: &Address, thing: &Thing<'_>, spec: Vec<Line>) -> Vec<Line> {
    let mut metadata = vec![Line::entry("name", Yaml::text(address.name().as_str()))];
    if thing.is_ambiguous {
        metadata.push(Line::entry("id", Yaml::text(thing.id)));
    }
    vec![
        Line::entry("apiVersion", Yaml::text(address.kind().api_version())),
        Line::entry("kind", Yaml::text(address.kind().as_str())),
        Line::entry("metadata", Yaml::Map(metadata)),
        Line::entry("spec", Yaml::Map(spec)),
    ]
}

fn path_of(address: &Address) -> Utf8PathBuf {
    let folder = match address.kind() {
        Kind::Question => "questions",
        Kind::Assessment | Kind::PromptsterAssessment => "assessments",
        Kind::Flow => "flows",
        Kind::Roster | Kind::FlowmingoRoster | Kind::PromptsterRoster => "rosters",
        Kind::InterviewSet => "interview-sets",
        Kind::Project => "projects",
        Kind::Branding => "branding",
    };
    let (system, name) = (address.kind().system(), address.name());
    format!("{system}/{folder}/{name}.yaml").into()
}

/// The fields that were read, in the order of the kind; those that no read shows are named in a comment.
fn field_lines<F: FieldKey>(fields: &Fields<F>) -> Vec<Line> {
    let read = F::ALL.iter().filter_map(|field| {
        let value = fields.get(field).filter(|value| !is_nothing(value))?;
        Some(Line::entry(field.spec().name, Yaml::from(value)))
    });
    let mut lines: Vec<Line> = read.collect();
    let unknown = F::ALL
        .iter()
        .filter(|field| !field.spec().readable && !fields.contains_key(field));
    let unknown: Vec<&str> = unknown.map(|field| field.spec().name).collect();
    if !unknown.is_empty() {
        let text = format!(
            "{}: cannot be read back, so they are not known here",
            unknown.join(", ")
        );
        lines.push(Line::Comment(text));
    }
    lines
}

fn is_nothing(value: &FieldValue) -> bool {
    match value {
        FieldValue::Null => true,
        FieldValue::Text(text) => text.trim().is_empty(),
        FieldValue::Buckets(buckets) => buckets.is_empty(),
        FieldValue::Number(_) | FieldValue::Bool(_) | FieldValue::List(_) => false,
    }
}

fn list_line<'t>(key: &str, texts: impl Iterator<Item = &'t String>) -> Option<Line> {
    let texts: Vec<&String> = texts.collect();
    (!texts.is_empty()).then(|| Line::entry(key, Yaml::texts(texts)))
}

fn text_of<F: FieldKey>(fields: &Fields<F>, field: F) -> Option<String> {
    match fields.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn counted(texts: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(canonical_text(&text)).or_default() += 1;
    }
    counts
}

fn is_several(counts: &BTreeMap<String, usize>, text: &str) -> bool {
    counts
        .get(&canonical_text(text))
        .is_some_and(|count| *count > 1)
}
