//! Live questions that no manifest declares (law 8: only what was added from here is deleted).

use super::scene::{Paired, Scene};
use super::write::{block_destroy, delete};
use crate::diagnostic::Code;
use crate::model::taptalent::ObservedQuestion;
use crate::model::{Pointer, Prune, alike};
use crate::plan::change::{Cause, FieldChange, NoteSeverity};
use crate::plan::draft::Draft;
use crate::state::RecordChange;

/// Live questions that the manifest does not declare: ours are deleted, others are reported.
pub(super) fn drop_leftover(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    leftover: &[&ObservedQuestion],
    paired: &[Paired<'_>],
    noticed: &mut Vec<String>,
) {
    let mut unmanaged = Vec::new();
    let mut twins = Vec::new();
    for live in leftover {
        let owner = scene.owner_of(live);
        let is_ours = owner.is_some_and(|name| !scene.is_adopted(name, live));
        if !is_ours && scene.lifecycle.prune == Prune::Managed {
            if let Some(name) = owner.cloned() {
                draft.records.push(RecordChange::QuestionGone { name });
            }
            let told = format!("{} (“{}”)", live.id, shorten(&live.text));
            match paired.iter().find(|one| is_twin(one, live)) {
                Some(one) => twins.push(format!("`{}`, also as {told}", one.question.name)),
                None => unmanaged.push(told),
            }
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
    if !twins.is_empty() {
        draft.note(
            Code::LiveTwice,
            NoteSeverity::Warning,
            format!(
                "candidates are asked these questions twice: {}; delete the duplicates in the web app, or set \
                 `lifecycle.prune: all` to delete them",
                named(&twins)
            ),
        );
    }
    if !unmanaged.is_empty() {
        draft.note(
            Code::UnmanagedQuestion,
            NoteSeverity::Warning,
            format!(
                "live questions that are not declared and were not added by vetform are kept: {}; declare them, or \
                 set `lifecycle.prune: all` to delete them",
                named(&unmanaged)
            ),
        );
    }
}

/// Whether a live question asks what a managed one asks.
fn is_twin(managed: &Paired<'_>, live: &ObservedQuestion) -> bool {
    managed
        .live
        .is_some_and(|own| own.id != live.id && alike(&own.text, &live.text))
}

/// As many as somebody reads: a list of thousands would hide what else the plan says.
fn named(all: &[String]) -> String {
    const MOST: usize = 20;
    let more = all.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("and {more} more"));
    let named = all.iter().take(MOST).cloned().chain(more);
    named.collect::<Vec<_>>().join(", ")
}

fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}
