//! Questions that have come, into the manifest and into the state.

use std::collections::BTreeMap;

use super::super::exit::Exit;
use super::super::failure::{CommandFailure, CommandResult};
use super::ask::Attempt;
use crate::manifest::edit::{Edit, Yaml, edited};
use crate::model::taptalent::{ObservedAssessment, QuestionField};
use crate::model::{FieldKey, Pointer};
use crate::pull::{Named, Taken, named_questions, question_item};
use crate::render::one_line;
use crate::state::{Part, PendingKey, RecordChange};

/// Writes them in the place of `generate:`, then remembers them: the next plan has nothing to do.
pub(super) async fn into_manifest(
    attempt: &mut Attempt<'_>,
    live: &ObservedAssessment,
) -> CommandResult {
    let address = &attempt.resource.address;
    let named = named_questions(live.questions.iter().flatten(), &mut Taken::default());
    let origin = &attempt.resource.origin;
    let file = attempt.file;
    let list = Yaml::List(named.iter().map(question_item).collect());
    let edit = if attempt.resource.spec.generate.is_some() {
        Edit::Replace(Pointer::spec("generate"), "questions".to_owned(), list)
    } else {
        Edit::Set(Pointer::spec("questions"), list)
    };
    let text = edited(file.text(), origin.document, &[edit]).map_err(|error| {
        CommandFailure::new(Exit::Failed, format!("{address}: {error}")).with_hint(
            "the questions are live; write them into the manifest by hand, or run the command again",
        )
    })?;
    file.replace(&text, attempt.session.loaded.project.as_ref())?;
    remember(attempt, live, &named);
    attempt.state.save(&mut attempt.recorded).await?;
    let count = named.len();
    let questions = if count == 1 { "question" } else { "questions" };
    attempt.output.result(&format!(
        "{address}: {count} {questions} written to {}\n",
        one_line(file.name().as_str())
    ));
    Ok(Exit::Done)
}

fn remember(attempt: &mut Attempt<'_>, live: &ObservedAssessment, named: &[Named<'_>]) {
    let address = &attempt.resource.address;
    let key = attempt.recorded.fingerprint_key.clone();
    let field = QuestionField::Question.spec().name;
    let identified = RecordChange::Identify {
        id: live.id.to_string(),
        adopted: false,
    };
    let questions = named.iter().map(|Named { name, question }| {
        let print = key.of_text(field, &question.text);
        RecordChange::Question {
            name: name.clone(),
            id: question.id.to_string(),
            adopted: false,
            fields: BTreeMap::from([(field.to_owned(), print)]),
        }
    });
    let settled = PendingKey {
        address: address.clone(),
        part: Part::Generation,
    };
    let settled = attempt.recorded.pending.contains_key(&settled).then_some(
        // They are there, so the doubt is over.
        RecordChange::NotDone {
            part: Part::Generation,
        },
    );
    let facts: Vec<_> = std::iter::once(identified)
        .chain(questions)
        .chain(settled)
        .collect();
    for fact in facts {
        attempt.recorded.apply(&fact.of(address));
    }
}
