//! What a field of a body may hold: its type and bounds, and what to say of anything else.

use serde_json::Value;

use super::text::{is_uuid, looks_like_an_address};

/// The words of a row.
pub(in crate::sandbox) mod words {
    pub(in crate::sandbox) use super::Form::{
        Address, Flag, Number, NumberOrText, Objects, OneOf, Text, Texts, Url, Uuid, Whole,
    };
    pub(in crate::sandbox) use super::{ANY_TEXT, COUNTED, SOME_TEXT};
}

/// A type with its bounds, both inclusive.
#[derive(Debug, Clone, Copy)]
pub(in crate::sandbox) enum Form {
    /// A string of so many characters.
    Text(usize, usize),
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A string that looks like an e-mail address.
    Address,
    /// A string that is a URL of one of these schemes.
    Url(&'static [&'static str]),
    /// A string in the form of a UUID, of any version.
    Uuid,
    /// A number or a string, kept as text: what the pages call `number/string`.
    NumberOrText,
    /// A number.
    Number(f64, f64),
    /// A whole number.
    Whole(i64, i64),
    /// `true` or `false`.
    Flag,
    /// A list of at most so many strings.
    Texts(usize),
    /// A list of so many objects, each of these rows.
    Objects(usize, usize, &'static [Row]),
}

/// A string of any length.
pub(in crate::sandbox) const ANY_TEXT: Form = Form::Text(0, usize::MAX);

/// A string that is not empty.
pub(in crate::sandbox) const SOME_TEXT: Form = Form::Text(1, usize::MAX);

/// The id of something that is counted.
pub(in crate::sandbox) const COUNTED: Form = Form::Whole(1, i64::MAX);

/// What one body asks of a field.
#[derive(Debug, Clone, Copy)]
pub(in crate::sandbox) struct Rule {
    pub(in crate::sandbox) form: Form,
    pub(in crate::sandbox) is_required: bool,
    /// Whether null is taken too.
    pub(in crate::sandbox) may_clear: bool,
}

/// What is known of a field beside its type.
#[derive(Debug, Clone, Copy)]
pub(in crate::sandbox) struct Row {
    /// In bodies and in the store.
    pub(in crate::sandbox) name: &'static str,
    pub(in crate::sandbox) create: Option<Rule>,
    pub(in crate::sandbox) update: Option<Rule>,
    pub(in crate::sandbox) shown: Option<Shown>,
}

impl Row {
    /// A field of a part, that stands in no type of its own.
    pub(in crate::sandbox) const fn new(name: &'static str, create: Rule) -> Self {
        Self {
            name,
            create: Some(create),
            update: None,
            shown: None,
        }
    }
}

/// Under which name answers show a field.
#[derive(Debug, Clone, Copy)]
pub(in crate::sandbox) enum Shown {
    /// In all answers.
    Read(&'static str),
    /// In all answers, as a time.
    Time(&'static str),
    /// Only where an answer shows more than others.
    More(&'static str),
}

impl Form {
    /// It may be left out.
    pub(in crate::sandbox) const fn optional(self) -> Rule {
        Rule {
            form: self,
            is_required: false,
            may_clear: false,
        }
    }

    /// It must be there.
    pub(in crate::sandbox) const fn required(self) -> Rule {
        Rule {
            is_required: true,
            ..self.optional()
        }
    }

    /// It may be left out, and null takes away what was there.
    pub(in crate::sandbox) const fn clearable(self) -> Rule {
        Rule {
            may_clear: true,
            ..self.optional()
        }
    }

    /// What is wrong with a value. The items of a list of objects are not looked into.
    pub(in crate::sandbox) fn problem(self, value: &Value) -> Option<String> {
        let (is_fit, problem) = match (self, value) {
            (Self::Number(least, most), _) => (
                value
                    .as_f64()
                    .is_some_and(|number| least <= number && number <= most),
                format!("must be a number from {least} to {most}"),
            ),
            (Self::Whole(least, most), _) => (
                value
                    .as_i64()
                    .is_some_and(|number| least <= number && number <= most),
                whole(least, most),
            ),
            (Self::Flag, _) => (value.is_boolean(), "must be a boolean".to_owned()),
            (Self::NumberOrText, _) => (
                value.is_number() || value.is_string(),
                "must be a number or a string".to_owned(),
            ),
            (Self::Texts(most), Value::Array(items)) if items.iter().all(Value::is_string) => {
                (items.len() <= most, count(items.len(), 0, most))
            }
            (Self::Texts(_), _) => (false, "must be an array of strings".to_owned()),
            (Self::Objects(least, most, _), Value::Array(items)) => (
                (least..=most).contains(&items.len()),
                count(items.len(), least, most),
            ),
            (Self::Objects(..), _) => (false, "must be an array".to_owned()),
            (_, Value::String(text)) => self.problem_of_text(text),
            _ => (false, "must be a string".to_owned()),
        };
        (!is_fit).then_some(problem)
    }

    /// The value as it is kept.
    pub(in crate::sandbox) fn kept(self, value: Value) -> Value {
        match (self, value) {
            (Self::NumberOrText, Value::Number(number)) => Value::String(number.to_string()),
            (_, value) => value,
        }
    }

    fn problem_of_text(self, text: &str) -> (bool, String) {
        match self {
            Self::Text(least, most) => (
                (least..=most).contains(&text.chars().count()),
                characters(least, most),
            ),
            Self::OneOf(texts) => (texts.contains(&text), one_of(texts)),
            Self::Address => (
                looks_like_an_address(text),
                "must be an e-mail address".to_owned(),
            ),
            Self::Url(schemes) => (
                is_url(text, schemes),
                format!("must be a URL ({})", schemes.join(", ")),
            ),
            _ => (is_uuid(text), "must be a UUID".to_owned()),
        }
    }
}

/// What to say of a whole number out of bounds.
pub(in crate::sandbox) fn whole(least: i64, most: i64) -> String {
    match most {
        i64::MAX => format!("must be an integer from {least}"),
        _ => format!("must be an integer from {least} to {most}"),
    }
}

/// What to say of a text that is none of these.
pub(in crate::sandbox) fn one_of(texts: &[&str]) -> String {
    format!("must be one of: {}", texts.join(", "))
}

fn characters(least: usize, most: usize) -> String {
    match most {
        usize::MAX => format!("must have at least {least} characters"),
        _ => format!("must have {least} to {most} characters"),
    }
}

fn count(count: usize, least: usize, most: usize) -> String {
    if count < least {
        format!("must have at least {least} items")
    } else {
        format!("must have at most {most} items")
    }
}

fn is_url(text: &str, schemes: &[&str]) -> bool {
    let uri: Option<axum::http::Uri> = text.parse().ok();
    uri.is_some_and(|uri| {
        uri.host().is_some()
            && uri
                .scheme_str()
                .is_some_and(|given| schemes.contains(&given))
    })
}
