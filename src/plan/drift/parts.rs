//! A difference of a plan, told backwards: what apply would take it to is what it was, and what it would take away is what
//! somebody put there.

use serde_json::Value;

use super::sentence::{DriftPart, DriftWhat};
use crate::plan::change::{Cause, FieldChange};

/// What was done to a part, without whose it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Done {
    pub what: DriftWhat,
    pub part: DriftPart,
    pub from: Option<Value>,
    pub to: Option<Value>,
    pub declared: Option<Value>,
}

impl Done {
    fn new(part: DriftPart, field: &FieldChange) -> Self {
        Self::of_values(part, field.before.clone(), field.after.clone(), field.cause)
    }

    /// Where only the live value was changed, the declared one is what was applied.
    fn of_values(
        part: DriftPart,
        live: Option<Value>,
        declared: Option<Value>,
        cause: Cause,
    ) -> Self {
        let live = live.filter(|live| !live.is_null());
        let what = match (&live, &declared) {
            (None, _) => DriftWhat::Deleted,
            (Some(_), None) => DriftWhat::Added,
            (Some(_), Some(_)) => DriftWhat::Changed,
        };
        let (from, declared) = match cause {
            Cause::Conflict => (None, declared),
            _ => (declared, None),
        };
        Self {
            what,
            part,
            from,
            to: live,
            declared,
        }
    }
}

/// What a difference tells; of a question, each text of it that a read shows. `is_live`: whether a question of this name is.
pub(super) fn done(field: &FieldChange, is_live: impl Fn(&str) -> bool) -> Vec<Done> {
    let path = field.path.as_str();
    let name = path.strip_prefix("spec.").unwrap_or(path);
    if let Some(label) = within(name, "questions[").and_then(|rest| rest.strip_suffix(']')) {
        return question(field, label, is_live(label));
    }
    if let Some((index, rest)) = within(name, "steps[").and_then(|rest| rest.split_once(']')) {
        let step = index.parse::<usize>().map_or(0, |index| index + 1);
        let part = match rest.strip_prefix('.') {
            None => DriftPart::Step(step),
            Some(field) => DriftPart::StepField {
                step,
                field: field.to_owned(),
            },
        };
        return vec![Done::new(part, field)];
    }
    vec![Done::new(DriftPart::Field(name.to_owned()), field)]
}

fn within<'t>(name: &'t str, list: &str) -> Option<&'t str> {
    name.strip_prefix(list)
}

fn question(field: &FieldChange, label: &str, is_live: bool) -> Vec<Done> {
    const TEXT: &str = "question";
    let text_of = |value: &Option<Value>| Some(value.as_ref()?.get(TEXT)?.clone());
    let whole = |is_managed| DriftPart::Question {
        label: label.to_owned(),
        is_managed,
    };
    match (&field.before, &field.after) {
        // It is to be moved: the state holds no order, so it is told only if it is gone.
        (None, _) if is_live => Vec::new(),
        (None, after) => vec![Done::of_values(
            whole(true),
            None,
            text_of(after),
            field.cause,
        )],
        (before, None) => vec![Done::of_values(
            whole(false),
            text_of(before),
            None,
            field.cause,
        )],
        (Some(before), Some(after)) => {
            let names = after.as_object().into_iter().flatten();
            let read =
                names.filter(|(name, _)| before.get(name).is_some_and(|live| !live.is_null()));
            read.map(|(name, declared)| {
                let part = match name.as_str() {
                    TEXT => whole(true),
                    other => DriftPart::QuestionField {
                        label: label.to_owned(),
                        field: other.to_owned(),
                    },
                };
                Done::of_values(
                    part,
                    before.get(name).cloned(),
                    Some(declared.clone()),
                    field.cause,
                )
            })
            .collect()
        }
    }
}
