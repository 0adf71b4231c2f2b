//! What may be typed at a place: keys and words from the schema, names from the project.

use lsp_types as lsp;
use serde_json::Value;

use super::context::{Context, Slot, context};
use super::position::Lines;
use super::project::View;
use super::requests::At;
use super::schema::{Schema, Step, description, words};
use crate::manifest::named_by;
use crate::model::{Kind, System};

pub(super) fn items(at: &At<'_>) -> Vec<lsp::CompletionItem> {
    let Some(context) = context(&at.text, at.byte) else {
        return Vec::new();
    };
    let kind = kind_of(&context);
    let schema = schema_of(at, &context, kind);
    let forms = schema
        .as_ref()
        .map(|schema| schema.at(&context.path))
        .unwrap_or_default();
    let mut offers = Vec::new();
    if matches!(context.slot, Slot::Key | Slot::KeyOrValue) {
        offers.extend(keys(schema.as_ref(), &context, &forms));
    }
    if matches!(context.slot, Slot::Value | Slot::KeyOrValue) {
        offers.extend(names(at, &context, kind));
        let words = first_words(&context).unwrap_or_else(|| words(&forms));
        offers.extend(words.into_iter().map(|(word, about)| Offer {
            kind: lsp::CompletionItemKind::ENUM_MEMBER,
            about,
            ..Offer::new(word)
        }));
    }
    let range = Lines::new(&at.text).range(&context.word);
    let offers = offers.into_iter().enumerate();
    offers
        .map(|(place, offer)| offer.item(place, range))
        .collect()
}

struct Offer {
    label: String,
    /// What is written, if it is more than the label.
    text: Option<String>,
    kind: lsp::CompletionItemKind,
    detail: Option<String>,
    about: Option<String>,
}

impl Offer {
    fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            text: None,
            kind: lsp::CompletionItemKind::REFERENCE,
            detail: None,
            about: None,
        }
    }

    fn item(self, place: usize, range: lsp::Range) -> lsp::CompletionItem {
        let text = self.text.unwrap_or_else(|| self.label.clone());
        lsp::CompletionItem {
            kind: Some(self.kind),
            detail: self.detail,
            documentation: self.about.map(lsp::Documentation::String),
            // As they are listed here, whatever their letters.
            sort_text: Some(format!("{place:04}")),
            filter_text: Some(self.label.clone()),
            text_edit: Some(lsp::TextEdit::new(range, text).into()),
            label: self.label,
            ..lsp::CompletionItem::default()
        }
    }
}

fn kind_of(context: &Context) -> Option<Kind> {
    let (version, name) = (context.api_version.as_deref()?, context.kind.as_deref()?);
    let mut kinds = Kind::ALL.into_iter();
    kinds.find(|kind| kind.api_version() == version && kind.as_str() == name)
}

fn schema_of(at: &At<'_>, context: &Context, kind: Option<Kind>) -> Option<Schema> {
    if View::is_config(&at.file) {
        return Some(Schema::of_config());
    }
    let is_workspace = context.kind.as_deref() == Some("Workspace");
    match kind {
        Some(kind) => Some(Schema::of(kind)),
        None => is_workspace.then(Schema::of_workspace),
    }
}

/// Those of the mapping that are not there yet: first what it must have.
fn keys(schema: Option<&Schema>, context: &Context, forms: &[&Value]) -> Vec<Offer> {
    const FIRST: [&str; 5] = ["apiVersion", "kind", "metadata", "spec", "lifecycle"];
    let Some(schema) = schema else {
        let is_top = context.path.is_empty();
        let names = FIRST.iter().filter(|_| is_top);
        let missing = names.filter(|name| !context.siblings.iter().any(|one| one == **name));
        return missing
            .map(|name| key(name, context, None, false))
            .collect();
    };
    let mut offers: Vec<Offer> = Vec::new();
    for form in forms {
        let required = form["required"].as_array();
        for (name, _) in form["properties"].as_object().into_iter().flatten() {
            let is_there = context.siblings.contains(name);
            if is_there || offers.iter().any(|offer| offer.label == *name) {
                continue;
            }
            let path: Vec<Step> = [&context.path[..], &[Step::Key(name.clone())]].concat();
            let about = description(&schema.at(&path)).map(str::to_owned);
            let is_required = required.is_some_and(|all| all.iter().any(|one| one == name));
            offers.push(key(name, context, about, is_required));
        }
    }
    offers.sort_by_key(|offer| offer.detail.is_none());
    offers
}

fn key(name: &str, context: &Context, about: Option<String>, is_required: bool) -> Offer {
    Offer {
        text: (!context.has_colon).then(|| format!("{name}: ")),
        kind: lsp::CompletionItemKind::PROPERTY,
        detail: is_required.then(|| "required".to_owned()),
        about,
        ..Offer::new(name)
    }
}

/// `apiVersion` and `kind` while there is no kind to have a schema.
fn first_words(context: &Context) -> Option<Vec<(String, Option<String>)>> {
    let [Step::Key(key)] = &context.path[..] else {
        return None;
    };
    let mut words: Vec<String> = match key.as_str() {
        "apiVersion" => System::ALL
            .iter()
            .map(|one| one.api_version().to_owned())
            .collect(),
        "kind" => {
            let version = context.api_version.as_deref();
            let kinds = Kind::ALL.into_iter();
            let kinds = kinds.filter(|kind| version.is_none_or(|one| kind.api_version() == one));
            kinds.map(|kind| kind.as_str().to_owned()).collect()
        }
        _ => return None,
    };
    words.sort();
    words.dedup();
    Some(words.into_iter().map(|word| (word, None)).collect())
}

/// Names of the project that fit the place.
fn names(at: &At<'_>, context: &Context, kind: Option<Kind>) -> Vec<Offer> {
    let keys = context.path.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Item => None,
    });
    let keys: Vec<&str> = keys.collect();
    let loaded = at.view.loaded;
    let project = loaded.project.as_ref();
    match &keys[..] {
        ["spec", .., "value"] => loaded.value_names().into_iter().map(Offer::new).collect(),
        ["spec", .., "template"] => {
            let values = loaded.value_names().into_iter();
            values
                .map(|name| Offer::new(format!("${{{name}}}")))
                .collect()
        }
        ["spec", "from", "source"] => {
            let names = project
                .into_iter()
                .flat_map(|one| one.config.sources.keys());
            names.map(Offer::new).collect()
        }
        ["metadata", "workspaces"] | ["defaultWorkspace"] => {
            let names = project
                .into_iter()
                .flat_map(|one| one.config.workspaces.keys());
            names.map(Offer::new).collect()
        }
        ["spec", .., key] => {
            let wanted = kind.and_then(|kind| named_by(kind, key));
            let declared = loaded.mentions.declared.iter();
            let fitting = declared.filter(|one| Some(one.kind) == wanted);
            let offers = fitting.map(|one| Offer {
                detail: Some(one.at.origin.file.to_string()),
                ..Offer::new(one.name.as_str())
            });
            offers.collect()
        }
        _ => Vec::new(),
    }
}
