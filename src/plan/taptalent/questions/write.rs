//! The calls of a question and how its difference is shown.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::scene::{Paired, Scene};
use crate::diagnostic::Code;
use crate::model::taptalent::Operation as TapTalentWrite;
use crate::model::taptalent::{ObservedQuestion, Question, QuestionContent, QuestionField};
use crate::model::{AssessmentId, FieldKey, Name, Operation, Pointer, Target};
use crate::plan::change::{Cause, FieldChange, Irreversible, Remember};
use crate::plan::draft::Draft;
use crate::state::{Fingerprint, Pending, RecordChange};

/// Shows a question as one difference: the fields that differ, or all of them if it is new.
pub(super) fn show(draft: &mut Draft<'_>, paired: &Paired<'_>, cause: Cause) {
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

impl Scene<'_> {
    /// Adds a question, unless nobody knows whether it was added already.
    pub(super) fn add(&self, draft: &mut Draft<'_>, paired: &Paired<'_>) {
        let name = &paired.question.name;
        let spent = self.pending(name).filter(|pending| pending.is_spent());
        if let Some(pending) = spent
            && paired.live.is_none()
        {
            self.block_in_doubt(draft, name, pending);
            return;
        }
        let (operation, remember) = add_question(self.target(), paired.question, |content| {
            self.fingerprints(content)
        });
        draft.call(operation, remember, None);
    }

    /// It was sent, it is not to be seen, and nothing may send it again before somebody has looked.
    fn block_in_doubt(&self, draft: &mut Draft<'_>, name: &Name, pending: &Pending) {
        let question = format!("'{}#questions/{name}'", self.address);
        let could_be = if pending.among.is_empty() {
            String::new()
        } else {
            let ids: Vec<&str> = pending.among.iter().map(String::as_str).collect();
            format!(". Possible matches: {}", ids.join(", "))
        };
        draft.block(
            Code::CreateInDoubt,
            Pointer::spec("questions"),
            format!(
                "the question `{name}` {} (run of {}), and is not live; it is not sent again automatically{could_be}",
                pending.fate(),
                pending.since
            ),
            format!(
                "look in the web app: if it is there, run `vetform state settle {question} --id ITS-ID`; if it is \
                 not, run `vetform state settle {question} --not-sent`, and the next apply adds it"
            ),
        );
    }
}

/// The call that adds a question, and what to remember of it.
pub(in crate::plan) fn add_question(
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
    let operation = Operation::TapTalent(TapTalentWrite::AddQuestion {
        assessment,
        name: name.clone(),
        content: content.clone(),
    });
    (operation, remember)
}

pub(super) fn delete(
    draft: &mut Draft<'_>,
    scene: &Scene<'_>,
    live: &ObservedQuestion,
    owner: Option<&Name>,
) {
    let remember =
        owner.map(|name| Remember::Fact(RecordChange::QuestionGone { name: name.clone() }));
    let operation = Operation::TapTalent(TapTalentWrite::DeleteQuestion {
        assessment: scene.target(),
        question: live.id.clone(),
        name: owner.cloned(),
    });
    draft.call(
        operation,
        remember.into_iter().collect(),
        Some(Irreversible::DeletedQuestion),
    );
}

pub(super) fn block_destroy(draft: &mut Draft<'_>, what: &str, way_out: &str) {
    draft.block(
        Code::PreventDestroy,
        Pointer::root().key("lifecycle").key("preventDestroy"),
        format!("{what}, but `lifecycle.preventDestroy` is set"),
        format!("{way_out}, or remove `preventDestroy` for this run"),
    );
}
