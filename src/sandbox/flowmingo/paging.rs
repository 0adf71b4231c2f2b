//! `page` and `limit` of every list, and its envelope (the guide, 4).

use rusqlite::Connection;
use serde_json::{Value, json};

use super::super::kind::{Outcome, Parameters, Record};
use super::super::store::{Object, Select};

/// The page asked for, the newest first: `{data, total, page, limit}`.
pub(super) fn listed<T: Object + Record>(
    connection: &Connection,
    given: &Parameters,
    select: Select<T>,
) -> Outcome {
    shown_by(connection, given, select, |item| Ok(item.shown().into()))
}

/// The same where an item shows more than its fields.
///
/// Page 1 of 20 where they are left out. That a `limit` above 100 is refused is our reading: it may be cut down in
/// silence instead.
pub(super) fn shown_by<T: Object>(
    connection: &Connection,
    given: &Parameters,
    select: Select<T>,
    show: impl Fn(&T) -> rusqlite::Result<Value>,
) -> Outcome {
    let page = given.integer("page", 1, 1..=i64::from(u32::MAX))?;
    let limit = given.integer("limit", 20, 1..=100)?;
    let listed = select
        .newest()
        .listed(connection, (limit, (page - 1) * limit))?;
    let data = listed.items.iter().map(show);
    let data = data.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(json!({"data": data, "total": listed.total, "page": page, "limit": limit}))
}
