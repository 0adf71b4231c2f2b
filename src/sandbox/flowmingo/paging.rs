//! `page` and `limit` of every list, and its envelope (the guide, 4).

use serde_json::{Value, json};

use super::super::query::Parameters;
use super::super::store::Listed;
use super::Refusal;

/// A page asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    number: i64,
    size: i64,
}

impl Page {
    /// Page 1 of 20 where they are left out. That a `limit` above 100 is refused is our reading: it may be cut
    /// down in silence instead.
    pub(super) fn read(given: &Parameters) -> Result<Self, Refusal> {
        let wrong = |name: &str| {
            let name = name.to_owned();
            move |problem: String| Refusal::invalid(format!("{name} {problem}"))
        };
        Ok(Self {
            number: given
                .integer("page", 1, 1..=i64::from(u32::MAX))
                .map_err(wrong("page"))?,
            size: given
                .integer("limit", 20, 1..=100)
                .map_err(wrong("limit"))?,
        })
    }

    /// How many items at most, and how many stand before them.
    pub(super) const fn window(self) -> (i64, i64) {
        (self.size, (self.number - 1) * self.size)
    }

    /// `{data, total, page, limit}`
    pub(super) fn envelope<T>(self, listed: &Listed<T>, show: impl Fn(&T) -> Value) -> Value {
        let data: Vec<Value> = listed.items.iter().map(show).collect();
        json!({"data": data, "total": listed.total, "page": self.number, "limit": self.size})
    }
}
