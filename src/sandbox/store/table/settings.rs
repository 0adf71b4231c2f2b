//! How each system is set up, and the seed; what the values mean is in `settings` and `seed`.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::super::{Seed, System};
use super::json;

/// The name of the seed's row; the others are named by their systems.
const SEED: &str = "seed";

/// A system's settings; the defaults while nobody has set any.
pub(in crate::sandbox) fn of<T: DeserializeOwned + Default>(
    connection: &Connection,
    system: System,
) -> rusqlite::Result<T> {
    get(connection, system.name()).map(Option::unwrap_or_default)
}

/// Puts these settings in the place of the old ones.
pub(in crate::sandbox) fn set(
    connection: &Connection,
    system: System,
    settings: &impl Serialize,
) -> rusqlite::Result<()> {
    put(connection, system.name(), settings)
}

/// The seed that was planted last.
pub(in crate::sandbox) fn planted(connection: &Connection) -> rusqlite::Result<Option<Seed>> {
    get(connection, SEED)
}

/// Notes the seed that was planted.
pub(in crate::sandbox) fn set_planted(
    connection: &Connection,
    seed: &Seed,
) -> rusqlite::Result<()> {
    put(connection, SEED, seed)
}

fn get<T: DeserializeOwned>(connection: &Connection, name: &str) -> rusqlite::Result<Option<T>> {
    connection
        .prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| json(row, "value"))
        .optional()
}

fn put(connection: &Connection, name: &str, settings: &impl Serialize) -> rusqlite::Result<()> {
    let value = serde_json::to_string(settings)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}
