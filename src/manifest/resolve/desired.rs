//! Drafts to the wanted state. Called only when there is no problem at all, so that nothing is missing here.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::index::Index;
use crate::manifest::check::{
    Body, Draft, DraftAssessment, DraftFlow, DraftQuestion, DraftStep, DraftTarget, Shared,
};
use crate::model::taptalent::{
    Assessment, Flow, Question, QuestionContent, Roster, Step, StepTarget,
};
use crate::model::{
    Address, AssessmentId, Desired, ExternalId, FileDigest, FlowId, Kind, Name, Pointer, Resource,
    Spec, TaskId, promptster,
};

/// The wanted state; `None` if something is missing after all (a slip of this program).
pub(in crate::manifest) fn desired<'s>(
    index: &Index<'_>,
    files: impl Iterator<Item = (&'s Utf8Path, &'s str)> + Clone,
) -> Option<Desired> {
    let mut desired = Desired {
        digest: digest(files.clone()),
        files: each_digest(files),
        shared_questions: shared_questions(index),
        elsewhere: elsewhere(index),
        ..Desired::default()
    };
    let at = index.workspace;
    for draft in index.drafts.iter().copied() {
        match draft.body.as_ref()? {
            Body::Question(_) => {}
            Body::Assessment(body) => {
                let spec = assessment(index, draft, body)?;
                desired.taptalent.assessments.push(resource(
                    draft,
                    spec,
                    pin(draft, at, AssessmentId::new),
                )?);
            }
            Body::Flow(body) => {
                desired.taptalent.flows.push(resource(
                    draft,
                    flow(body)?,
                    pin(draft, at, FlowId::new),
                )?);
            }
            Body::Roster(body) => {
                let roster = Roster {
                    target: body.target.clone()?,
                    candidates: body.candidates.clone(),
                };
                desired.taptalent.rosters.push(without_id(draft, &roster)?);
            }
            Body::External(body) => {
                let external = resource(draft, body.clone(), pin(draft, at, ExternalId::new))?;
                desired.externals.push(external);
            }
            Body::FlowmingoRoster(body) => {
                desired.flowmingo.rosters.push(without_id(draft, body)?);
            }
            Body::PromptsterAssessment(body) => {
                let task = resource(draft, body.clone(), pin(draft, at, TaskId::new))?;
                desired.promptster.assessments.push(task);
            }
            Body::PromptsterRoster(body) => {
                let roster = promptster::Roster {
                    assessment: body.assessment.clone()?,
                    org_name: body.org_name.clone(),
                    candidates: body.candidates.clone(),
                };
                desired.promptster.rosters.push(without_id(draft, &roster)?);
            }
            Body::Branding(body) => desired.promptster.branding.push(without_id(draft, body)?),
        }
    }
    desired.sort();
    Some(desired)
}

/// The questions that have a manifest of their own.
fn shared_questions(index: &Index<'_>) -> BTreeMap<Address, QuestionContent> {
    let questions = index.drafts.iter().filter_map(|draft| match &draft.body {
        Some(Body::Question(content)) => {
            let name = draft.name.clone()?;
            Some((Address::new(Kind::Question, name), content.clone()))
        }
        _ => None,
    });
    questions.collect()
}

/// Every address, now and before, of what is for other workspaces only.
fn elsewhere(index: &Index<'_>) -> BTreeSet<Address> {
    let named = index.elsewhere.iter().flat_map(|draft| {
        let names = draft.name.iter().chain(&draft.previous_names);
        names.map(|name| Address::new(draft.kind, name.clone()))
    });
    named.collect()
}

/// What a file declares of TapTalent's assessments and flows, without questions: what tells which live objects they
/// stand for. Needs no other file.
pub(in crate::manifest) fn outline<'d>(
    drafts: impl Iterator<Item = &'d Draft>,
    workspace: &str,
) -> Desired {
    let at = Some(workspace);
    let mut outline = Desired::default();
    for draft in drafts {
        match &draft.body {
            Some(Body::Assessment(body)) => {
                let spec = Assessment {
                    fields: body.fields.clone(),
                    job: body.job.clone(),
                    questions: None,
                    generate: None,
                };
                let found = resource(draft, spec, pin(draft, at, AssessmentId::new));
                outline.taptalent.assessments.extend(found);
            }
            Some(Body::Flow(body)) => {
                let spec = flow(body);
                let found =
                    spec.and_then(|spec| resource(draft, spec, pin(draft, at, FlowId::new)));
                outline.taptalent.flows.extend(found);
            }
            _ => {}
        }
    }
    outline
}

/// A resource of a kind that no id belongs to.
fn without_id<S: Spec>(draft: &Draft, spec: &S) -> Option<Resource<S>> {
    resource(draft, spec.clone(), None)
}

fn pin<I>(draft: &Draft, workspace: Option<&str>, id: fn(String) -> I) -> Option<I> {
    draft.pin.within(workspace).map(|pin| id(pin.to_owned()))
}

fn resource<S: Spec>(draft: &Draft, spec: S, pin: Option<S::Id>) -> Option<Resource<S>> {
    let Draft {
        origin,
        kind,
        name,
        labels,
        pin: _, // typed by the caller
        previous_names,
        workspaces: _, // it is for the chosen one
        lifecycle,
        body: _,       // it became `spec`
        cohort: _,     // its people are in `spec`
        references: _, // they are in `spec`
    } = draft;
    Some(Resource {
        address: Address::new(*kind, name.clone()?),
        labels: labels.clone(),
        pin,
        previous_names: previous_names.clone(),
        spec,
        lifecycle: *lifecycle,
        origin: origin.clone(),
    })
}

fn assessment(index: &Index<'_>, draft: &Draft, body: &DraftAssessment) -> Option<Assessment> {
    let DraftAssessment {
        fields,
        job,
        questions,
        generate,
    } = body;
    let questions = match questions {
        None => None,
        Some(list) => {
            let list = list.iter().enumerate();
            Some(
                list.map(|(i, entry)| question(index, draft, i, entry.as_ref()?))
                    .collect::<Option<_>>()?,
            )
        }
    };
    Some(Assessment {
        fields: fields.clone(),
        job: job.clone(),
        questions,
        generate: generate.clone(),
    })
}

fn question(index: &Index<'_>, draft: &Draft, i: usize, entry: &DraftQuestion) -> Option<Question> {
    let DraftQuestion { name, shared } = entry;
    let (content, source) = match shared {
        Shared::No(content) => (
            content,
            draft.origin.at(Pointer::spec("questions").index(i)),
        ),
        Shared::Use(name) => shared_question(index, name)?,
    };
    Some(Question {
        name: name.clone(),
        content: content.clone(),
        source,
    })
}

fn shared_question<'d>(
    index: &Index<'d>,
    name: &Name,
) -> Option<(&'d QuestionContent, crate::model::SourcePath)> {
    let manifest = index.get(Kind::Question, name)?;
    match manifest.body.as_ref()? {
        Body::Question(content) => Some((content, manifest.origin.at(Pointer::root().key("spec")))),
        _ => None,
    }
}

fn flow(body: &DraftFlow) -> Option<Flow> {
    let DraftFlow { fields, steps } = body;
    let steps = steps.iter().map(|one| one.as_ref().map(step));
    Some(Flow {
        fields: fields.clone(),
        steps: steps.collect::<Option<_>>()?,
    })
}

fn step(draft: &DraftStep) -> Step {
    let DraftStep {
        target,
        pass_threshold,
        metadata,
    } = draft;
    Step {
        target: match target {
            DraftTarget::Manifest(name) => {
                StepTarget::Manifest(Address::new(Kind::TapTalentAssessment, name.clone()))
            }
            DraftTarget::Id(id) => StepTarget::Id(id.clone()),
        },
        pass_threshold: *pass_threshold,
        metadata: metadata.clone(),
    }
}

/// BLAKE3 over the path and the text of every manifest file, each with its length, as hex. Line ends count alike: a plan is
/// saved on one system and applied on another, whose git writes them otherwise.
pub(in crate::manifest) fn digest<'s>(
    files: impl Iterator<Item = (&'s Utf8Path, &'s str)>,
) -> String {
    let mut hasher = blake3::Hasher::new();
    for (file, text) in files {
        let text = text.replace("\r\n", "\n");
        for part in [file.as_str(), &text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// The same of each file. Texts of one path, such as the values of a workspace, count together.
fn each_digest<'s>(
    files: impl Iterator<Item = (&'s Utf8Path, &'s str)>,
) -> BTreeMap<String, FileDigest> {
    let mut texts: BTreeMap<&Utf8Path, Vec<&str>> = BTreeMap::new();
    for (file, text) in files {
        texts.entry(file).or_default().push(text);
    }
    let digests = texts.into_iter().map(|(file, texts)| {
        let found = FileDigest {
            hash: digest(texts.iter().map(|text| (file, *text))),
            names_people: texts.iter().any(|text| text.contains('@')),
        };
        (file.as_str().to_owned(), found)
    });
    digests.collect()
}
