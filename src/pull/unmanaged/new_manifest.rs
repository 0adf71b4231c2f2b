//! A manifest that is not there yet: its place, its text, and what of a live object can stand in it.

use camino::Utf8PathBuf;

use super::thing::Thing;
use crate::manifest::edit::{Line, Yaml};
use crate::model::{Address, FieldKey, FieldSpec, FieldValue, Fields, Kind, System};

/// A manifest that is not there yet.
#[derive(Debug, Clone, PartialEq)]
pub struct NewManifest {
    pub address: Address,
    /// The system's id of what it stands for; `None`: it has none.
    pub id: Option<String>,
    /// Below the folder of the manifests, as a new project has it: `assessments/backend-voice.yaml`.
    pub path: Utf8PathBuf,
    /// Its text, which is a manifest without fault.
    pub text: String,
}

pub(super) fn envelope(address: &Address, thing: &Thing<'_>, spec: Vec<Line>) -> Vec<Line> {
    let mut metadata = vec![Line::entry("name", Yaml::text(address.name().as_str()))];
    if thing.is_ambiguous {
        metadata.push(Line::Comment(thing.which()));
        metadata.push(Line::entry("id", Yaml::text(thing.id)));
    }
    vec![
        Line::entry("apiVersion", Yaml::text(address.kind().api_version())),
        Line::entry("kind", Yaml::text(address.kind().as_str())),
        Line::entry("metadata", Yaml::Map(metadata)),
        Line::entry("spec", Yaml::Map(spec)),
    ]
}

pub(super) fn path_of(address: &Address) -> Utf8PathBuf {
    let folder = folder_of(address.kind());
    format!("{folder}/{}.yaml", address.name()).into()
}

/// The folder of a new project that manifests of a kind go to.
pub const fn folder_of(kind: Kind) -> &'static str {
    match kind.system() {
        System::TapTalent => kind.folder(),
        System::Flowmingo | System::Promptster => kind.system().as_str(),
    }
}

/// The fields that were read and say something else than the system takes by itself, in the order of the kind; those that no
/// read shows are named in a comment.
pub(super) fn field_lines<F: FieldKey>(fields: &Fields<F>) -> Vec<Line> {
    let read = fields
        .iter()
        .filter(|(field, value)| !is_default(field.spec(), value));
    all_field_lines(&read.map(|(field, value)| (*field, value.clone())).collect())
}

/// The same with what the system takes by itself.
pub(super) fn all_field_lines<F: FieldKey>(fields: &Fields<F>) -> Vec<Line> {
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
            "{}: unknown, because they cannot be read back",
            unknown.join(", ")
        );
        lines.push(Line::Comment(text));
    }
    lines
}

fn is_default(spec: &FieldSpec, value: &FieldValue) -> bool {
    let default = spec.default.filter(|_| !spec.required);
    let default = default.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    default.is_some_and(|default| default == value.to_json())
}

fn is_nothing(value: &FieldValue) -> bool {
    match value {
        FieldValue::Null => true,
        FieldValue::Text(text) => text.trim().is_empty(),
        FieldValue::Buckets(buckets) => buckets.is_empty(),
        FieldValue::Number(_) | FieldValue::Bool(_) | FieldValue::List(_) => false,
    }
}

pub(super) fn list_line<'t>(key: &str, texts: impl Iterator<Item = &'t String>) -> Option<Line> {
    let texts: Vec<&String> = texts.collect();
    (!texts.is_empty()).then(|| Line::entry(key, Yaml::texts(texts)))
}
