//! `limit` and `offset` of the lists that have them, and their envelope (reviewers/resources/pagination).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::{Outcome, Parameters};
use super::super::store::{Object, Select};

/// The items asked for, the oldest first: `{<name>: […], total, limit, offset}`.
///
/// Default and bound of `limit` differ from list to list. That more is refused is our reading: it may be cut down.
pub(super) fn listed<T: Object, V: Into<Value>>(
    connection: &Connection,
    given: &Parameters,
    (default, most): (i64, i64),
    name: &str,
    select: Select<T>,
    show: impl Fn(&T) -> rusqlite::Result<V>,
) -> Outcome {
    let limit = given.integer("limit", default, 1..=most)?;
    let offset = given.integer("offset", 0, 0..=i64::from(u32::MAX))?;
    let listed = select.listed(connection, (limit, offset))?;
    let shown = listed.items.iter().map(|item| Ok(show(item)?.into()));
    let shown = shown.collect::<rusqlite::Result<Vec<Value>>>()?;
    Ok(json!({name: shown, "total": listed.total, "limit": limit, "offset": offset}))
}
