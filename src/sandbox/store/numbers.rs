//! Numbers that go up or down by one: the counters behind ids, and the credits left.

use rusqlite::{Connection, OptionalExtension, Result};

/// The next number of a counter, from 1.
pub(in crate::sandbox) fn next(connection: &Connection, name: &str) -> Result<i64> {
    let sql = "INSERT INTO numbers (name, value) VALUES (?1, 1)
               ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value";
    connection
        .prepare_cached(sql)?
        .query_row([name], |row| row.get(0))
}

/// A number; 0 if nobody has set it.
pub(in crate::sandbox) fn get(connection: &Connection, name: &str) -> Result<i64> {
    let value = connection
        .prepare_cached("SELECT value FROM numbers WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value.unwrap_or_default())
}

/// Sets a number.
pub(in crate::sandbox) fn set(connection: &Connection, name: &str, value: u32) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO numbers (name, value) VALUES (?1, ?2)")?
        .execute((name, value))?;
    Ok(())
}

/// Takes one away; false if nothing is left.
pub(in crate::sandbox) fn take(connection: &Connection, name: &str) -> Result<bool> {
    let taken = connection
        .prepare_cached("UPDATE numbers SET value = value - 1 WHERE name = ?1 AND value > 0")?
        .execute([name])?;
    Ok(taken == 1)
}

/// Makes a counter go on behind this number, unless it is further already.
pub(in crate::sandbox) fn go_on_behind(
    connection: &Connection,
    name: &str,
    value: i64,
) -> Result<()> {
    let sql = "INSERT INTO numbers (name, value) VALUES (?1, ?2)
               ON CONFLICT DO UPDATE SET value = max(value, ?2)";
    connection
        .prepare_cached(sql)?
        .execute((name, value.max(0)))?;
    Ok(())
}
