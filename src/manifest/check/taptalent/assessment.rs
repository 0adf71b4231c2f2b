//! The kind Assessment of TapTalent.

use std::collections::BTreeMap;

use super::super::choice::choose;
use super::super::draft::{Body, Draft, DraftAssessment, DraftQuestion, Shared};
use super::super::fields::read_fields;
use super::super::findings::Findings;
use super::super::name::{self, reference};
use super::generate::generate_of;
use super::question::content;
use crate::diagnostic::Code;
use crate::manifest::check::metadata::document;
use crate::manifest::raw::taptalent::{
    RawAssessment, RawAssessmentLifecycle, RawJob, RawQuestionEntry, RawTitledJob,
};
use crate::manifest::raw::{Envelope, RawFields, RawValue, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::taptalent::{AssessmentField, JobRef, QuestionField};
use crate::model::{
    Address, FieldKey as _, Kind, Lifecycle, Name, Origin, Pointer, Prune, QuestionOrder,
};

/// A document of kind Assessment.
pub(in crate::manifest) fn assessment(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawAssessment, RawAssessmentLifecycle>,
) -> Draft {
    document(
        found,
        origin,
        Kind::TapTalentAssessment,
        raw,
        lifecycle_of,
        |found, raw| Body::Assessment(spec_body(found, raw)).into(),
    )
}

fn lifecycle_of(found: &mut Findings, slot: Slot<RawAssessmentLifecycle>) -> Lifecycle {
    let Some(RawAssessmentLifecycle {
        prevent_destroy,
        question_order,
        prune,
    }) = found.take(slot)
    else {
        return Lifecycle::default();
    };
    let at = |field: &'static str| Pointer::root().key("lifecycle").key(field);
    let orders = [
        ("ignore", QuestionOrder::Ignore),
        ("enforce", QuestionOrder::Enforce),
    ];
    let prunes = [("managed", Prune::Managed), ("all", Prune::All)];
    Lifecycle {
        prevent_destroy: found.take(prevent_destroy).unwrap_or_default(),
        question_order: choose(found, at("questionOrder"), question_order, &orders)
            .unwrap_or_default(),
        prune: choose(found, at("prune"), prune, &prunes).unwrap_or_default(),
        ..Lifecycle::default()
    }
}

fn spec_body(found: &mut Findings, raw: RawAssessment) -> DraftAssessment {
    let RawAssessment {
        fields,
        job,
        questions,
        generate,
    } = raw;
    refuse_two_sources(found, &questions, &generate);
    let generate = generate_of(found, generate);
    if fields.is_declared(AssessmentField::JobId) && job.is_declared() {
        refuse_two_jobs(found);
    }
    DraftAssessment {
        job: job_of(found, job),
        questions: questions_of(found, questions),
        generate,
        fields: read_fields(found, Pointer::root().key("spec"), fields),
    }
}

fn refuse_two_sources<A, B>(found: &mut Findings, questions: &Slot<A>, generate: &Slot<B>) {
    if questions.is_declared() && generate.is_declared() {
        let place = Spot::Key(Pointer::spec("generate"));
        let message = "`questions` and `generate` both say where the questions come from";
        let flaw = Flaw::new(Code::ConflictingFields, place, message);
        let flaw = flaw.related(Spot::Key(Pointer::spec("questions")), "the other one");
        found.report(
            flaw.help(
                "keep `questions` to write them, or `generate` to have the system write them",
            ),
        );
    }
}

fn refuse_two_jobs(found: &mut Findings) {
    let flaw = Flaw::new(
        Code::ConflictingFields,
        Spot::Key(Pointer::spec("job")),
        "`jobId` and `job` both say which job it is",
    );
    let flaw = flaw.related(Spot::Key(Pointer::spec("jobId")), "the other one");
    found.report(flaw.help("keep `jobId` for a known id, or `job` to look it up"));
}

fn job_of(found: &mut Findings, slot: Slot<RawJob>) -> Option<JobRef> {
    let at = Pointer::spec("job");
    let RawTitledJob { title } = match found.take(slot)? {
        RawJob::Titled(titled) => titled,
        RawJob::Name(text) => {
            let name = reference(found, Kind::Job, at, text)?;
            return Some(JobRef::Manifest(Address::new(Kind::Job, name)));
        }
    };
    if !title.is_declared() {
        found.missing(&at, "title", "give the title of exactly one live job");
    }
    let Text(title) = found.take(title)?;
    if title.trim().is_empty() {
        let place = Spot::Value(at.key("title"));
        let flaw = Flaw::new(Code::OutOfBounds, place, "`job.title` is empty");
        found.report(flaw.help("give the title of exactly one live job"));
    }
    Some(JobRef::Title(title))
}

fn questions_of(
    found: &mut Findings,
    slot: Slot<Vec<Slot<RawQuestionEntry>>>,
) -> Option<Vec<Option<DraftQuestion>>> {
    let items = found.take_all(slot)?;
    let list = Pointer::spec("questions");
    let mut first: BTreeMap<Name, usize> = BTreeMap::new();
    let mut questions = Vec::with_capacity(items.len());
    for (i, item) in items.into_iter().enumerate() {
        let at = list.clone().index(i);
        let (name, shared) = item.map_or((None, None), |item| entry(found, &at, item));
        if let Some(name) = &name
            && let Some(earlier) = first.insert(name.clone(), i)
        {
            let flaw = Flaw::new(
                Code::DuplicateName,
                name_spot(at),
                format!("two questions of this assessment are named `{name}`"),
            );
            let flaw = flaw.related(name_spot(list.clone().index(earlier)), "the first");
            found.report(flaw.help("give one of them another `name`"));
        }
        let question = name.zip(shared);
        questions.push(question.map(|(name, shared)| DraftQuestion { name, shared }));
    }
    Some(questions)
}

/// Where the name of a question stands: `name`, or the item if `use` gives the name.
fn name_spot(item: Pointer) -> Spot {
    Spot::Value(item.key("name"))
}

fn entry(
    found: &mut Findings,
    at: &Pointer,
    raw: RawQuestionEntry,
) -> (Option<Name>, Option<Shared>) {
    let RawQuestionEntry {
        fields,
        shared,
        name,
    } = raw;
    let is_named = name.is_declared();
    let own_name = found
        .take(name)
        .and_then(|text| name::checked(found, at.clone().key("name"), text));
    if shared.is_declared() {
        refuse_both(found, at, &fields);
        let used = found
            .take(shared)
            .and_then(|text| reference(found, Kind::Question, at.clone().key("use"), text));
        let name = if is_named { own_name } else { used.clone() };
        return (name, used.map(Shared::Use));
    }
    if !is_named {
        ask_for_name(found, at, &fields);
    }
    let content = content(found, at.clone(), fields);
    (own_name, content.map(Shared::No))
}

fn refuse_both(found: &mut Findings, at: &Pointer, fields: &RawFields<QuestionField>) {
    for field in fields.0.keys() {
        let name = field.spec().name;
        let flaw = Flaw::new(
            Code::ConflictingFields,
            Spot::Key(at.clone().key(name)),
            format!(
                "`{name}` and `use` exclude each other: `{name}` comes from the Question manifest"
            ),
        );
        let flaw = flaw.related(
            Spot::Key(at.clone().key("use")),
            "shared question used here",
        );
        found.report(flaw.help(format!(
            "remove `{name}`, or write the whole question here without `use`"
        )));
    }
}

fn ask_for_name(found: &mut Findings, at: &Pointer, fields: &RawFields<QuestionField>) {
    let suggestion = match fields.0.get(&QuestionField::Question) {
        Some(RawValue::Text(Slot::Given(Text(text)))) => name::slug(text, 5),
        _ => None,
    };
    let why = "it identifies the question when its text changes";
    let help = match suggestion {
        Some(slug) => format!("add `name: {slug}`; {why}"),
        None => format!("add `name: …`; {why}"),
    };
    found.missing(at, "name", help);
}
