//! Reading a JSON object against a table of fields: strict types, bounds, and nothing beside.
//!
//! Every field at fault is told, not just the first; how, is each system's business. Nothing is trimmed,
//! rounded or converted: the pages promise none of it. A null counts as a wrong type.

use serde_json::{Map, Value};

use super::form::{Form, Row, Rule};

/// What is wrong, by place: `steps[2].name` to a text.
pub(in crate::sandbox) type Problems = Map<String, Value>;

/// How much a system asks of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Manner {
    /// The header says JSON, and a field that no one has read is a problem.
    Strict,
    /// A field that no one has read is as if it were not there.
    Lenient,
}

/// The fields of an object that are not yet read, and what was wrong so far.
#[derive(Debug)]
pub(in crate::sandbox) struct Fields<'p> {
    /// Where the object stands in the body, as `steps[2].`; empty at the top.
    place: String,
    given: Map<String, Value>,
    manner: Manner,
    problems: &'p mut Problems,
}

/// Reads a whole object. What `read` gives counts only if nothing was wrong, so where a field is at fault it
/// may go on with any value.
pub(in crate::sandbox) fn read<T>(
    given: Map<String, Value>,
    manner: Manner,
    read: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, Problems> {
    let mut problems = Map::new();
    let mut fields = Fields {
        place: String::new(),
        given,
        manner,
        problems: &mut problems,
    };
    let value = read(&mut fields);
    fields.finish();
    if problems.is_empty() {
        Ok(value)
    } else {
        Err(problems)
    }
}

impl Fields<'_> {
    /// The fields of a table that are given, as far as nothing is wrong with them. `rule` says what a row asks
    /// of this body; a row without a rule is not read.
    pub(in crate::sandbox) fn rows(
        &mut self,
        rows: &[Row],
        rule: fn(&Row) -> Option<Rule>,
    ) -> Map<String, Value> {
        let ruled = rows.iter().filter_map(|row| Some((row.name, rule(row)?)));
        ruled
            .filter_map(|(name, rule)| Some((name.to_owned(), self.field(name, rule)?)))
            .collect()
    }

    /// Whether the object holds no field at all.
    pub(in crate::sandbox) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// A field that is not yet read.
    pub(in crate::sandbox) fn get(&self, name: &str) -> Option<&Value> {
        self.given.get(name)
    }

    /// Takes a field away unread.
    pub(in crate::sandbox) fn drop(&mut self, name: &str) {
        self.given.shift_remove(name);
    }

    /// Whether a field that is not yet read is given.
    pub(in crate::sandbox) fn has(&self, name: &str) -> bool {
        self.given.contains_key(name)
    }

    /// The items of a list that is not yet read; none of anything else.
    pub(in crate::sandbox) fn items(&mut self, name: &str) -> &mut [Value] {
        let items = self.given.get_mut(name).and_then(Value::as_array_mut);
        items.map(Vec::as_mut_slice).unwrap_or_default()
    }

    /// Notes what is wrong with a field.
    pub(in crate::sandbox) fn problem(&mut self, name: &str, message: impl Into<String>) {
        self.problems.insert(
            format!("{}{name}", self.place),
            Value::String(message.into()),
        );
    }

    /// Notes that a field is missing.
    pub(in crate::sandbox) fn require(&mut self, name: &str) {
        if !self.has(name) {
            self.problem(name, "is required");
        }
    }

    fn field(&mut self, name: &str, rule: Rule) -> Option<Value> {
        if rule.is_required {
            self.require(name);
        }
        let value = self.given.shift_remove(name)?;
        if value.is_null() && rule.may_clear {
            return Some(value);
        }
        if let Some(problem) = rule.form.problem(&value) {
            self.problem(name, problem);
        }
        match (rule.form, value) {
            (Form::Objects(.., rows), Value::Array(items)) => {
                let read_one = |(at, item)| self.object(&format!("{name}[{at}]"), item, rows);
                items.into_iter().enumerate().map(read_one).collect()
            }
            (form, value) => Some(form.kept(value)),
        }
    }

    fn object(&mut self, name: &str, item: Value, rows: &[Row]) -> Option<Value> {
        let Value::Object(given) = item else {
            self.problem(name, "must be an object");
            return None;
        };
        let mut fields = Fields {
            place: format!("{}{name}.", self.place),
            given,
            manner: self.manner,
            problems: &mut *self.problems,
        };
        let value = fields.rows(rows, |row| row.create);
        fields.finish();
        Some(Value::Object(value))
    }

    /// Refuses what no one has read.
    fn finish(self) {
        if self.manner == Manner::Lenient {
            return;
        }
        for name in self.given.keys() {
            let place = format!("{}{name}", self.place);
            self.problems
                .insert(place, Value::from("is not accepted here"));
        }
    }
}
