//! Live questions as items of `questions:`.

use super::name::{Taken, name_of_text};
use crate::manifest::edit::{Edit, Line, Yaml};
use crate::model::taptalent::{ObservedQuestion, Question, QuestionType};
use crate::model::{Name, Pointer};

/// A live question with the name that a manifest gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<'l> {
    /// Unique in its assessment.
    pub name: Name,
    pub question: &'l ObservedQuestion,
}

/// Names for those questions that a manifest can hold: subjective ones.
pub fn named_questions<'l>(
    questions: impl IntoIterator<Item = &'l ObservedQuestion>,
    taken: &mut Taken,
) -> Vec<Named<'l>> {
    questions
        .into_iter()
        .filter(|question| question.question_type == QuestionType::Subjective)
        .filter_map(|question| {
            let name = name_of_text(&question.text, taken)?;
            Some(Named { name, question })
        })
        .collect()
}

/// What an editor of the manifest is told of questions that were taken in, and the check for ideal answers too.
pub(super) const IS_UNKNOWN: &str = "vetform: ignore[no-ideal-answer] systemInstruction, idealAnswer: unknown, because they cannot be read back";

/// A live question as an item of a list that says [`IS_UNKNOWN`] of all; `None` if no manifest can hold it.
pub(super) fn own_entry(question: &ObservedQuestion, taken: &mut Taken) -> Option<Yaml> {
    let named = named_questions([question], taken).into_iter().next()?;
    Some(Yaml::Map(vec![
        Line::entry("name", Yaml::text(named.name.as_str())),
        Line::entry("question", Yaml::text(&question.text)),
    ]))
}

/// A live question as one more item of a list that somebody writes.
pub(super) fn one_more(named: &Named<'_>) -> Yaml {
    let Named { name, question } = named;
    Yaml::Map(vec![
        Line::entry("name", Yaml::text(name.as_str())),
        Line::Comment(IS_UNKNOWN.to_owned()),
        Line::entry("question", Yaml::text(&question.text)),
    ])
}

/// The item. What cannot be read is named in a comment, never written as empty: that would overwrite it.
pub fn question_item(named: &Named<'_>) -> Yaml {
    let Named { name, question } = named;
    Yaml::Map(vec![
        Line::entry("name", Yaml::text(name.as_str())),
        Line::entry("question", Yaml::text(&question.text)),
        Line::Comment(
            "systemInstruction, idealAnswer: unknown, because they cannot be read back".to_owned(),
        ),
    ])
}

/// A shared question that has another text in one assessment: from now on it stands in that one by itself, in the place
/// of its `use:`.
pub(super) fn own_item(at: &Pointer, question: &Question, text: &str) -> Vec<Edit> {
    let content = &question.content;
    let name = Yaml::text(question.name.as_str());
    let mut edits = vec![
        Edit::Replace(at.clone().key("use"), "name".to_owned(), name),
        Edit::Set(at.clone().key("question"), Yaml::text(text)),
    ];
    let declared = [
        ("systemInstruction", &content.system_instruction),
        ("idealAnswer", &content.ideal_answer),
    ];
    for (key, value) in declared {
        if let Some(value) = value {
            edits.push(Edit::Set(at.clone().key(key), Yaml::text(value)));
        }
    }
    edits
}
