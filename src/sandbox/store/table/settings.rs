//! How each system is set up; what the values mean is in `settings`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::super::System;
use super::json;

/// A system's settings; the defaults while nobody has set any.
pub(in crate::sandbox) fn of<T: DeserializeOwned + Default>(
    connection: &Connection,
    system: System,
) -> rusqlite::Result<T> {
    connection
        .prepare_cached("SELECT value FROM settings WHERE system = ?1")?
        .query_row([system.name()], |row| json(row, "value"))
        .optional()
        .map(Option::unwrap_or_default)
}

/// Puts these settings in the place of the old ones.
pub(in crate::sandbox) fn set(
    connection: &Connection,
    system: System,
    settings: &impl Serialize,
) -> rusqlite::Result<()> {
    let value = serde_json::to_string(settings)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO settings (system, value) VALUES (?1, ?2)")?
        .execute(params![system.name(), value])?;
    Ok(())
}
