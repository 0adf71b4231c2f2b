//! The content of a question, wherever it stands, and the kind Question.

use super::super::draft::{Body, Draft};
use super::super::findings::Findings;
use crate::manifest::check::fields::{read_fields, text};
use crate::manifest::check::metadata::{Content, document, no_lifecycle};
use crate::manifest::raw::taptalent::RawQuestion;
use crate::manifest::raw::{Envelope, RawFields, RawNoLifecycle};
use crate::model::taptalent::{QuestionContent, QuestionField};
use crate::model::{Kind, Origin, Pointer};

/// A document of kind Question.
pub(in crate::manifest) fn question(
    found: &mut Findings,
    origin: &Origin,
    raw: Envelope<RawQuestion, RawNoLifecycle>,
) -> Draft {
    document(
        found,
        origin,
        Kind::Question,
        raw,
        no_lifecycle,
        |found, raw| {
            let RawQuestion { fields } = raw;
            let question = content(found, Pointer::root().key("spec"), fields);
            Content {
                body: question.map(Body::Question),
                ..Content::default()
            }
        },
    )
}

/// What a question says.
pub(in crate::manifest::check) fn content(
    found: &mut Findings,
    at: Pointer,
    raw: RawFields<QuestionField>,
) -> Option<QuestionContent> {
    let mut fields = read_fields(found, at, raw);
    Some(QuestionContent {
        question: text(&mut fields, QuestionField::Question)?,
        system_instruction: text(&mut fields, QuestionField::SystemInstruction),
        ideal_answer: text(&mut fields, QuestionField::IdealAnswer),
    })
}
