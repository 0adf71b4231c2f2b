//! One module a table, a folder a system, so that a call reads `table::taptalent::questions::append`.

pub(in crate::sandbox) mod flowmingo;
pub(in crate::sandbox) mod ids;
pub(in crate::sandbox) mod mails;
pub(in crate::sandbox) mod promptster;
pub(in crate::sandbox) mod settings;
pub(in crate::sandbox) mod taptalent;

use rusqlite::Row;
use rusqlite::types::Type;

/// A column of JSON.
fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let index = row.as_ref().column_index(column)?;
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_str(text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, error.into()))
}
