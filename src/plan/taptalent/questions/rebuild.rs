//! Questions that stand in the wrong place: the API only appends, so they are deleted and added again.

use super::scene::{Paired, Scene};
use super::update::{fields_at_risk, restated};
use super::write::{block_destroy, delete, show};
use crate::diagnostic::Code;
use crate::model::taptalent::Question;
use crate::plan::change::{Cause, NoteSeverity};
use crate::plan::draft::Draft;

/// `questionOrder: enforce`: each question from the first misplaced on is deleted and added again, one by one, so that
/// at most one is missing at any instant.
pub(super) fn rebuild_tail(
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
                    "question `{name}` is in another position live and would be deleted and added again"
                ),
                "set `questionOrder: ignore`",
            );
            if let Some(cause) = one.cause() {
                show(draft, one, cause);
            }
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
                    "question `{name}` is deleted and added again without {fields} (not in the manifest, and cannot \
                     be read); such values are lost: declare any that matter"
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
            adopted: false,
            question: &again,
        };
        // The state holds no order, so nobody knows who moved it.
        show(draft, &moved, one.cause().unwrap_or(Cause::Unrecorded));
        scene.add(draft, &moved);
    }
}
