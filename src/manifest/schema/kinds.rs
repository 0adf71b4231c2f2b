//! The schema of each kind.

use serde_json::{Value, json};

use super::annotate::{demand, describe};
use super::edit::{
    choice, constant, definition, exactly_one, filled, forbid, name, one_of, property, require,
};
use super::generated::generated;
use super::{external, placeholders, promptster, roster};
use crate::manifest::raw::taptalent::{
    RawAssessment, RawAssessmentLifecycle, RawFlow, RawFlowLifecycle, RawQuestion,
};
use crate::manifest::raw::{Envelope, RawNoLifecycle};
use crate::manifest::table::GenerateField;
use crate::model::taptalent::{AssessmentField, FlowField, QuestionField, StepField};
use crate::model::{FieldKey, Kind};

pub(super) fn schema(kind: Kind) -> Value {
    let mut root = match kind {
        Kind::TapTalentAssessment => assessment(),
        Kind::Question => question(),
        Kind::Flow => flow(),
        Kind::TapTalentRoster => roster::taptalent(),
        Kind::InterviewSet | Kind::Job => external::titled(kind),
        Kind::Project => external::project(),
        Kind::FlowmingoRoster => roster::flowmingo(),
        Kind::PromptsterAssessment => promptster::assessment(),
        Kind::PromptsterRoster => promptster::roster(),
        Kind::Branding => promptster::branding(),
    };
    root["title"] = json!(format!("{} {kind}", kind.api_version()));
    constant(property(&mut root, "apiVersion"), kind.api_version());
    constant(property(&mut root, "kind"), kind.as_str());
    require(&mut root, &["apiVersion", "kind", "metadata", "spec"]);
    metadata(definition(&mut root, "Metadata"), kind);
    placeholders::accept(&mut root);
    root
}

fn metadata(object: &mut Value, kind: Kind) {
    require(object, &["name"]);
    if !kind.has_id() {
        forbid(object, "id");
    }
    name(property(object, "name"));
    name(&mut property(object, "previousNames")["items"]);
    let workspaces = property(object, "workspaces");
    workspaces["minItems"] = json!(1);
    workspaces["items"] = json!({ "type": "string", "pattern": "^[A-Za-z0-9*_.-]+$" });
}

fn assessment() -> Value {
    let mut root = generated::<Envelope<RawAssessment, RawAssessmentLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<AssessmentField>(spec);
    demand::<AssessmentField>(spec);
    spec["allOf"] = json!([
        { "not": { "required": ["jobId", "job"] } },
        { "not": { "required": ["questions", "generate"] } },
    ]);
    let generate = definition(&mut root, "Generate");
    describe::<GenerateField>(generate);
    demand::<GenerateField>(generate);
    name(&mut property(definition(&mut root, "Spec"), "job")["anyOf"][0]);
    let job = definition(&mut root, "Job");
    require(job, &["title"]);
    filled(property(job, "title"));
    let bucket = definition(&mut root, "Bucket");
    require(bucket, &["name"]);
    filled(property(bucket, "name"));
    let statuses = [
        ("pass", "Candidates in it have passed."),
        ("fail", "Candidates in it have failed."),
    ];
    one_of(property(bucket, "status"), &statuses);
    question_entry(definition(&mut root, "QuestionEntry"));
    let lifecycle = definition(&mut root, "Lifecycle");
    choice(
        property(lifecycle, "questionOrder"),
        &[
            (
                "ignore",
                "Live questions keep their order; the plan notes that it differs.",
            ),
            (
                "enforce",
                "All questions from the first misplaced one on are deleted and added again.",
            ),
        ],
        "ignore",
    );
    let prunes = [
        ("managed", "Only questions that vetform added are deleted."),
        (
            "all",
            "All live questions that the manifest does not declare are deleted.",
        ),
    ];
    choice(property(lifecycle, "prune"), &prunes, "managed");
    property(lifecycle, "preventDestroy")["default"] = json!(false);
    root
}

/// Either `use`, perhaps with a name of its own, or a whole question.
fn question_entry(entry: &mut Value) {
    describe::<QuestionField>(entry);
    name(property(entry, "name"));
    name(property(entry, "use"));
    let own: Vec<&str> = QuestionField::ALL
        .iter()
        .map(|field| field.spec().name)
        .collect();
    let has_own: Vec<Value> = own
        .iter()
        .map(|name| json!({ "required": [name] }))
        .collect();
    entry["oneOf"] = json!([
        { "required": ["use"], "not": { "anyOf": has_own } },
        { "required": ["name", QuestionField::Question.spec().name], "not": { "required": ["use"] } },
    ]);
}

fn question() -> Value {
    let mut root = generated::<Envelope<RawQuestion, RawNoLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<QuestionField>(spec);
    demand::<QuestionField>(spec);
    root
}

fn flow() -> Value {
    let mut root = generated::<Envelope<RawFlow, RawFlowLifecycle>>();
    let spec = definition(&mut root, "Spec");
    describe::<FlowField>(spec);
    demand::<FlowField>(spec);
    require(spec, &["steps"]);
    property(spec, "steps")["minItems"] = json!(1);
    let step = definition(&mut root, "Step");
    describe::<StepField>(step);
    name(property(step, "assessment"));
    require(step, &[StepField::PassThreshold.spec().name]);
    exactly_one(step, &["assessment", StepField::Target.spec().name]);
    let lifecycle = definition(&mut root, "Lifecycle");
    choice(
        property(lifecycle, "onImmutableChange"),
        &[
            (
                "block",
                "A step change that the system cannot make blocks the plan.",
            ),
            (
                "newVersion",
                "Such a change creates a new flow and sets the old one INACTIVE.",
            ),
        ],
        "block",
    );
    property(lifecycle, "preventDestroy")["default"] = json!(false);
    root
}
