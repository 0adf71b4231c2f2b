//! The one company: its credits, and the ids that are handed out for it.

use rusqlite::{Connection, OptionalExtension, params};

/// `companyId` in every answer: a string on these pages (api-reference/assessments).
pub(in crate::sandbox) const COMPANY_ID: &str = "company-sandbox";

/// So many that nobody meets the limit without setting it.
const CREDITS_AT_FOUNDATION: i64 = 1_000_000;

/// Characters of an opaque id.
const ID_CHARACTERS: usize = 20;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

/// A new opaque id, as assessments and questions have (api-reference/assessments). The same store hands out
/// the same ids in the same order, so that tests can rely on them; their text gives no order away.
pub(in crate::sandbox) fn new_id(connection: &Connection) -> rusqlite::Result<String> {
    let given: Option<i64> = connection
        .prepare_cached("UPDATE company SET ids_given = ids_given + 1 RETURNING ids_given")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(opaque(given.unwrap_or_default().unsigned_abs()))
}

/// The first 11 characters hold one whole mixed number, so different counts give different ids.
fn opaque(count: u64) -> String {
    let mut id = Vec::with_capacity(ID_CHARACTERS + 2);
    for salt in [0x5461_7054, 0x616c_656e] {
        let mut rest = mixed(count.wrapping_add(salt));
        for _ in 0..11 {
            let digit = usize::try_from(rest % 62).unwrap_or_default();
            id.push(BASE62[digit]);
            rest /= 62;
        }
    }
    id.truncate(ID_CHARACTERS);
    id.into_iter().map(char::from).collect()
}

/// The finalizer of `SplitMix64`: one-to-one, and neighbours come out far apart.
const fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_all_different_and_come_in_no_order() {
        let ids: Vec<String> = (1..=10_000).map(opaque).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        assert!(ids.iter().all(|id| id.len() == ID_CHARACTERS));
        assert!(!ids.is_sorted());
    }
}
