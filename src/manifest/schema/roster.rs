//! The schemas of the three systems' rosters.

use serde_json::{Value, json};

use super::annotate::{demand, describe};
use super::edit::{any_of, choice, definition, exactly_one, filled, name, property, require};
use super::generated::generated;
use crate::manifest::raw::taptalent::RawRoster;
use crate::manifest::raw::{Envelope, RawNoLifecycle, flowmingo};
use crate::manifest::table::InviteField;

pub(super) fn taptalent() -> Value {
    let mut root = generated::<Envelope<RawRoster, RawNoLifecycle>>();
    let spec = definition(&mut root, "Spec");
    for target in ["flow", "assessment"] {
        name(property(spec, target));
    }
    exactly_one(spec, &["flow", "assessment"]);
    spec["allOf"] = json!([{
        "if": { "required": ["assessment"] },
        "then": { "properties": { "candidates": { "items": invited() } } },
    }]);
    people(
        &mut root,
        &["email", "firstName", "lastName", "jobCandidateId"],
    );
    root
}

/// What an invite to an assessment needs of a person besides the address.
fn invited() -> Value {
    json!({ "anyOf": [
        { "required": ["firstName", "lastName"] },
        { "required": ["jobCandidateId"], "properties": { "jobCandidateId": { "anyOf": [
            { "type": ["string", "integer"], "minimum": 0, "pattern": "^\\s*[0-9]+\\s*$" },
            { "type": "object" },
        ] } } },
    ] })
}

pub(super) fn flowmingo() -> Value {
    let mut root = generated::<Envelope<flowmingo::RawRoster, flowmingo::RawRosterLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<InviteField>(spec);
    demand::<InviteField>(spec);
    for target in ["interviewSet", "project"] {
        name(property(spec, target));
    }
    spec["allOf"] = json!([
        { "anyOf": [{ "required": ["interviewSet"] }, { "required": ["project"] }] },
        { "if": { "not": { "required": ["project"] } }, "then": {
            "not": { "required": ["jobPost"] },
        } },
    ]);
    people(
        &mut root,
        &["email", "firstname", "lastname", "atsCandidateId", "stage"],
    );
    let candidate = definition(&mut root, "Candidate");
    property(candidate, "cvLink")["pattern"] = json!("^https://");
    let rejected = property(candidate, "rejected");
    rejected["default"] = json!(false);
    candidate["not"] = json!({
        "required": ["stage", "rejected"], "properties": { "rejected": { "const": true } },
    });
    let lifecycle = definition(&mut root, "Lifecycle");
    choice(
        property(lifecycle, "unknownSubmissions"),
        &[
            (
                "block",
                "Nobody is invited while there are such submissions.",
            ),
            (
                "ignore",
                "The submissions belong to other people: everybody in the roster is invited.",
            ),
        ],
        "block",
    );
    root
}

/// `candidates` or `from`, and of each person these texts, the address first.
pub(super) fn people(root: &mut Value, texts: &[&str]) {
    let spec = definition(root, "Spec");
    any_of(spec, &["candidates", "from"]);
    filled(&mut property(spec, "from")["anyOf"][0]);
    let from = definition(root, "From");
    exactly_one(from, &["file", "source"]);
    from["dependentRequired"] = json!({ "arguments": ["source"] });
    filled(property(from, "file"));
    filled(property(from, "source"));
    let candidate = definition(root, "Candidate");
    require(candidate, &["email"]);
    for text in texts {
        filled(property(candidate, text));
    }
    let email = property(candidate, "email");
    email["type"] = json!("string");
    email["pattern"] = json!("^\\s*[^\\s@]+@[^\\s@]+\\.[^\\s@]+\\s*$");
}
