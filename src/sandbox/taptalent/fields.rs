//! Reading a JSON body against a page's table of fields: strict types, bounds, and nothing beside.
//!
//! Every field at fault is told, not just the first. Nothing is trimmed, rounded or converted: the pages
//! promise none of it. A field that a table does not list is refused; whether the system ignores it is
//! unsaid, and a client that sends one is wrong either way. So is a null.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::super::call::{Call, Content};
use super::Refusal;

/// The fields of an object that are not yet read, and what was wrong so far.
#[derive(Debug)]
pub(super) struct Fields<'p> {
    /// Where the object stands in the body, as `steps[2].`; empty at the top.
    place: String,
    given: Map<String, Value>,
    problems: &'p mut Map<String, Value>,
}

/// Reads a whole body. What `read` gives counts only if nothing was wrong, so where a field is at fault it
/// may go on with any value.
pub(super) fn read_body<T>(
    call: &Call,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Refusal> {
    let refused = |message| Err(Refusal::invalid(message, Map::new()));
    // Content-Type is asked for on writes (api-reference/overview).
    if !call.says_json {
        return refused("Content-Type must be application/json");
    }
    let Content::Json(Value::Object(given)) = &call.content else {
        return refused("The body must be a JSON object");
    };
    let mut problems = Map::new();
    let mut fields = Fields {
        place: String::new(),
        given: given.clone(),
        problems: &mut problems,
    };
    let value = read(&mut fields);
    fields.finish();
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(Refusal::invalid("Validation failed", problems))
    }
}

impl Fields<'_> {
    /// Whether the object holds no field at all.
    pub(super) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Notes what is wrong with a field.
    pub(super) fn problem(&mut self, name: &str, message: impl Into<String>) {
        self.problems.insert(
            format!("{}{name}", self.place),
            Value::String(message.into()),
        );
    }

    /// A string of so many characters.
    pub(super) fn text(&mut self, name: &str, characters: RangeInclusive<usize>) -> Option<String> {
        let Value::String(text) = self.take(name)? else {
            self.problem(name, "must be a string");
            return None;
        };
        if !characters.contains(&text.chars().count()) {
            let (least, most) = (characters.start(), characters.end());
            self.problem(
                name,
                match *most {
                    usize::MAX => format!("must have at least {least} characters"),
                    _ => format!("must have {least} to {most} characters"),
                },
            );
        }
        Some(text)
    }

    /// As [`Fields::text`], and it must be there.
    pub(super) fn required_text(
        &mut self,
        name: &str,
        characters: RangeInclusive<usize>,
    ) -> String {
        self.require(name);
        self.text(name, characters).unwrap_or_default()
    }

    /// A string of any length.
    pub(super) fn any_text(&mut self, name: &str) -> Option<String> {
        self.text(name, 0..=usize::MAX)
    }

    /// One of these strings.
    pub(super) fn one_of(&mut self, name: &str, values: &[&str]) -> Option<String> {
        let text = self.any_text(name)?;
        if !values.contains(&text.as_str()) {
            self.problem(name, format!("must be one of: {}", values.join(", ")));
        }
        Some(text)
    }

    /// A number within bounds.
    pub(super) fn number(&mut self, name: &str, bounds: RangeInclusive<f64>) -> Option<f64> {
        let value = self.take(name)?;
        let number = value.as_f64().filter(|number| bounds.contains(number));
        if number.is_none() {
            self.problem(
                name,
                format!(
                    "must be a number from {} to {}",
                    bounds.start(),
                    bounds.end()
                ),
            );
        }
        number
    }

    /// As [`Fields::number`], and it must be there.
    pub(super) fn required_number(&mut self, name: &str, bounds: RangeInclusive<f64>) -> f64 {
        self.require(name);
        self.number(name, bounds).unwrap_or_default()
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.take(name)?;
        if !value.is_boolean() {
            self.problem(name, "must be a boolean");
        }
        value.as_bool()
    }

    /// A list of at most so many strings.
    pub(super) fn texts(&mut self, name: &str, most: usize) -> Option<Vec<String>> {
        let value = self.take(name)?;
        let texts: Option<Vec<String>> = value.as_array().and_then(|items| {
            items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect()
        });
        match &texts {
            None => self.problem(name, "must be an array of strings"),
            Some(texts) if texts.len() > most => {
                self.problem(name, format!("must have at most {most} items"));
            }
            Some(_) => {}
        }
        texts
    }

    /// A list of objects, each read by `read`.
    pub(super) fn objects<T>(
        &mut self,
        name: &str,
        count: RangeInclusive<usize>,
        mut read: impl FnMut(&mut Fields<'_>) -> T,
    ) -> Option<Vec<T>> {
        let Value::Array(items) = self.take(name)? else {
            self.problem(name, "must be an array");
            return None;
        };
        if !count.contains(&items.len()) {
            let bound = if items.is_empty() { "least" } else { "most" };
            let limit = if items.is_empty() {
                count.start()
            } else {
                count.end()
            };
            self.problem(name, format!("must have at {bound} {limit} items"));
        }
        let read_one = |(index, item)| self.object(&format!("{name}[{index}]"), item, &mut read);
        items.into_iter().enumerate().map(read_one).collect()
    }

    /// Notes that a field is missing.
    pub(super) fn require(&mut self, name: &str) {
        if !self.given.contains_key(name) {
            self.problem(name, "is required");
        }
    }

    fn object<T>(
        &mut self,
        name: &str,
        item: Value,
        read: &mut impl FnMut(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let Value::Object(given) = item else {
            self.problem(name, "must be an object");
            return None;
        };
        let place = format!("{}{name}.", self.place);
        let mut fields = Fields {
            place,
            given,
            problems: &mut *self.problems,
        };
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.given.shift_remove(name)
    }

    /// Refuses what no one has read.
    fn finish(self) {
        for name in self.given.keys() {
            let place = format!("{}{name}", self.place);
            self.problems
                .insert(place, Value::from("is not accepted here"));
        }
    }
}
