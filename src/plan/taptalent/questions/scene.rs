//! What the questions of one assessment are planned from, and what is known of each: which live one it is, what the state
//! remembers of it, and what differs.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::diagnostic::Code;
use crate::model::taptalent::{ObservedQuestion, Question, QuestionContent, QuestionField};
use crate::model::{
    Address, AssessmentId, FieldKey, FieldValue, Lifecycle, Name, Pointer, Target, alike_form,
};
use crate::plan::change::{Cause, FieldChange};
use crate::plan::draft::{Draft, fingerprints};
use crate::plan::field::Memory;
use crate::plan::visibility::shows_newer;
use crate::state::{
    ALIKE, FieldRecords, Fingerprint, Part, Pending, PendingKey, Record, Recorded, age_if_recent,
};

/// What the questions of one assessment are planned from.
#[derive(Debug, Clone, Copy)]
pub(in crate::plan) struct Scene<'a> {
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
    /// When the reading began; `None`: what is missing is taken to be gone.
    pub read_at: Option<Timestamp>,
}

/// A declared question and what it was paired with.
pub(super) struct Paired<'a> {
    pub(super) question: &'a Question,
    pub(super) live: Option<&'a ObservedQuestion>,
    /// What is remembered of exactly this live question.
    pub(super) remembered: Option<FieldRecords>,
    /// It was there before, and not added from here: what it has that nothing here sent is unknown.
    pub(super) adopted: bool,
    /// Fields that differ.
    pub(super) differences: Vec<(QuestionField, Cause)>,
}

impl Paired<'_> {
    pub(super) fn cause(&self) -> Option<Cause> {
        self.differences
            .iter()
            .map(|(_, cause)| *cause)
            .reduce(Cause::and)
    }
}

impl<'a> Scene<'a> {
    pub(super) fn record_of(&self, name: &Name) -> Option<(&'a str, &'a FieldRecords)> {
        let question = self.record?.questions.get(name)?;
        Some((question.id.as_str(), &question.fields))
    }

    /// The name under which the state remembers a live question: it is ours.
    pub(super) fn owner_of(&self, live: &ObservedQuestion) -> Option<&'a Name> {
        let questions = &self.record?.questions;
        questions
            .iter()
            .find(|(_, question)| question.id == live.id.as_str())
            .map(|(name, _)| name)
    }

    /// Whether a live question was there before, and not added from here: it is not ours to delete.
    pub(super) fn is_adopted(&self, name: &Name, live: &ObservedQuestion) -> bool {
        let questions = self.record.map(|record| &record.questions);
        self.owner_of(live)
            .and_then(|owner| questions?.get(owner))
            .map_or_else(
                || self.pending_fields(name).is_none(),
                |question| question.adopted,
            )
    }

    /// Whether the system was found not to keep the order in which questions are added.
    pub(super) fn order_is_given_up(&self) -> bool {
        self.record.is_some_and(|record| record.order_given_up)
    }

    /// Whether the read shows what somebody has changed since our last write.
    pub(super) fn reads_newer(&self, fields: &[FieldChange], paired: &[Paired<'_>]) -> bool {
        let Some(record) = self.record else {
            return false;
        };
        let key = &self.recorded.fingerprint_key;
        let is_newer = |one: &Paired<'_>| {
            let moved = one.cause().is_some_and(Cause::is_of_the_web_app);
            let path = format!("spec.questions[{}]", one.question.name);
            one.live.is_some_and(|live| {
                moved && !record.has_replaced(key, &path, &live.text.as_str().into())
            })
        };
        shows_newer(fields, record, key) || paired.iter().any(is_newer)
    }

    /// How long ago a question was added from here that no read shows, if that is so recent that it need not show yet.
    pub(super) fn added_unseen(&self, name: &Name) -> Option<SignedDuration> {
        let record = self.record?;
        let question = record.questions.get(name)?;
        let is_live = self.live.iter().any(|live| live.id.as_str() == question.id);
        if is_live {
            return None;
        }
        // What was added later shows, so this would show too.
        let shows_later = record.questions.values().any(|other| {
            let is_later = other.created > question.created;
            is_later && self.live.iter().any(|live| live.id.as_str() == other.id)
        });
        age_if_recent(question.created, self.read_at).filter(|_| !shows_later)
    }

    /// Whether a live question was deleted from here so recently that the read may be an old one.
    pub(super) fn is_just_deleted(&self, live: &ObservedQuestion) -> bool {
        self.record.is_some_and(|record| {
            record.removed.contains(live.id.as_str())
                && record.written_recently(self.read_at).is_some()
        })
    }

    /// An add whose answer was lost: the live question with exactly the text that was sent, if it is the only one.
    pub(super) fn settle_pending(&self, name: &Name, live: &[&ObservedQuestion]) -> Option<usize> {
        let pending = self.pending(name)?;
        let sent = pending.fields.get(QuestionField::Question.spec().name)?;
        let alike = pending.alike.as_ref();
        let mut matches = live.iter().enumerate().filter(|(_, live)| {
            let key = &self.recorded.fingerprint_key;
            self.owner_of(live).is_none()
                && (key.of_text("question", &live.text) == *sent
                    || alike
                        .is_some_and(|sent| key.of_text(ALIKE, &alike_form(&live.text)) == *sent))
        });
        let first = matches.next()?.0;
        matches.next().is_none().then_some(first)
    }

    fn pending_fields(&self, name: &Name) -> Option<&'a BTreeMap<String, Fingerprint>> {
        self.pending(name).map(|pending| &pending.fields)
    }

    pub(super) fn pending(&self, name: &Name) -> Option<&'a Pending> {
        let key = PendingKey {
            address: self.address.clone(),
            part: Part::Question(name.clone()),
        };
        self.recorded.pending.get(&key)
    }

    pub(super) fn compare(
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
            adopted: live.is_some_and(|live| self.is_adopted(&question.name, live)),
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

    /// Why a declared question is not live: it was and is gone, perhaps while the manifest was edited; or it was never
    /// applied.
    pub(super) fn cause_of_new(&self, question: &Question) -> Cause {
        match (self.record, self.record_of(&question.name)) {
            (None, _) => Cause::Unrecorded,
            (Some(_), Some((_, known))) => {
                let declared = self.fingerprints(&question.content);
                let mut declared = declared.iter();
                let is_edited =
                    declared.any(|(field, print)| known.applied.get(field) != Some(print));
                if is_edited {
                    Cause::Conflict
                } else {
                    Cause::Drifted
                }
            }
            (Some(_), None) => Cause::Edited,
        }
    }

    /// Two runs asked the same at the same time: while both are live, nothing goes on with either by itself.
    pub(super) fn block_twins(&self, draft: &mut Draft<'_>, paired: &Paired<'_>) {
        let name = &paired.question.name;
        let (Some(own), Some(pending)) = (paired.live, self.pending(name)) else {
            return;
        };
        let live = self.live.iter().map(|live| live.id.as_str());
        let twins: Vec<&str> = live.filter(|id| pending.among.contains(*id)).collect();
        if twins.len() < 2 || !twins.contains(&own.id.as_str()) {
            return;
        }
        draft.block(
            Code::CreateInDoubt,
            Pointer::spec("questions"),
            format!(
                "two runs, or a run and a person, added the question `{name}` at the same time, and all of these are live: {}",
                twins.join(", ")
            ),
            format!(
                "keep one: delete the others in the web app; or keep all, and continue with one of them: \
                 `vetform state settle '{}#questions/{name}' --id ITS-ID`. To avoid this, let runs share a state \
                 with a lock (`state: s3://…`), or run them one after the other",
                self.address
            ),
        );
    }

    pub(super) fn target(&self) -> Target<AssessmentId> {
        Target::Id(self.assessment.clone())
    }

    pub(super) fn fingerprints(&self, content: &QuestionContent) -> BTreeMap<String, Fingerprint> {
        fingerprints(&self.recorded.fingerprint_key, &content.fields())
    }
}
