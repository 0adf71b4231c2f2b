//! `generate:` of an assessment: the system is asked for questions once, when there is none. It takes credits, so nothing
//! is ever asked for twice by itself.

use super::super::change::{
    Action, Change, FieldChange, Irreversible, NoteSeverity, Plan, Remember,
};
use super::super::context::Context;
use super::super::draft::Draft;
use super::super::precondition::Precondition;
use super::super::snapshot::Snapshot;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{
    Assessment, AssessmentField, AutoGenerateRequest, GenerateRequest, ObservedAssessment,
};
use crate::model::{AssessmentId, FieldValue, JobId, Kind, Operation, Pointer, Resource, Target};
use crate::plan::change::Cause;
use crate::state::{Fingerprint, FingerprintKey, Part, PendingKey, Record, RecordChange, Recorded};

/// Asks for the questions of an assessment that is being created.
pub(in crate::plan) fn plan_new(
    draft: &mut Draft<'_>,
    resource: &Resource<Assessment>,
    context: &Context<'_>,
    cause: Cause,
) {
    if let Some(request) = &resource.spec.generate {
        let target = Target::Created(resource.address.clone());
        ask(
            draft,
            target,
            request,
            &context.recorded.fingerprint_key,
            cause,
        );
    }
}

/// Asks for the questions of a live assessment, if it has none and was never asked before.
pub(in crate::plan) fn plan_live(
    draft: &mut Draft<'_>,
    resource: &Resource<Assessment>,
    live: &ObservedAssessment,
    record: Option<&Record>,
    context: &Context<'_>,
) {
    let Some(request) = &resource.spec.generate else {
        return;
    };
    let has_questions = live
        .questions
        .as_ref()
        .is_none_or(|questions| !questions.is_empty())
        || live.question_count.is_some_and(|count| count > 0);
    if has_questions {
        return;
    }
    let address = &resource.address;
    let begun = PendingKey {
        address: address.clone(),
        part: Part::Generation,
    };
    let begun = context.recorded.pending.get(&begun);
    if let Some(pending) = begun {
        draft.note(Code::GenerationPending, NoteSeverity::Warning, format!(
            "the run of {} may have requested the questions, and none has arrived yet; requesting them again could \
             cost credits twice, so it is left to you: `vetform generate {address} --again`",
            pending.since
        ));
    } else if record.is_some_and(|record| record.generated.is_some()) {
        draft.note(Code::GenerationPending, NoteSeverity::Info, format!(
            "the questions were requested and have not arrived yet; `vetform generate {address}` waits for them and \
             writes them into the manifest"
        ));
    } else {
        let cause = record.map_or(Cause::Unrecorded, |_| Cause::Edited);
        let target = Target::Id(live.id.clone());
        ask(
            draft,
            target,
            request,
            &context.recorded.fingerprint_key,
            cause,
        );
    }
}

fn ask(
    draft: &mut Draft<'_>,
    assessment: Target<AssessmentId>,
    request: &GenerateRequest,
    key: &FingerprintKey,
    cause: Cause,
) {
    draft.fields.push(FieldChange {
        path: "spec.generate".to_owned(),
        before: None,
        after: Some(shown(request)),
        cause,
        source: Some(draft.source(Pointer::spec("generate"))),
    });
    let fact = RecordChange::Generated {
        request: fingerprint(key, request),
    };
    let operation = Operation::TapTalent(TapTalentWrite::GenerateQuestions {
        assessment,
        request: request.clone(),
    });
    draft.call(
        operation,
        vec![Remember::Fact(fact)],
        Some(Irreversible::Generation),
    );
}

/// A plan that asks for the questions of a live assessment and does nothing else; `None` if its manifest has no
/// `generate:`. Whether it was asked before is for the caller to know.
pub fn ask_for_questions(
    resource: &Resource<Assessment>,
    live: &ObservedAssessment,
    recorded: &Recorded,
) -> Option<Plan> {
    let request = resource.spec.generate.as_ref()?;
    let key = &recorded.fingerprint_key;
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let id = live.id.to_string();
    draft.records.push(RecordChange::Identify {
        id: id.clone(),
        adopted: false,
    });
    let target = Target::Id(live.id.clone());
    ask(&mut draft, target, request, key, Cause::Edited);
    let snapshot = Snapshot::of_assessment(live, recorded.snapshot_key());
    let precondition = Precondition::unmoved(Kind::TapTalentAssessment, &live.id, snapshot);
    let submitted = live.submission_count;
    let finished = draft.finish(Action::Update, Some(id), precondition, submitted);
    Some(only(finished.change?))
}

/// A plan that lets the system make an assessment by itself and does nothing else; `None` if the manifest has nothing to
/// make it from. Its title is of the system's choice, so that no precondition can prove that it is not there yet.
pub fn ask_for_assessment(resource: &Resource<Assessment>, recorded: &Recorded) -> Option<Plan> {
    let text = |field| match resource.spec.fields.get(&field) {
        Some(FieldValue::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    let request = AutoGenerateRequest {
        job: text(AssessmentField::JobId).map(JobId::new),
        purpose: text(AssessmentField::PurposeOfInterview),
        role: text(AssessmentField::HiringForRole),
        interview_type: None,
    };
    if request.job.is_none() && request.purpose.is_none() {
        return None;
    }
    let mut draft = Draft::new(&resource.address, &resource.origin);
    let words = [&request.purpose, &request.role].map(|text| text.as_deref().unwrap_or(""));
    // Its questions come by themselves: they count as asked for.
    let fact = RecordChange::Generated {
        request: recorded
            .fingerprint_key
            .of_text("autoGenerate", &words.join("\n")),
    };
    draft.call(
        Operation::TapTalent(TapTalentWrite::AutoGenerate { request }),
        vec![Remember::CreatedResource, Remember::Fact(fact)],
        Some(Irreversible::Generation),
    );
    let finished = draft.finish(Action::Create, None, Precondition::None, Some(0));
    Some(only(finished.change?))
}

fn only(change: Change) -> Plan {
    Plan {
        changes: vec![change],
        ..Plan::default()
    }
}

/// What the state keeps of a request.
pub(in crate::plan) fn fingerprint(key: &FingerprintKey, request: &GenerateRequest) -> Fingerprint {
    key.of_text("generate", &shown(request).to_string())
}

fn shown(request: &GenerateRequest) -> serde_json::Value {
    let GenerateRequest {
        job_description,
        skills,
        question_count,
        difficulty,
    } = request;
    let mut shown = serde_json::Map::new();
    shown.insert("jobDescription".into(), job_description.as_str().into());
    if let Some(skills) = skills {
        shown.insert("skills".into(), skills.clone().into());
    }
    let count = question_count.unwrap_or(GenerateRequest::DEFAULT_COUNT);
    shown.insert("questionCount".into(), count.into());
    if let Some(difficulty) = difficulty {
        shown.insert("difficulty".into(), difficulty.as_str().into());
    }
    shown.into()
}
