//! Questions that stay where they are and change: one PUT to the same id, with all that is declared.

use super::scene::{Paired, Scene};
use super::write::show;
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{ObservedQuestion, QuestionContent, QuestionField};
use crate::model::{FieldKey, Fields, Operation, text_of};
use crate::plan::change::{Cause, NoteSeverity, Remember};
use crate::plan::draft::Draft;
use crate::plan::field::Memory;
use crate::state::RecordChange;

pub(super) fn update_in_place(
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
            adopted: scene.is_adopted(name, live),
            fields: declared,
        };
        let Some(cause) = one.cause() else {
            if !is_remembered(scene, &remember) {
                draft.records.push(remember);
            }
            continue;
        };
        remember_settled(draft, scene, one, &remember);
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
                    "question `{name}` is updated without {fields} (not in the manifest, and cannot be read); the \
                     API does not say whether an update keeps such values: declare any that matter"
                ),
            );
        }
        let operation = Operation::TapTalent(TapTalentWrite::UpdateQuestion {
            assessment: scene.target(),
            question: live.id.clone(),
            name: name.clone(),
            content,
        });
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
            format!("{questions} values that cannot be read and are not in the state: they are sent once and \
                recorded"),
        );
    }
}

/// Which live question it is, before its write: were that lost and not known, another wording would be taken for a new
/// question, and candidates asked twice.
fn remember_settled(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    one: &Paired<'_>,
    declared: &RecordChange,
) {
    let RecordChange::Question {
        name,
        id,
        adopted,
        fields,
    } = declared
    else {
        return;
    };
    let known = one.remembered.as_ref();
    let differs = |name: &String| {
        let mut differing = one.differences.iter();
        differing.any(|(field, _)| field.spec().name == name)
    };
    let mut settled = known.map(|known| known.applied.clone()).unwrap_or_default();
    let as_declared = fields.iter().filter(|(name, _)| !differs(name));
    settled.extend(as_declared.map(|(name, print)| (name.clone(), print.clone())));
    let settled = RecordChange::Question {
        name: name.clone(),
        id: id.clone(),
        adopted: *adopted,
        fields: settled,
    };
    if !is_remembered(scene, &settled) {
        draft.records.push(settled);
    }
    let memory = Memory {
        key: &scene.recorded.fingerprint_key,
        fields: known,
        resource_recorded: scene.record.is_some(),
    };
    let differing = one.differences.iter();
    let fields = memory.never_sent(differing.map(|(field, cause)| (field.spec().name, *cause)));
    if !fields.is_empty() {
        let name = name.clone();
        draft
            .records
            .push(RecordChange::QuestionNeverSent { name, fields });
    }
}

fn is_remembered(scene: &Scene<'_>, remember: &RecordChange) -> bool {
    let RecordChange::Question {
        name,
        id,
        adopted: _,
        fields,
    } = remember
    else {
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
pub(super) fn restated(declared: &QuestionContent, live: &ObservedQuestion) -> QuestionContent {
    let QuestionContent {
        question,
        system_instruction,
        ideal_answer,
    } = declared;
    let live_text = |field| text_of(&live.others, field);
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
pub(super) fn fields_at_risk(paired: &Paired<'_>, sent: &QuestionContent) -> Option<String> {
    let sent: Fields<QuestionField> = sent.fields();
    let live = paired.live.map(|live| &live.others);
    let is_at_risk = |field: &&QuestionField| {
        let known_empty = live.is_some_and(|others| others.contains_key(field));
        // What was live before could have had it from the start.
        let never_sent = !paired.adopted
            && paired
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
