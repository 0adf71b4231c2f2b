//! People who have applied to a job, as far as an invite by `jobCandidateId` needs them.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// A person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Person {
    /// The e-mail address.
    pub email: String,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    #[serde(default)]
    pub last_name: String,
}

/// Adds one and gives the id.
pub(in crate::sandbox) fn insert(
    connection: &Connection,
    job: Option<i64>,
    person: &Person,
) -> rusqlite::Result<i64> {
    let Person {
        email,
        first_name,
        last_name,
    } = person;
    connection
        .prepare_cached(
            "INSERT INTO job_candidates (job_id, email, first_name, last_name)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .insert(params![job, email, first_name, last_name])
}

/// The one with this id.
pub(in crate::sandbox) fn find(
    connection: &Connection,
    id: i64,
) -> rusqlite::Result<Option<Person>> {
    connection
        .prepare_cached("SELECT * FROM job_candidates WHERE id = ?1")?
        .query_row([id], read)
        .optional()
}

/// All of them with their ids.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<(i64, Person)>> {
    connection
        .prepare_cached("SELECT * FROM job_candidates ORDER BY id")?
        .query_map([], |row| Ok((row.get("id")?, read(row)?)))?
        .collect()
}

/// The person in a row with these columns.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        email: row.get("email")?,
        first_name: row.get("first_name")?,
        last_name: row.get("last_name")?,
    })
}
