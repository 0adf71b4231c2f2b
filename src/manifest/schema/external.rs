//! The schemas of what must exist in its system. Whether a title or an id is there is said over `metadata` and `spec`.

use serde_json::{Value, json};

use super::edit::{definition, filled, property};
use super::generated::generated;
use crate::manifest::raw::{Envelope, RawExternal, RawNoLifecycle, RawProject};
use crate::model::Kind;

pub(super) fn titled(kind: Kind) -> Value {
    let mut root = generated::<Envelope<RawExternal, RawNoLifecycle>>();
    title_or_id(&mut root, kind);
    root
}

pub(super) fn project() -> Value {
    let mut root = generated::<Envelope<RawProject, RawNoLifecycle>>();
    title_or_id(&mut root, Kind::Project);
    let spec = definition(&mut root, "Spec");
    for list in ["stages", "jobPosts"] {
        let list = property(spec, list);
        list["minItems"] = json!(1);
        list["uniqueItems"] = json!(true);
        filled(&mut list["items"]);
    }
    root
}

fn title_or_id(root: &mut Value, kind: Kind) {
    let noun = kind.noun();
    let spec = definition(root, "Spec");
    let texts = [
        (
            "title",
            format!(
                "Title of the live {noun}, which no other {noun} may share. Required unless an id is given."
            ),
        ),
        (
            "id",
            format!("Id of the live {noun}. Same as `metadata.id`."),
        ),
    ];
    for (field, text) in texts {
        let field = property(spec, field);
        filled(field);
        field["description"] = json!(text);
    }
    let has = |part: &str, field: &str| json!({ "required": [part], "properties": { part: { "required": [field] } } });
    root["allOf"] = json!([
        { "anyOf": [has("spec", "title"), has("spec", "id"), has("metadata", "id")] },
        { "not": { "allOf": [has("spec", "id"), has("metadata", "id")] } },
    ]);
}
