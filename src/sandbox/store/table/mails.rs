//! Every mail that a real system would have sent, so that a test can prove that nobody got two.

use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::super::super::System;

/// A mail that was sent.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::sandbox) struct Mail {
    pub(in crate::sandbox) system: String,
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) to: String,
    /// The id of what it brought: an invite, a flow candidate, an invitation, a candidate key.
    pub(in crate::sandbox) about: String,
    /// Milliseconds since 1970.
    pub(in crate::sandbox) sent_at: i64,
}

/// Sends a mail, as far as a sandbox does.
pub(in crate::sandbox) fn send(
    connection: &Connection,
    system: System,
    kind: &str,
    to: &str,
    about: &str,
) -> rusqlite::Result<()> {
    let now = jiff::Timestamp::now().as_millisecond();
    connection
        .prepare_cached(
            "INSERT INTO mails (system, kind, recipient, about, sent_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![system.name(), kind, to, about, now])?;
    Ok(())
}

/// Every mail, in the order of sending.
pub(in crate::sandbox) fn all(connection: &Connection) -> rusqlite::Result<Vec<Mail>> {
    connection
        .prepare_cached("SELECT * FROM mails ORDER BY id")?
        .query_map([], read)?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Mail> {
    Ok(Mail {
        system: row.get("system")?,
        kind: row.get("kind")?,
        to: row.get("recipient")?,
        about: row.get("about")?,
        sent_at: row.get("sent_at")?,
    })
}
