//! The one company and its credits.

use rusqlite::{Connection, params};

/// `companyId` in every answer: a string on these pages (api-reference/assessments).
pub(in crate::sandbox) const COMPANY_ID: &str = "company-sandbox";

/// So many that nobody meets the limit without setting it.
const CREDITS_AT_FOUNDATION: i64 = 1_000_000;

pub(in crate::sandbox) fn found(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO company (id, credits, ids_given) VALUES (?1, ?2, 0)",
        params![COMPANY_ID, CREDITS_AT_FOUNDATION],
    )?;
    Ok(())
}

/// The credits left.
pub(in crate::sandbox) fn credits(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("SELECT credits FROM company")?
        .query_row([], |row| row.get(0))
}

/// Sets the credits left, 0 or more.
pub(in crate::sandbox) fn set_credits(
    connection: &Connection,
    credits: u32,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE company SET credits = ?1")?
        .execute([credits])?;
    Ok(())
}

/// Takes one credit; false if there is none.
pub(in crate::sandbox) fn spend_credit(connection: &Connection) -> rusqlite::Result<bool> {
    let spent = connection
        .prepare_cached("UPDATE company SET credits = credits - 1 WHERE credits > 0")?
        .execute([])?;
    Ok(spent == 1)
}
