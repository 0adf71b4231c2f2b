//! For scripts: beside what apply would do, what was done in the web apps.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::page::DriftPage;
use super::words::sentence;
use crate::plan::{DriftSentence, DriftWhat};
use crate::render::SourceDocument;
use crate::render::plan_json::place_document;

/// One thing that was done in a web app since the last apply.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DriftDocument {
    /// Address of the resource.
    pub address: String,
    /// What the system calls it; null if it has no title.
    pub title: Option<String>,
    /// changed, added, deleted, or told: then `sentence` says it all.
    pub what: &'static str,
    /// For example `spec.title` or `spec.questions[debugging]`; `spec`: the object as a whole.
    pub path: String,
    /// What it was; null: nothing, or not known, because the state holds no values.
    pub from: Option<Value>,
    /// What it is live; null: nothing.
    pub to: Option<Value>,
    /// What the manifest says, if that was edited since the last apply as well.
    pub declared: Option<Value>,
    /// When the system says that the object was last changed; null: it does not say.
    pub changed_at: Option<String>,
    /// All of it in words.
    pub sentence: String,
    /// Code for `vetform explain`.
    pub code: &'static str,
    /// The manifest line.
    pub source: Option<SourceDocument>,
}

pub fn drift_json(page: DriftPage<'_>) -> Vec<DriftDocument> {
    let sentences = page.drift.sentences.iter();
    sentences.map(|one| document(&page, one)).collect()
}

fn document(page: &DriftPage<'_>, one: &DriftSentence) -> DriftDocument {
    let DriftSentence {
        address,
        title,
        id: _,
        what,
        part: _,
        path,
        when,
        from,
        to,
        declared,
        source: _,
    } = one;
    DriftDocument {
        address: address.to_string(),
        title: title.clone(),
        what: what.as_str(),
        path: path.clone(),
        from: from.clone(),
        to: to.clone(),
        declared: declared.clone(),
        changed_at: when.map(|when| when.at.to_string()),
        sentence: sentence(one, page.drift.read_at),
        code: code(what).as_str(),
        source: page.place(one).map(place_document),
    }
}

pub(super) const fn code(what: &DriftWhat) -> crate::diagnostic::Code {
    match what {
        DriftWhat::Told { code, .. } => *code,
        DriftWhat::Changed | DriftWhat::Added | DriftWhat::Deleted => {
            crate::diagnostic::Code::ChangedLive
        }
    }
}
