//! What drifted, as edits of the manifests that say otherwise.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::name::Taken;
use super::question::{named_questions, own_item, question_item};
use super::step::{named_target, step_item};
use crate::manifest::edit::{Edit, Yaml};
use crate::model::{
    Address, Assessment, AssessmentId, Desired, Flow, FlowId, Live, Lookup, ObservedAssessment,
    ObservedFlow, ObservedQuestion, ObservedStep, Origin, Pointer, ProjectId, QuestionType,
    Resource, Step, StepTarget, canonical_text, flowmingo, same_text,
};
use crate::plan::{Action, Cause, Change, FieldChange, Plan};
use crate::state::Recorded;

/// The edits of one manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct ManifestEdits {
    /// Whose.
    pub address: Address,
    /// Where it stands.
    pub origin: Origin,
    /// What changes.
    pub edits: Vec<Edit>,
}

/// Edits, and what could not be taken in.
#[derive(Debug, Default)]
pub struct Drifted {
    /// By manifest, in order of address.
    pub manifests: Vec<ManifestEdits>,
    /// In words: what stays as it is in the manifests, and why; and what is written over an edit.
    pub left: Vec<(Address, String)>,
}

/// What the edits are made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// What the manifests want.
    pub desired: &'a Desired,
    /// What is live: everything that the manifests stand for, one by one.
    pub live: &'a Live,
    /// What was applied last.
    pub recorded: &'a Recorded,
    /// The plan of these three.
    pub plan: &'a Plan,
    /// Names of assessments by their ids: those that manifests have, and those that get one.
    pub names: &'a BTreeMap<AssessmentId, String>,
    /// Ids of the live objects that the manifests stand for.
    pub ids: &'a BTreeMap<Address, String>,
}

/// Works out the edits that make the manifests say what is live, where live has moved.
pub fn drifted(scene: Scene<'_>) -> Drifted {
    let mut drifted = Drifted::default();
    let changes: BTreeMap<&Address, &Change> = scene
        .plan
        .changes
        .iter()
        .chain(&scene.plan.obstructed)
        .map(|change| (&change.address, change))
        .collect();
    let mut take = |address: &Address, origin: &Origin, more: Vec<Edit>| {
        let mut edits = Vec::new();
        if let Some(change) = changes.get(address) {
            if matches!(change.action, Action::Create | Action::Delete) {
                return;
            }
            for field in change.fields.iter().filter(|field| moved_live(field.cause)) {
                plain_field(field, &mut edits);
            }
        }
        edits.extend(more);
        if !edits.is_empty() {
            drifted.manifests.push(ManifestEdits {
                address: address.clone(),
                origin: origin.clone(),
                edits,
            });
        }
    };
    let mut left = Vec::new();
    for resource in &scene.desired.assessments {
        let change = changes.get(&resource.address).copied();
        let more = scene.of_questions(resource, change, &mut left);
        take(&resource.address, &resource.origin, more);
    }
    for resource in &scene.desired.flows {
        let change = changes.get(&resource.address).copied();
        let more = scene.of_steps(resource, change, &mut left);
        take(&resource.address, &resource.origin, more);
    }
    for resource in &scene.desired.flowmingo.projects {
        let more = scene.of_project(resource);
        take(&resource.address, &resource.origin, more);
    }
    for resource in &scene.desired.promptster.assessments {
        take(&resource.address, &resource.origin, Vec::new());
    }
    for resource in &scene.desired.promptster.branding {
        take(&resource.address, &resource.origin, Vec::new());
    }
    let fields = changes.iter().flat_map(|(address, change)| {
        let fields = change.fields.iter();
        fields.map(move |field| (*address, field))
    });
    for (address, field) in fields.filter(|(_, field)| field.cause == Cause::Conflict) {
        left.push((
            address.clone(),
            format!(
                "{} was changed here and live: what is live is taken",
                field.path
            ),
        ));
    }
    drifted.left = left;
    drifted
}

/// An edit of the manifest that is not applied yet stays.
const fn moved_live(cause: Cause) -> bool {
    match cause {
        Cause::Drifted | Cause::Conflict | Cause::Unrecorded => true,
        Cause::Edited | Cause::Unverifiable => false,
    }
}

/// A field with a line of its own; questions and steps are worked out from what is live.
fn plain_field(field: &FieldChange, edits: &mut Vec<Edit>) {
    let FieldChange {
        path,
        before,
        after,
        cause: _,
        source,
    } = field;
    let is_part = path.starts_with("spec.questions[") || path.starts_with("spec.steps[");
    let (Some(source), Some(before), false) = (source, before, is_part) else {
        return;
    };
    let at = source.pointer.clone();
    let name = path.strip_prefix("spec.").unwrap_or(path);
    if at != Pointer::spec(name) {
        // `job: { title: … }`, while live has an id.
        edits.push(Edit::Replace(at, name.to_owned(), Yaml::from_json(before)));
        return;
    }
    match (before, after) {
        (Value::Null, _) if source_takes_null(name) => edits.push(Edit::Set(at, Yaml::Null)),
        (Value::Null, _) => edits.push(Edit::Remove(at)),
        (Value::Array(live), Some(Value::Array(declared))) => {
            list_edits(&at, live, declared, edits);
        }
        (value, _) => edits.push(Edit::Set(at, Yaml::from_json(value))),
    }
}

/// The two fields of a branding that null clears.
fn source_takes_null(name: &str) -> bool {
    matches!(name, "logoUrl" | "accentColor")
}

/// Items that are gone and items that are new, so that the comments of the others stay.
fn list_edits(at: &Pointer, live: &[Value], declared: &[Value], edits: &mut Vec<Edit>) {
    let is_set = |list: &[Value]| {
        let texts: BTreeSet<String> = list.iter().map(Value::to_string).collect();
        texts.len() == list.len()
    };
    let are_texts = live.iter().chain(declared).all(Value::is_string);
    if !(are_texts && is_set(live) && is_set(declared)) {
        let items = live.iter().map(Yaml::from_json).collect();
        edits.push(Edit::Set(at.clone(), Yaml::List(items)));
        return;
    }
    for (index, item) in declared.iter().enumerate() {
        if !live.contains(item) {
            edits.push(Edit::Remove(at.clone().index(index)));
        }
    }
    for item in live.iter().filter(|item| !declared.contains(item)) {
        edits.push(Edit::Append(at.clone(), Yaml::from_json(item)));
    }
}

/// Everything that is declared of a step and differs live.
fn whole_step(
    at: &Pointer,
    step: &Step,
    live: &ObservedStep,
    names: &BTreeMap<AssessmentId, String>,
) -> Vec<Edit> {
    let old = match step.target {
        StepTarget::Manifest(_) => "assessment",
        StepTarget::Id(_) => "assessmentId",
    };
    let mut edits = Vec::new();
    if let Some((key, value)) = named_target(live, names) {
        edits.push(Edit::Replace(at.clone().key(old), key, value));
    }
    if let Some(threshold) = live
        .pass_threshold
        .filter(|live| *live != step.pass_threshold)
    {
        let at = at.clone().key("passThreshold");
        edits.push(Edit::Set(at, Yaml::Number(threshold)));
    }
    let texts = [
        ("name", &step.name, &live.name),
        ("instructions", &step.instructions, &live.instructions),
        ("passAction", &step.pass_action, &live.pass_action),
        (
            "assessmentType",
            &step.assessment_type,
            &live.assessment_type,
        ),
    ];
    for (key, declared, live) in texts {
        let at = at.clone().key(key);
        match (declared, live) {
            (Some(declared), Some(Some(live))) if !same_text(declared, live) => {
                edits.push(Edit::Set(at, Yaml::text(live)));
            }
            (Some(_), Some(None)) => edits.push(Edit::Remove(at)),
            _ => {}
        }
    }
    edits
}

impl Scene<'_> {
    fn assessment(&self, address: &Address) -> Option<&ObservedAssessment> {
        let id = AssessmentId::new(self.ids.get(address)?);
        match self.live.assessment_details.get(&id)? {
            Lookup::Found(found) => Some(found),
            _ => None,
        }
    }

    fn flow(&self, address: &Address) -> Option<&ObservedFlow> {
        let id = FlowId::new(self.ids.get(address)?);
        match self.live.flow_details.get(&id)? {
            Lookup::Found(found) => Some(found),
            _ => None,
        }
    }

    fn of_questions(
        &self,
        resource: &Resource<Assessment>,
        change: Option<&Change>,
        left: &mut Vec<(Address, String)>,
    ) -> Vec<Edit> {
        let (Some(declared), Some(live)) =
            (&resource.spec.questions, self.assessment(&resource.address))
        else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        let mut settled: Vec<String> = Vec::new();
        let list = Pointer::spec("questions");
        for (index, question) in declared.iter().enumerate() {
            let path = format!("spec.questions[{}]", question.name);
            let fields = change
                .map(|change| change.fields.as_slice())
                .unwrap_or_default();
            let field = fields.iter().find(|field| field.path == path);
            let before = field.and_then(|field| field.before.as_ref());
            let text = before.and_then(|before| before.get("question")?.as_str());
            settled.push(canonical_text(text.unwrap_or(&question.content.question)));
            let Some(field) = field.filter(|field| moved_live(field.cause)) else {
                continue;
            };
            let at = list.clone().index(index);
            match text {
                None if before.is_none() && field.cause != Cause::Unrecorded => {
                    edits.push(Edit::Remove(at));
                }
                Some(text) if !same_text(text, &question.content.question) => {
                    if question.source.origin == resource.origin && question.source.pointer == at {
                        edits.push(Edit::Set(at.key("question"), Yaml::text(text)));
                    } else {
                        edits.extend(own_item(&at, question, text));
                        left.push((resource.address.clone(), format!(
                            "question `{}` was shared with other assessments and is changed live in this one: it now stands \
                             here by itself; if the others are to have it too, edit the Question manifest instead",
                            question.name
                        )));
                    }
                }
                _ => {}
            }
        }
        let record = self.recorded.record(&resource.address);
        let recorded: BTreeSet<&str> = record
            .iter()
            .flat_map(|record| record.questions.values())
            .map(|question| question.id.as_str())
            .collect();
        let mut is_new = |question: &ObservedQuestion| {
            let text = canonical_text(&question.text);
            if recorded.contains(question.id.as_str()) {
                return false;
            }
            match settled.iter().position(|known| *known == text) {
                // Each declared question stands for one live one.
                Some(at) => {
                    settled.swap_remove(at);
                    false
                }
                None => question.question_type == QuestionType::Subjective,
            }
        };
        let mut new = Vec::new();
        for question in live.questions.iter().flatten() {
            if is_new(question) {
                new.push(question);
            }
        }
        let mut taken: Taken = declared
            .iter()
            .map(|question| question.name.clone())
            .collect();
        let named = named_questions(new, &mut taken);
        edits.extend(
            named
                .iter()
                .map(|named| Edit::Append(list.clone(), question_item(named))),
        );
        edits
    }

    fn of_steps(
        &self,
        resource: &Resource<Flow>,
        change: Option<&Change>,
        left: &mut Vec<(Address, String)>,
    ) -> Vec<Edit> {
        let Some(steps) = self
            .flow(&resource.address)
            .and_then(|flow| flow.steps.as_deref())
        else {
            return Vec::new();
        };
        let moved: BTreeMap<&str, &FieldChange> = change
            .iter()
            .flat_map(|change| &change.fields)
            .filter(|field| moved_live(field.cause))
            .map(|field| (field.path.as_str(), field))
            .collect();
        let list = Pointer::spec("steps");
        let declared = &resource.spec.steps;
        let mut edits = Vec::new();
        for (index, step) in declared.iter().enumerate() {
            let at = list.clone().index(index);
            let path = |field: &str| format!("spec.steps[{index}]{field}");
            let Some(live) = steps.get(index) else {
                let is_gone = moved.get(path("").as_str());
                if is_gone.is_some_and(|field| field.cause != Cause::Unrecorded) && index > 0 {
                    edits.push(Edit::Remove(at));
                }
                continue;
            };
            if moved.contains_key(path(".assessmentId").as_str()) {
                // The plan compares no more of a step that takes another assessment.
                edits.extend(whole_step(&at, step, live, self.names));
                continue;
            }
            for name in [
                "passThreshold",
                "name",
                "instructions",
                "passAction",
                "assessmentType",
            ] {
                let field = moved.get(path(&format!(".{name}")).as_str());
                match field.and_then(|field| field.before.as_ref()) {
                    None => {}
                    Some(Value::Null) => edits.push(Edit::Remove(at.clone().key(name))),
                    Some(value) => {
                        edits.push(Edit::Set(at.clone().key(name), Yaml::from_json(value)));
                    }
                }
            }
        }
        for (index, live) in steps.iter().enumerate().skip(declared.len()) {
            if !moved.contains_key(format!("spec.steps[{index}]").as_str()) {
                continue;
            }
            match step_item(live, self.names) {
                Some(item) => edits.push(Edit::Append(list.clone(), item)),
                None => left.push((
                    resource.address.clone(),
                    format!(
                        "live step {} cannot be read well enough to declare it",
                        index + 1
                    ),
                )),
            }
        }
        edits
    }

    /// Stages are the live ones; job posts that are gone are dropped.
    fn of_project(&self, resource: &Resource<flowmingo::Project>) -> Vec<Edit> {
        let Some(id) = self.ids.get(&resource.address).map(ProjectId::new) else {
            return Vec::new();
        };
        let mut edits = Vec::new();
        let stages = self.live.flowmingo.stages.get(&id);
        if let (Some(declared), Some(live)) = (&resource.spec.stages, stages) {
            let live: Vec<&str> = live
                .items()
                .iter()
                .map(|stage| stage.name.as_str())
                .collect();
            let is_same = live.len() == declared.len()
                && live
                    .iter()
                    .zip(declared)
                    .all(|(live, name)| same_text(live, name));
            if !is_same && !live.is_empty() {
                edits.push(Edit::Set(Pointer::spec("stages"), Yaml::texts(live)));
            }
        }
        let posts = self.live.flowmingo.job_posts.get(&id);
        if let (Some(declared), Some(live)) = (&resource.spec.job_posts, posts) {
            for (index, title) in declared.iter().enumerate() {
                if !live
                    .items()
                    .iter()
                    .any(|post| same_text(&post.title, title))
                {
                    edits.push(Edit::Remove(Pointer::spec("jobPosts").index(index)));
                }
            }
        }
        edits
    }
}
