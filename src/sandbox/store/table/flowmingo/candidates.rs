//! The people. No endpoint reads them; their ids stand in submissions and applications.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::super::ids;

/// A person.
#[derive(Debug, Clone, Default)]
pub(in crate::sandbox) struct Candidate {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) email: Option<String>,
    pub(in crate::sandbox) firstname: Option<String>,
    pub(in crate::sandbox) lastname: Option<String>,
}

/// The person with this address, capitals aside; a new one if there is none, and always without an address.
pub(in crate::sandbox) fn find_or_insert(
    connection: &Connection,
    email: Option<&str>,
    firstname: Option<&str>,
    lastname: Option<&str>,
) -> rusqlite::Result<Candidate> {
    let known = connection
        .prepare_cached("SELECT * FROM flowmingo_candidates WHERE lower(email) = lower(?1)")?
        .query_row([email], read)
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    let id = ids::uuid(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO flowmingo_candidates (id, email, firstname, lastname)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![id, email, firstname, lastname])?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(Candidate {
        id,
        email: owned(email),
        firstname: owned(firstname),
        lastname: owned(lastname),
    })
}

/// The person with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: &str,
) -> rusqlite::Result<Option<Candidate>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_candidates WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// Everybody, in the order of their coming.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<Candidate>> {
    connection
        .prepare_cached("SELECT * FROM flowmingo_candidates ORDER BY sequence")?
        .query_map([], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        id: row.get("id")?,
        email: row.get("email")?,
        firstname: row.get("firstname")?,
        lastname: row.get("lastname")?,
    })
}
