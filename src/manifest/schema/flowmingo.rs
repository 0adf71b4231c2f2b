//! The schemas of what must exist in Flowmingo. Whether a title or an id is there is said over `metadata` and `spec`.

use serde_json::{Value, json};

use super::edit::{definition, filled, property};
use super::generated::generated;
use crate::manifest::raw::flowmingo::{RawInterviewSet, RawProject};
use crate::manifest::raw::{Envelope, RawNoLifecycle};

pub(super) fn interview_set() -> Value {
    let mut root = generated::<Envelope<RawInterviewSet, RawNoLifecycle>>();
    title_or_id(&mut root);
    root
}

pub(super) fn project() -> Value {
    let mut root = generated::<Envelope<RawProject, RawNoLifecycle>>();
    title_or_id(&mut root);
    let spec = definition(&mut root, "Spec");
    for list in ["stages", "jobPosts"] {
        let list = property(spec, list);
        list["minItems"] = json!(1);
        list["uniqueItems"] = json!(true);
        filled(&mut list["items"]);
    }
    root
}

fn title_or_id(root: &mut Value) {
    let spec = definition(root, "Spec");
    filled(property(spec, "title"));
    filled(property(spec, "id"));
    let has = |part: &str, field: &str| json!({ "required": [part], "properties": { part: { "required": [field] } } });
    root["allOf"] = json!([
        { "anyOf": [has("spec", "title"), has("spec", "id"), has("metadata", "id")] },
        { "not": { "allOf": [has("spec", "id"), has("metadata", "id")] } },
    ]);
}
