//! The differences of a change, each taken apart into the values that a reviewer compares.

use serde_json::Value;

use super::look::place_words;
use crate::model::{PersonAction, PersonSource};
use crate::plan::{Action, Cause, Change, FieldChange, PersonChange};
use crate::render::Locate;
use crate::render::escape::visible;
use crate::render::value_words;

/// Shorter texts read better whole than word by word, in bytes.
const SHORT: usize = 24;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Difference {
    /// `title`, `questions[debugging]`
    pub name: String,
    /// `+`, `-` or `~`
    pub sign: &'static str,
    /// Who moved; `None` where the whole resource is new, and all of it comes from the manifest.
    pub cause: Option<Cause>,
    pub place: Option<String>,
    /// What differs, part by part: at least one, if anything can be shown.
    pub parts: Vec<Part>,
}

/// A part of a difference: the field itself, or one field of a question or a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Part {
    /// The part's name; `None`: the field itself.
    pub label: Option<String>,
    pub shown: Shown,
}

/// Values as a reviewer reads them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) enum Shown {
    Come(String),
    Gone(String),
    /// A new one in the place of one that no read shows.
    Unread(String),
    Same(String),
    /// Two that are best read whole.
    Values {
        before: String,
        after: String,
    },
    /// Two texts that are best read word by word.
    Words {
        before: String,
        after: String,
    },
}

/// The differences of a change that can be shown, in the plan's order.
pub(in crate::render) fn differences(change: &Change, locate: Locate<'_>) -> Vec<Difference> {
    let is_new = change.action == Action::Create;
    let fields = change.fields.iter();
    let people = change.people.iter().map(|person| of_person(person, locate));
    fields
        .filter_map(|field| difference(field, is_new, locate))
        .chain(people)
        .collect()
}

/// People show masked.
fn of_person(person: &PersonChange, locate: Locate<'_>) -> Difference {
    let PersonChange {
        who,
        action,
        cause,
        source,
    } = person;
    let (sign, shown) = match action {
        PersonAction::Invite | PersonAction::Register => ("+", Shown::Come(action.to_string())),
        PersonAction::Enter { stage } => ("+", Shown::Come(format!("enter {}", visible(stage)))),
        PersonAction::Move { from, to } => {
            let before = from.as_deref().unwrap_or("another stage");
            let values = Shown::Values {
                before: visible(before).into_owned(),
                after: visible(to).into_owned(),
            };
            ("~", values)
        }
        PersonAction::Reject | PersonAction::Revoke => ("-", Shown::Come(action.to_string())),
    };
    let place = match source {
        PersonSource::Manifest(path) => locate(path).as_ref().map(place_words),
        PersonSource::Row { file, line } => Some(format!("{file}:{line}")),
    };
    Difference {
        name: format!("candidates[{who}]"),
        sign,
        cause: Some(*cause),
        place,
        parts: vec![Part { label: None, shown }],
    }
}

fn difference(field: &FieldChange, is_new: bool, locate: Locate<'_>) -> Option<Difference> {
    let FieldChange {
        path,
        before,
        after,
        cause,
        source,
    } = field;
    let sign = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => "+",
        (Some(_), None) => "-",
        (Some(_), Some(_)) => "~",
    };
    let place = source.as_ref().and_then(locate);
    Some(Difference {
        name: visible(path.strip_prefix("spec.").unwrap_or(path)).into_owned(),
        sign,
        cause: (!is_new).then_some(*cause),
        place: place.as_ref().map(place_words),
        parts: parts(before.as_ref(), after.as_ref()),
    })
}

fn parts(before: Option<&Value>, after: Option<&Value>) -> Vec<Part> {
    let Some(object) = after.or(before).and_then(Value::as_object) else {
        let shown = values(before, after);
        return shown
            .map(|shown| Part { label: None, shown })
            .into_iter()
            .collect();
    };
    let names = object.keys();
    names
        .filter_map(|name| {
            let of = |side: Option<&'_ Value>| side.and_then(|side| side.get(name)).cloned();
            let (before, after) = (of(before), of(after));
            let shown = match (&before, &after) {
                (Some(Value::Null), Some(after)) => Shown::Unread(shown(after)),
                (before, after) => values(before.as_ref(), after.as_ref())?,
            };
            Some(Part {
                label: Some(visible(name).into_owned()),
                shown,
            })
        })
        .collect()
}

/// A value in words; an empty text has none of its own.
fn shown(value: &Value) -> String {
    match value_words::shown(value) {
        text if text.is_empty() => "(empty)".to_owned(),
        text => text,
    }
}

fn values(before: Option<&Value>, after: Option<&Value>) -> Option<Shown> {
    Some(match (before, after) {
        (None, None) => return None,
        (None, Some(after)) => Shown::Come(shown(after)),
        (Some(before), None) => Shown::Gone(shown(before)),
        (Some(before), Some(after)) if before == after => Shown::Same(shown(after)),
        (Some(Value::String(old)), Some(Value::String(new)))
            if old.len().max(new.len()) > SHORT =>
        {
            Shown::Words {
                before: visible(old.trim_end()).into_owned(),
                after: visible(new.trim_end()).into_owned(),
            }
        }
        (Some(before), Some(after)) => Shown::Values {
            before: shown(before),
            after: shown(after),
        },
    })
}
