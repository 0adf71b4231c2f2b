//! The schemas of Promptster's kinds.

use serde_json::{Value, json};

use super::annotate::{demand, describe};
use super::edit::{definition, exactly_one, filled, name, one_of, property, require};
use super::generated::generated;
use super::roster::people;
use crate::manifest::check::PROMPTSTER_TOOLS;
use crate::manifest::raw::promptster::{
    RawAssessment, RawAssessmentLifecycle, RawBranding, RawRoster,
};
use crate::manifest::raw::{Envelope, RawNoLifecycle};
use crate::model::promptster::{AssessmentField, BrandingField};

pub(super) fn assessment() -> Value {
    let mut root = generated::<Envelope<RawAssessment, RawAssessmentLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<AssessmentField>(spec);
    demand::<AssessmentField>(spec);
    exactly_one(spec, &["taskBrief", "issueId"]);
    let tools = property(spec, "allowedTools");
    tools["uniqueItems"] = json!(true);
    one_of(&mut tools["items"], PROMPTSTER_TOOLS);
    spec["allOf"] = json!([
        own_key("anthropicKeyMode", "anthropicKeyId"),
        own_key("openaiKeyMode", "openaiKeyId"),
    ]);
    let lifecycle = definition(&mut root, "Lifecycle");
    for flag in ["preventDestroy", "replace"] {
        property(lifecycle, flag)["default"] = json!(false);
    }
    root
}

/// The id of a key if and only if the mode is to use it; of a mode that a value gives nobody knows that here.
fn own_key(mode: &str, id: &str) -> Value {
    json!({
        "if": { "required": [mode], "properties": { mode: { "const": "byok" } } },
        "then": { "required": [id] },
        "else": {
            "if": { "required": [mode], "properties": { mode: { "type": "object" } } },
            "else": { "not": { "required": [id] } },
        },
    })
}

pub(super) fn branding() -> Value {
    let mut root = generated::<Envelope<RawBranding, RawNoLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<BrandingField>(spec);
    spec["minProperties"] = json!(1);
    root
}

pub(super) fn roster() -> Value {
    let mut root = generated::<Envelope<RawRoster, RawNoLifecycle>>();
    let spec = definition(&mut root, "Spec");
    name(property(spec, "assessment"));
    filled(property(spec, "orgName"));
    require(spec, &["assessment"]);
    people(&mut root, &["email", "name"]);
    let candidate = definition(&mut root, "Candidate");
    property(candidate, "revoked")["default"] = json!(false);
    root
}
