//! The content of a question, wherever it stands, and the kind Question.

use super::super::draft::{Body, Draft};
use super::super::fields::FieldReader;
use super::super::findings::Findings;
use crate::manifest::check::fields::text;
use crate::manifest::check::metadata::{Content, document, no_lifecycle};
use crate::manifest::raw::taptalent::RawQuestion;
use crate::manifest::raw::{Envelope, RawNoLifecycle, Slot, Text};
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
            let RawQuestion {
                question,
                system_instruction,
                ideal_answer,
            } = raw;
            let at = Pointer::root().key("spec");
            let question = content(found, at, question, system_instruction, ideal_answer);
            Content {
                body: question.map(Body::Question),
                ..Content::default()
            }
        },
    )
}

/// The three fields of a question.
pub(in crate::manifest::check) fn content(
    found: &mut Findings,
    at: Pointer,
    question: Slot<Text>,
    system_instruction: Slot<Text>,
    ideal_answer: Slot<Text>,
) -> Option<QuestionContent> {
    let mut reader = FieldReader::new(found, at);
    reader.text(QuestionField::Question, question);
    reader.text(QuestionField::SystemInstruction, system_instruction);
    reader.text(QuestionField::IdealAnswer, ideal_answer);
    let mut fields = reader.finish();
    Some(QuestionContent {
        question: text(&mut fields, QuestionField::Question)?,
        system_instruction: text(&mut fields, QuestionField::SystemInstruction),
        ideal_answer: text(&mut fields, QuestionField::IdealAnswer),
    })
}
