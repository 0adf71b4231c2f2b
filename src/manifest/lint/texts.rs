//! The questions of a project, each once, with their places.

use super::finding::Spot;
use crate::manifest::check::{Body, Draft, DraftAssessment, Shared};
use crate::model::taptalent::QuestionContent;
use crate::model::{Pointer, SourcePath};

/// A question where its text stands: in an assessment, or in a manifest of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct AQuestion<'d> {
    pub(super) draft: &'d Draft,
    index: Option<usize>,
    pub(super) content: &'d QuestionContent,
}

impl AQuestion<'_> {
    pub(super) fn spot(&self) -> Spot {
        match self.index {
            Some(_) => Spot::part(self.text()),
            None => Spot::of_document(self.text()),
        }
    }

    pub(super) fn text(&self) -> SourcePath {
        self.draft.origin.at(self.pointer().key("question"))
    }

    pub(super) fn pointer(&self) -> Pointer {
        match self.index {
            Some(index) => Pointer::spec("questions").index(index),
            None => Pointer::root().key("spec"),
        }
    }

    /// Whether it is a manifest of its own, which assessments can share.
    pub(super) const fn is_shared(&self) -> bool {
        self.index.is_none()
    }
}

/// Every question of a project, in the order of the files.
pub(super) fn questions(drafts: &[Draft]) -> impl Iterator<Item = AQuestion<'_>> {
    drafts.iter().flat_map(of_draft)
}

/// The questions whose text stands in this document.
pub(super) fn of_draft(draft: &Draft) -> Vec<AQuestion<'_>> {
    match &draft.body {
        Some(Body::Question(content)) => vec![AQuestion {
            draft,
            index: None,
            content,
        }],
        Some(Body::Assessment(DraftAssessment { questions, .. })) => questions
            .iter()
            .flatten()
            .enumerate()
            .filter_map(|(index, question)| match &question.as_ref()?.shared {
                Shared::No(content) => Some(AQuestion {
                    draft,
                    index: Some(index),
                    content,
                }),
                Shared::Use(_) => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// How a document is called in a message.
pub(super) fn called(draft: &Draft) -> String {
    let name = draft.name.as_ref().map_or("?", |name| name.as_str());
    format!("{}/{}/{name}", draft.kind.system(), draft.kind)
}
