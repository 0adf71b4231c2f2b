//! From a scene to the calls: what is updated, rebuilt, added and dropped, in this order, so that nothing is missing
//! before its successor is there.

use std::collections::BTreeSet;

use super::leftover::drop_leftover;
use super::order::first_misplaced;
use super::pairing::{Candidate, Pairs, Wanted, pair};
use super::rebuild::rebuild_tail;
use super::scene::{Paired, Scene};
use super::update::update_in_place;
use super::write::show;
use crate::diagnostic::Code;
use crate::model::taptalent::{Assessment, ObservedQuestion, QuestionType};
use crate::model::{AssessmentId, Name, Pointer, QuestionOrder, Resource};
use crate::plan::change::NoteSeverity;
use crate::plan::draft::Draft;
use crate::plan::record::record_of;
use crate::plan::visibility::{age_words, block};
use crate::state::{RecordChange, Recorded};

/// Adds to `draft` what the questions need, and returns in words what candidates who are inside would notice.
pub(in crate::plan) fn plan_questions(draft: &mut Draft<'_>, scene: &Scene<'_>) -> Vec<String> {
    let subjective: Vec<&ObservedQuestion> = scene
        .live
        .iter()
        .filter(|live| live.question_type == QuestionType::Subjective)
        .filter(|live| !scene.is_just_deleted(live))
        .collect();
    let Pairs {
        positions,
        too_many,
    } = pair_up(scene, &subjective);
    if let Some((declared, live)) = too_many {
        block_too_many(draft, declared, live);
        return Vec::new();
    }
    let paired: Vec<Paired<'_>> = scene
        .wanted
        .iter()
        .zip(&positions)
        .map(|(question, position)| {
            scene.compare(question, position.map(|at| subjective[at]), &subjective)
        })
        .collect();
    let unseen = block_unseen(draft, scene, &paired);
    let misplaced = first_misplaced(&positions);
    let rebuilt_from = match scene.lifecycle.question_order {
        // Where a question would stand that is not visible yet, nobody can say.
        QuestionOrder::Enforce if unseen.is_empty() && !scene.order_is_given_up() => {
            misplaced.unwrap_or(paired.len())
        }
        QuestionOrder::Enforce | QuestionOrder::Ignore => paired.len(),
    };
    note_order(draft, scene, misplaced);
    if order_is_to_be_tried_again(scene) {
        draft
            .records
            .push(RecordChange::OrderGivenUp { given_up: false });
    }
    let mut noticed = Vec::new();
    forget_stale_names(draft, scene);
    update_in_place(draft, scene, &paired[..rebuilt_from], &mut noticed);
    rebuild_tail(draft, scene, &paired[rebuilt_from..], &mut noticed);
    for new in paired[..rebuilt_from]
        .iter()
        .filter(|paired| paired.live.is_none() && !unseen.contains(&paired.question.name))
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
    drop_leftover(draft, scene, &leftover, &paired, &mut noticed);
    for one in &paired {
        scene.block_twins(draft, one);
    }
    noticed
}

/// The live question of each declared one, as the plan of a live assessment pairs them.
///
/// `live`: all of its questions, in their order.
pub fn paired_questions<'l>(
    resource: &Resource<Assessment>,
    assessment: &AssessmentId,
    live: &'l [ObservedQuestion],
    recorded: &Recorded,
) -> Vec<Option<&'l ObservedQuestion>> {
    let record = record_of(resource, recorded);
    let scene = Scene {
        address: &resource.address,
        assessment,
        wanted: resource.spec.questions.as_deref().unwrap_or_default(),
        live,
        record: record.filter(|record| record.id == assessment.as_str()),
        recorded,
        lifecycle: &resource.lifecycle,
        read_at: None,
    };
    let subjective: Vec<&ObservedQuestion> = live
        .iter()
        .filter(|live| live.question_type == QuestionType::Subjective)
        .collect();
    let positions = pair_up(&scene, &subjective).positions;
    let found = positions.into_iter().map(|at| Some(*subjective.get(at?)?));
    found.collect()
}

fn pair_up(scene: &Scene<'_>, live: &[&ObservedQuestion]) -> Pairs {
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

/// Which is a new wording of which is not guessed among so many: a wrong guess adds and deletes hundreds.
fn block_too_many(draft: &mut Draft<'_>, declared: usize, live: usize) {
    draft.block(
        Code::AmbiguousMatch,
        Pointer::spec("questions"),
        format!(
            "{declared} questions of the manifest and {live} live ones have no text in common: too many to match up"
        ),
        "copy the live questions with `vetform pull --write`, then change them in smaller steps",
    );
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

fn note_order(draft: &mut Draft<'_>, scene: &Scene<'_>, misplaced: Option<usize>) {
    let Some(question) = misplaced.and_then(|at| scene.wanted.get(at)) else {
        return;
    };
    let from = format!(
        "from question `{}` on, the live order differs from the manifest",
        question.name
    );
    match scene.lifecycle.question_order {
        QuestionOrder::Ignore => draft.note(
            Code::QuestionOrder,
            NoteSeverity::Info,
            format!(
                "{from}; the API can only append: `lifecycle.questionOrder: enforce` deletes the questions from \
                 there on and adds them again"
            ),
        ),
        QuestionOrder::Enforce if scene.order_is_given_up() => draft.note(
            Code::QuestionOrder,
            NoteSeverity::Warning,
            format!(
                "{from}, and the system does not keep the order in which questions are added: \
                 `questionOrder: enforce` is not tried again; order them in the web app, or set \
                 `questionOrder: ignore` (once that is applied, `enforce` tries again)"
            ),
        ),
        QuestionOrder::Enforce => {}
    }
}

/// Questions that were added from here a moment ago and that no read shows: added again, they would be asked twice.
fn block_unseen<'a>(
    draft: &mut Draft<'_>,
    scene: &Scene<'a>,
    paired: &[Paired<'_>],
) -> BTreeSet<&'a Name> {
    let mut unseen = BTreeSet::new();
    if scene.reads_newer(&draft.fields, paired) {
        return unseen;
    }
    for (index, question) in scene.wanted.iter().enumerate() {
        let Some(age) = scene.added_unseen(&question.name) else {
            continue;
        };
        unseen.insert(&question.name);
        let pointer = Pointer::spec("questions").index(index);
        let message = format!(
            "question `{}` was added {} ago and is not visible yet",
            question.name,
            age_words(age)
        );
        block(draft, pointer, message);
    }
    for live in scene.live.iter().filter(|live| scene.is_just_deleted(live)) {
        let message = format!(
            "question {} was deleted a moment ago and is still visible",
            live.id
        );
        block(draft, Pointer::spec("questions"), message);
    }
    unseen
}

/// `ignore` asks for no order: whoever sets `enforce` after it means to try it.
fn order_is_to_be_tried_again(scene: &Scene<'_>) -> bool {
    scene.order_is_given_up() && scene.lifecycle.question_order == QuestionOrder::Ignore
}
