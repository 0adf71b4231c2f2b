//! What must change among the questions of a live assessment.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::change::{Cause, FieldChange, Irreversible, NoteSeverity, Remember};
use super::draft::{Draft, fingerprints};
use super::field::Memory;
use super::order::first_misplaced;
use super::pairing::{Candidate, Wanted, pair};
use crate::diagnostic::Code;
use crate::model::{
    Address, AssessmentId, FieldKey, FieldValue, Fields, Lifecycle, Name, ObservedQuestion,
    Operation, Pointer, Prune, Question, QuestionContent, QuestionField, QuestionOrder,
    QuestionType, Target,
};
use crate::state::{FieldRecords, Fingerprint, PendingKey, Record, RecordChange, Recorded};

/// What the questions of one assessment are planned from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    /// The resource.
    pub address: &'a Address,
    /// The live assessment.
    pub assessment: &'a AssessmentId,
    /// What the manifest declares, in order.
    pub wanted: &'a [Question],
    /// What is live, in order.
    pub live: &'a [ObservedQuestion],
    /// What is remembered of the assessment.
    pub record: Option<&'a Record>,
    /// The whole state, for its key and for pending writes.
    pub recorded: &'a Recorded,
    /// What may happen.
    pub lifecycle: &'a Lifecycle,
}

/// A declared question and what it was paired with.
struct Paired<'a> {
    question: &'a Question,
    live: Option<&'a ObservedQuestion>,
    /// What is remembered of exactly this live question.
    remembered: Option<FieldRecords>,
    /// Fields that differ.
    differences: Vec<(QuestionField, Cause)>,
}

impl Paired<'_> {
    fn cause(&self) -> Option<Cause> {
        self.differences
            .iter()
            .map(|(_, cause)| *cause)
            .reduce(Cause::and)
    }
}

/// Adds to `draft` what the questions need, and returns in words what candidates who are inside would notice.
pub(super) fn plan_questions(draft: &mut Draft<'_>, scene: &Scene<'_>) -> Vec<String> {
    let subjective: Vec<&ObservedQuestion> = scene
        .live
        .iter()
        .filter(|live| live.question_type == QuestionType::Subjective)
        .collect();
    let positions = pair_up(scene, &subjective);
    let paired: Vec<Paired<'_>> = scene
        .wanted
        .iter()
        .zip(&positions)
        .map(|(question, position)| {
            scene.compare(question, position.map(|at| subjective[at]), &subjective)
        })
        .collect();
    let misplaced = first_misplaced(&positions);
    let rebuilt_from = match scene.lifecycle.question_order {
        QuestionOrder::Enforce => misplaced.unwrap_or(paired.len()),
        QuestionOrder::Ignore => paired.len(),
    };
    if scene.lifecycle.question_order == QuestionOrder::Ignore {
        note_order(draft, scene, misplaced);
    }
    let mut noticed = Vec::new();
    forget_stale_names(draft, scene);
    update_in_place(draft, scene, &paired[..rebuilt_from], &mut noticed);
    rebuild_tail(draft, scene, &paired[rebuilt_from..], &mut noticed);
    for new in paired[..rebuilt_from]
        .iter()
        .filter(|paired| paired.live.is_none())
    {
        show(draft, new, scene.cause_of_new(new.question));
        scene.add(draft, new);
    }
    let leftover: Vec<&ObservedQuestion> = subjective
        .iter()
        .enumerate()
        .filter(|(at, _)| !positions.contains(&Some(*at)))
        .map(|(_, live)| *live)
        .collect();
    drop_leftover(draft, scene, &leftover, &mut noticed);
    noticed
}

fn pair_up(scene: &Scene<'_>, live: &[&ObservedQuestion]) -> Vec<Option<usize>> {
    let position_of = |id: &str| live.iter().position(|question| question.id.as_str() == id);
    let wanted: Vec<Wanted<'_>> = scene
        .wanted
        .iter()
        .map(|question| Wanted {
            text: &question.content.question,
            recorded: scene
                .record_of(&question.name)
                .and_then(|(id, _)| position_of(id))
                .or_else(|| scene.settle_pending(&question.name, live)),
        })
        .collect();
    let candidates: Vec<Candidate<'_>> = live
        .iter()
        .map(|live| Candidate {
            text: &live.text,
            may_be_reworded: scene.record.is_none() || scene.owner_of(live).is_some(),
        })
        .collect();
    pair(&wanted, &candidates)
}

impl<'a> Scene<'a> {
    fn record_of(&self, name: &Name) -> Option<(&'a str, &'a FieldRecords)> {
        let question = self.record?.questions.get(name)?;
        Some((question.id.as_str(), &question.fields))
    }

    /// The name under which the state remembers a live question: it is ours.
    fn owner_of(&self, live: &ObservedQuestion) -> Option<&'a Name> {
        let questions = &self.record?.questions;
        questions
            .iter()
            .find(|(_, question)| question.id == live.id.as_str())
            .map(|(name, _)| name)
    }

    /// An add whose answer was lost: the live question with exactly the text that was sent, if it is the only one.
    fn settle_pending(&self, name: &Name, live: &[&ObservedQuestion]) -> Option<usize> {
        let sent = self
            .pending_fields(name)?
            .get(QuestionField::Question.spec().name)?;
        let mut matches = live.iter().enumerate().filter(|(_, live)| {
            self.owner_of(live).is_none()
                && self
                    .recorded
                    .fingerprint_key
                    .of_text("question", &live.text)
                    == *sent
        });
        let first = matches.next()?.0;
        matches.next().is_none().then_some(first)
    }

    fn pending_fields(&self, name: &Name) -> Option<&'a BTreeMap<String, Fingerprint>> {
        let key = PendingKey {
            address: self.address.clone(),
            question: Some(name.clone()),
        };
        self.recorded
            .pending
            .get(&key)
            .map(|pending| &pending.fields)
    }

    fn compare(
        &self,
        question: &'a Question,
        live: Option<&'a ObservedQuestion>,
        subjective: &[&ObservedQuestion],
    ) -> Paired<'a> {
        let remembered = live.and_then(|live| self.remembered(&question.name, live, subjective));
        let memory = Memory {
            key: &self.recorded.fingerprint_key,
            fields: remembered.as_ref(),
            resource_recorded: self.record.is_some(),
        };
        let differences = live.map_or_else(Vec::new, |live| {
            question
                .content
                .fields()
                .into_iter()
                .filter_map(|(field, declared)| {
                    let text = FieldValue::Text(live.text.clone());
                    let live = match field {
                        QuestionField::Question => Some(&text),
                        _ => live.others.get(&field),
                    };
                    Some((field, memory.difference(field, &declared, live)?))
                })
                .collect()
        });
        Paired {
            question,
            live,
            remembered,
            differences,
        }
    }

    /// What is remembered of a live question: under its own name, under one it had, or from the add that is in doubt.
    fn remembered(
        &self,
        name: &Name,
        live: &ObservedQuestion,
        subjective: &[&ObservedQuestion],
    ) -> Option<FieldRecords> {
        if let Some(owner) = self.owner_of(live) {
            return self.record_of(owner).map(|(_, fields)| fields.clone());
        }
        let settled = subjective[self.settle_pending(name, subjective)?];
        let pending = self.pending_fields(name)?;
        (settled.id == live.id).then(|| FieldRecords::applied(pending.clone()))
    }

    /// Why a declared question is not live: it was and is gone, or it was never applied.
    fn cause_of_new(&self, question: &Question) -> Cause {
        match (self.record, self.record_of(&question.name)) {
            (None, _) => Cause::Unrecorded,
            (Some(_), Some(_)) => Cause::Drifted,
            (Some(_), None) => Cause::Edited,
        }
    }

    fn target(&self) -> Target<AssessmentId> {
        Target::Id(self.assessment.clone())
    }

    fn fingerprints(&self, content: &QuestionContent) -> BTreeMap<String, Fingerprint> {
        fingerprints(&self.recorded.fingerprint_key, &content.fields())
    }

    fn add(&self, draft: &mut Draft<'_>, paired: &Paired<'_>) {
        let (operation, remember) = add_question(self.target(), paired.question, |content| {
            self.fingerprints(content)
        });
        draft.call(operation, remember, None);
    }
}

/// Shows a question as one difference: the fields that differ, or all of them if it is new.
fn show(draft: &mut Draft<'_>, paired: &Paired<'_>, cause: Cause) {
    let content = paired.question.content.fields();
    let differs = |field: &QuestionField| {
        paired.live.is_none()
            || paired
                .differences
                .iter()
                .any(|(differing, _)| differing == field)
    };
    let after: Map<String, Value> = content
        .iter()
        .filter(|(field, _)| differs(field))
        .map(|(field, value)| (field.spec().name.to_owned(), value.to_json()))
        .collect();
    let before = paired.live.map(|live| {
        let readable = |name: &str| match name {
            "question" => live.text.as_str().into(),
            _ => live
                .others
                .iter()
                .find(|(field, _)| field.spec().name == name)
                .map_or(Value::Null, |(_, value)| value.to_json()),
        };
        after
            .keys()
            .map(|name| (name.clone(), readable(name)))
            .collect::<Map<_, _>>()
    });
    draft.fields.push(FieldChange {
        path: format!("spec.questions[{}]", paired.question.name),
        before: before.map(Value::Object),
        after: Some(Value::Object(after)),
        cause,
        source: Some(paired.question.source.clone()),
    });
}

/// The call that adds a question, and what to remember of it.
pub(super) fn add_question(
    assessment: Target<AssessmentId>,
    question: &Question,
    fingerprints: impl Fn(&QuestionContent) -> BTreeMap<String, Fingerprint>,
) -> (Operation, Vec<Remember>) {
    let Question {
        name,
        content,
        source: _,
    } = question;
    let remember = vec![Remember::CreatedQuestion {
        name: name.clone(),
        fields: fingerprints(content),
    }];
    let operation = Operation::AddQuestion {
        assessment,
        name: name.clone(),
        content: content.clone(),
    };
    (operation, remember)
}

/// Names that the state knows and whose live question is gone or has another name now.
fn forget_stale_names(draft: &mut Draft<'_>, scene: &Scene<'_>) {
    let Some(record) = scene.record else { return };
    for (name, question) in &record.questions {
        let is_live = scene
            .live
            .iter()
            .any(|live| live.id.as_str() == question.id);
        let is_wanted = scene.wanted.iter().any(|wanted| wanted.name == *name);
        if !is_live && !is_wanted {
            draft
                .records
                .push(RecordChange::QuestionGone { name: name.clone() });
        }
    }
}

fn update_in_place(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    paired: &[Paired<'_>],
    noticed: &mut Vec<String>,
) {
    let mut sent_once = 0_usize;
    for one in paired {
        let Some(live) = one.live else { continue };
        let name = &one.question.name;
        if let Some(old_name) = scene.owner_of(live).filter(|owner| *owner != name) {
            draft.records.push(RecordChange::QuestionGone {
                name: old_name.clone(),
            });
        }
        let declared = scene.fingerprints(&one.question.content);
        let leaves_out = one.remembered.as_ref().is_some_and(|records| {
            let mut known = records.applied.keys();
            known.any(|field| !declared.contains_key(field))
        });
        let remember = RecordChange::Question {
            name: name.clone(),
            id: live.id.as_str().to_owned(),
            fields: declared,
        };
        let Some(cause) = one.cause() else {
            if !is_remembered(scene, &remember) {
                draft.records.push(remember);
            }
            continue;
        };
        sent_once += usize::from(cause == Cause::Unverifiable);
        if cause != Cause::Unverifiable {
            noticed.push(format!("question `{name}` changes"));
        }
        show(draft, one, cause);
        let content = restated(&one.question.content, live);
        if let Some(fields) = fields_at_risk(one, &content) {
            draft.note(
                Code::FieldAtRisk,
                NoteSeverity::Warning,
                format!(
                    "question `{name}` is updated without {fields}, which the manifest leaves out and no read \
                     shows; the API does not say whether an update keeps that: declare it if it matters"
                ),
            );
        }
        let operation = Operation::UpdateQuestion {
            assessment: scene.target(),
            question: live.id.clone(),
            name: name.clone(),
            content,
        };
        // What is left out may be cleared by the update, so it no longer counts as applied.
        let gone = leaves_out.then(|| RecordChange::QuestionGone { name: name.clone() });
        let remember = gone.into_iter().chain([remember]).map(Remember::Fact);
        draft.call(operation, remember.collect(), None);
    }
    if sent_once > 0 {
        let questions = if sent_once == 1 {
            "1 question has"
        } else {
            &format!("{sent_once} questions have")
        };
        draft.note(
            Code::Unverifiable,
            NoteSeverity::Info,
            format!("{questions} values that no read shows and no record covers: they are sent once and recorded"),
        );
    }
}

fn is_remembered(scene: &Scene<'_>, remember: &RecordChange) -> bool {
    let RecordChange::Question { name, id, fields } = remember else {
        return false;
    };
    scene.record_of(name).is_some_and(|(known_id, known)| {
        known_id == id
            && fields
                .iter()
                .all(|(field, print)| known.applied.get(field) == Some(print))
    })
}

/// The declared content, and what a read showed of the fields that are not declared: an update must not clear them.
fn restated(declared: &QuestionContent, live: &ObservedQuestion) -> QuestionContent {
    let QuestionContent {
        question,
        system_instruction,
        ideal_answer,
    } = declared;
    let live_text = |field: QuestionField| match live.others.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    };
    QuestionContent {
        question: question.clone(),
        system_instruction: system_instruction
            .clone()
            .or_else(|| live_text(QuestionField::SystemInstruction)),
        ideal_answer: ideal_answer
            .clone()
            .or_else(|| live_text(QuestionField::IdealAnswer)),
    }
}

/// Fields that a write leaves out although the live question may have them.
fn fields_at_risk(paired: &Paired<'_>, sent: &QuestionContent) -> Option<String> {
    let sent: Fields<QuestionField> = sent.fields();
    let live = paired.live.map(|live| &live.others);
    let is_at_risk = |field: &&QuestionField| {
        let known_empty = live.is_some_and(|others| others.contains_key(field));
        let never_sent = paired
            .remembered
            .as_ref()
            .is_some_and(|records| !records.applied.contains_key(field.spec().name));
        !sent.contains_key(field) && !known_empty && !never_sent
    };
    let at_risk: Vec<String> = QuestionField::ALL
        .iter()
        .filter(is_at_risk)
        .map(|field| format!("`{}`", field.spec().name))
        .collect();
    (!at_risk.is_empty()).then(|| at_risk.join(" and "))
}

/// `questionOrder: enforce`: each question from the first misplaced on is deleted and added again, one by one, so that
/// at most one is missing at any instant.
fn rebuild_tail(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    tail: &[Paired<'_>],
    noticed: &mut Vec<String>,
) {
    for one in tail {
        let Some(live) = one.live else {
            show(draft, one, scene.cause_of_new(one.question));
            scene.add(draft, one);
            continue;
        };
        let name = &one.question.name;
        if scene.lifecycle.prevent_destroy {
            block_destroy(
                draft,
                &format!(
                    "question `{name}` stands in another place live and would be deleted and added again"
                ),
                "set `questionOrder: ignore`",
            );
            continue;
        }
        noticed.push(format!(
            "question `{name}` is deleted and added again to move it"
        ));
        let content = restated(&one.question.content, live);
        if let Some(fields) = fields_at_risk(one, &content) {
            draft.note(
                Code::FieldAtRisk,
                NoteSeverity::Warning,
                format!(
                    "question `{name}` is deleted and added again without {fields}, which the manifest leaves out \
                     and no read shows: what it had is lost, so declare it if it matters"
                ),
            );
        }
        let known = scene.owner_of(live);
        delete(draft, scene, live, known);
        let again = Question {
            content,
            ..one.question.clone()
        };
        let moved = Paired {
            live: None,
            differences: Vec::new(),
            remembered: None,
            question: &again,
        };
        // The state holds no order, so nobody knows who moved it.
        show(draft, &moved, one.cause().unwrap_or(Cause::Unrecorded));
        scene.add(draft, &moved);
    }
}

/// Live questions that the manifest does not declare: ours are deleted, others are reported.
fn drop_leftover(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    leftover: &[&ObservedQuestion],
    noticed: &mut Vec<String>,
) {
    let mut unmanaged = Vec::new();
    for live in leftover {
        let owner = scene.owner_of(live);
        if owner.is_none() && scene.lifecycle.prune == Prune::Managed {
            unmanaged.push(format!("{} (“{}”)", live.id, shorten(&live.text)));
            continue;
        }
        let label = owner.map_or_else(|| live.id.to_string(), ToString::to_string);
        if scene.lifecycle.prevent_destroy {
            block_destroy(
                draft,
                &format!("question `{label}` is not in the manifest and would be deleted"),
                "declare the question",
            );
            continue;
        }
        noticed.push(format!("question `{label}` is deleted"));
        draft.fields.push(FieldChange {
            path: format!("spec.questions[{label}]"),
            before: Some(serde_json::json!({ "question": live.text })),
            after: None,
            cause: match (scene.record, owner) {
                (None, _) => Cause::Unrecorded,
                (Some(_), Some(_)) => Cause::Edited,
                // It was not added from here.
                (Some(_), None) => Cause::Drifted,
            },
            source: Some(draft.source(Pointer::spec("questions"))),
        });
        delete(draft, scene, live, owner);
    }
    if !unmanaged.is_empty() {
        draft.note(
            Code::UnmanagedQuestion,
            NoteSeverity::Warning,
            format!(
                "live questions that no manifest declares and that were not added from here stay: {}; declare \
                 them, or set `lifecycle.prune: all` to delete them",
                unmanaged.join(", ")
            ),
        );
    }
}

fn delete(draft: &mut Draft<'_>, scene: &Scene<'_>, live: &ObservedQuestion, owner: Option<&Name>) {
    let remember =
        owner.map(|name| Remember::Fact(RecordChange::QuestionGone { name: name.clone() }));
    let operation = Operation::DeleteQuestion {
        assessment: scene.target(),
        question: live.id.clone(),
        name: owner.cloned(),
    };
    draft.call(
        operation,
        remember.into_iter().collect(),
        Some(Irreversible::DeletedQuestion),
    );
}

fn block_destroy(draft: &mut Draft<'_>, what: &str, way_out: &str) {
    draft.block(
        Code::PreventDestroy,
        Pointer::root().key("lifecycle").key("preventDestroy"),
        format!("{what}, but `lifecycle.preventDestroy` is set"),
        format!("{way_out}, or take `preventDestroy` away for the run that is meant to do it"),
    );
}

fn note_order(draft: &mut Draft<'_>, scene: &Scene<'_>, misplaced: Option<usize>) {
    let Some(question) = misplaced.and_then(|at| scene.wanted.get(at)) else {
        return;
    };
    draft.note(
        Code::QuestionOrder,
        NoteSeverity::Info,
        format!(
            "from question `{}` on, the live order is another than the manifest's; the API only appends: \
             `lifecycle.questionOrder: enforce` deletes and adds again from there",
            question.name
        ),
    );
}

fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}
