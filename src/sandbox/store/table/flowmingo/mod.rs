//! Flowmingo's tables.

pub(in crate::sandbox) mod applications;
pub(in crate::sandbox) mod candidates;
pub(in crate::sandbox) mod invitations;
pub(in crate::sandbox) mod job_posts;
pub(in crate::sandbox) mod projects;
pub(in crate::sandbox) mod sets;
pub(in crate::sandbox) mod stages;
pub(in crate::sandbox) mod submissions;

use rusqlite::{Connection, Params, Row};

/// A page of a list with the number of all items in it. Each statement's `WHERE` is the same.
#[derive(Debug)]
pub(in crate::sandbox) struct Listed<T> {
    pub(in crate::sandbox) items: Vec<T>,
    pub(in crate::sandbox) total: i64,
}

/// The newest first, as the order is unsaid and this one makes items move between pages while others are
/// made. `from` begins with `FROM`; its parameters are those of `given`.
fn newest<T>(
    connection: &Connection,
    from: &str,
    given: impl Params + Clone,
    (limit, offset): (i64, i64),
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Listed<T>> {
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row(given.clone(), |row| row.get(0))?;
    let items = connection
        .prepare_cached(&format!(
            "SELECT * {from} ORDER BY sequence DESC LIMIT {limit} OFFSET {offset}"
        ))?
        .query_map(given, read)?
        .collect::<Result<_, _>>()?;
    Ok(Listed { items, total })
}
