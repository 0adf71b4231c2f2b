//! `limit` and `offset` of the lists that have them, and their envelope (reviewers/resources/pagination).

use serde_json::Value;

use super::super::answer::object;
use super::super::query::Parameters;
use super::Refusal;

/// A window asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) limit: i64,
    pub(super) offset: i64,
}

impl Window {
    /// The bounds of `limit` differ from list to list. That more is refused is our reading: it may be cut down.
    pub(super) fn read(given: &Parameters, default: i64, most: i64) -> Result<Self, Refusal> {
        let wrong = |name: &'static str| {
            move |problem: String| Refusal::fields(&object([(name, problem.into())]))
        };
        Ok(Self {
            limit: given
                .integer("limit", default, 1..=most)
                .map_err(wrong("limit"))?,
            offset: given
                .integer("offset", 0, 0..=i64::from(u32::MAX))
                .map_err(wrong("offset"))?,
        })
    }

    /// `{<name>: […], total, limit, offset}`
    pub(super) fn envelope(self, name: &str, items: Vec<Value>, total: i64) -> Value {
        let Self { limit, offset } = self;
        Value::Object(object([
            (name, Value::Array(items)),
            ("total", total.into()),
            ("limit", limit.into()),
            ("offset", offset.into()),
        ]))
    }

    /// The same, of all items.
    pub(super) fn cut(self, name: &str, items: Vec<Value>) -> Value {
        let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
        let whole = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
        let cut = items
            .into_iter()
            .skip(whole(self.offset))
            .take(whole(self.limit))
            .collect();
        self.envelope(name, cut, total)
    }
}
