//! The kind Assessment of TapTalent.

use std::collections::BTreeMap;

use super::super::choice::choose;
use super::super::draft::{Body, Draft, DraftAssessment, DraftQuestion, Shared};
use super::super::fields::FieldReader;
use super::super::findings::Findings;
use super::super::name;
use super::generate::generate_of;
use super::question::content;
use crate::diagnostic::Code;
use crate::manifest::check::metadata::document;
use crate::manifest::raw::taptalent::{
    RawAssessment, RawAssessmentLifecycle, RawBucket, RawJob, RawQuestionEntry,
};
use crate::manifest::raw::{Envelope, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::taptalent::{AssessmentField, JobRef};
use crate::model::{
    Bucket, BucketStatus, FieldValue, Kind, Lifecycle, Name, Origin, Pointer, Prune, QuestionOrder,
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
        Kind::Assessment,
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
    let at = |field: &str| Pointer::root().key("lifecycle").key(field);
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
    use AssessmentField as F;
    let RawAssessment {
        title,
        hiring_for_role,
        purpose_of_interview,
        job_id,
        job,
        is_email_verification_required,
        status,
        duration,
        ai_language,
        skills,
        buckets,
        should_evaluate_cefr,
        questions,
        generate,
    } = raw;
    refuse_two_sources(found, &questions, &generate);
    let generate = generate_of(found, generate);
    refuse_two_jobs(found, &job_id, &job);
    let job = job_of(found, job);
    let questions = questions_of(found, questions);
    let mut reader = FieldReader::new(found, Pointer::root().key("spec"));
    reader.text(F::Title, title);
    reader.text(F::HiringForRole, hiring_for_role);
    reader.text(F::PurposeOfInterview, purpose_of_interview);
    reader.text(F::JobId, job_id);
    reader.flag(
        F::IsEmailVerificationRequired,
        is_email_verification_required,
    );
    reader.text(F::Status, status);
    reader.number(F::Duration, duration);
    reader.text(F::AiLanguage, ai_language);
    reader.list(F::Skills, skills);
    let is_declared = buckets.is_declared();
    let buckets = buckets_of(reader.found(), buckets).map(FieldValue::Buckets);
    reader.insert(F::Buckets, is_declared, buckets);
    reader.flag(F::ShouldEvaluateCefr, should_evaluate_cefr);
    DraftAssessment {
        fields: reader.finish(),
        job,
        questions,
        generate,
    }
}

fn refuse_two_sources<A, B>(found: &mut Findings, questions: &Slot<A>, generate: &Slot<B>) {
    if questions.is_declared() && generate.is_declared() {
        let place = Spot::Key(Pointer::spec("generate"));
        let message = "`questions` and `generate` both say where the questions come from";
        let flaw = Flaw::new(Code::Conflict, place, message);
        let flaw = flaw.related(Spot::Key(Pointer::spec("questions")), "the other one");
        found.report(
            flaw.help(
                "keep `questions` to write them, or `generate` to have the system write them",
            ),
        );
    }
}

fn refuse_two_jobs<A, B>(found: &mut Findings, job_id: &Slot<A>, job: &Slot<B>) {
    if job_id.is_declared() && job.is_declared() {
        let flaw = Flaw::new(
            Code::Conflict,
            Spot::Key(Pointer::spec("job")),
            "`jobId` and `job` both say which job it is",
        );
        let flaw = flaw.related(Spot::Key(Pointer::spec("jobId")), "the other one");
        found
            .report(flaw.help("keep `jobId` for a known id, or `job: { title: … }` to look it up"));
    }
}

fn job_of(found: &mut Findings, slot: Slot<RawJob>) -> Option<JobRef> {
    let RawJob { title } = found.take(slot)?;
    let at = Pointer::spec("job");
    if !title.is_declared() {
        found.missing(&at, "title", "give the title of exactly one live job");
    }
    let Text(title) = found.take(title)?;
    if title.trim().is_empty() {
        let place = Spot::Value(at.key("title"));
        let flaw = Flaw::new(Code::OutOfBounds, place, "`job.title` is empty");
        found.report(flaw.help("give the title of exactly one live job"));
    }
    Some(JobRef { title })
}

fn buckets_of(found: &mut Findings, slot: Slot<Vec<Slot<RawBucket>>>) -> Option<Vec<Bucket>> {
    let items = found.take_all(slot)?;
    let checked: Vec<Option<Bucket>> = items
        .into_iter()
        .enumerate()
        .map(|(i, item)| bucket(found, Pointer::spec("buckets").index(i), item?))
        .collect();
    checked.into_iter().collect()
}

fn bucket(found: &mut Findings, at: Pointer, raw: RawBucket) -> Option<Bucket> {
    let RawBucket {
        name,
        description,
        status,
    } = raw;
    if !name.is_declared() {
        found.missing(&at, "name", "say what reviewers see");
    }
    let statuses = [("pass", BucketStatus::Pass), ("fail", BucketStatus::Fail)];
    let status = choose(found, at.clone().key("status"), status, &statuses);
    let description = found.take(description).map(|Text(text)| text);
    let Text(name) = found.take(name)?;
    if name.trim().is_empty() {
        let place = Spot::Value(at.key("name"));
        let flaw = Flaw::new(Code::OutOfBounds, place, "the name of a bucket is empty");
        found.report(flaw.help("say what reviewers see"));
    }
    Some(Bucket {
        name,
        description,
        status,
    })
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
        shared,
        name,
        question,
        system_instruction,
        ideal_answer,
    } = raw;
    let is_named = name.is_declared();
    let own_name = found
        .take(name)
        .and_then(|text| name::checked(found, at.clone().key("name"), text));
    if shared.is_declared() {
        refuse_both(found, at, &question, &system_instruction, &ideal_answer);
        let used = found
            .take(shared)
            .and_then(|text| name::reference(found, Kind::Question, at.clone().key("use"), text));
        let name = if is_named { own_name } else { used.clone() };
        return (name, used.map(Shared::Use));
    }
    if !is_named {
        ask_for_name(found, at, &question);
    }
    let content = content(
        found,
        at.clone(),
        question,
        system_instruction,
        ideal_answer,
    );
    (own_name, content.map(Shared::No))
}

fn refuse_both(
    found: &mut Findings,
    at: &Pointer,
    question: &Slot<Text>,
    system_instruction: &Slot<Text>,
    ideal_answer: &Slot<Text>,
) {
    let fields = [
        ("question", question),
        ("systemInstruction", system_instruction),
        ("idealAnswer", ideal_answer),
    ];
    for (name, slot) in fields {
        if slot.is_declared() {
            let flaw = Flaw::new(
                Code::Conflict,
                Spot::Key(at.clone().key(name)),
                format!("`{name}` and `use` cannot stand together: the Question manifest says it"),
            );
            let flaw = flaw.related(Spot::Key(at.clone().key("use")), "taken from there");
            found.report(flaw.help(format!(
                "take `{name}` away here, or write the whole question here without `use`"
            )));
        }
    }
}

fn ask_for_name(found: &mut Findings, at: &Pointer, question: &Slot<Text>) {
    let suggestion = match question {
        Slot::Given(Text(text)) => name::slug(text, 5),
        Slot::Absent | Slot::Broken => None,
    };
    let why = "by its name a question is known when its text changes";
    let help = match suggestion {
        Some(slug) => format!("add `name: {slug}`; {why}"),
        None => format!("add `name: …`; {why}"),
    };
    found.missing(at, "name", help);
}
