//! New ids, all texts from one counter: the same store hands out the same ids in the same order, so that tests can
//! rely on them; their text gives no order away.

use rusqlite::Connection;

use super::{Object, numbers};

/// Characters of an opaque id.
const ID_CHARACTERS: usize = 20;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// No 0, O, 1 or I: people type these.
const BASE32: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// An opaque id, as TapTalent's assessments and questions have (api-reference/assessments).
pub(in crate::sandbox) fn opaque(connection: &Connection) -> rusqlite::Result<String> {
    Ok(opaque_of(next(connection)?))
}

/// A UUID in form; its version digit is that of the examples in integration/api-integration.
pub(in crate::sandbox) fn uuid(connection: &Connection) -> rusqlite::Result<String> {
    Ok(uuid_of(next(connection)?))
}

/// A candidate key `PST-XXXX-XXXX` (reviewers/api/authentication).
pub(in crate::sandbox) fn candidate_key(connection: &Connection) -> rusqlite::Result<String> {
    Ok(candidate_key_of(next(connection)?))
}

/// A whole number, from a counter of the kind's own.
pub(in crate::sandbox) fn number<T: Object>(connection: &Connection) -> rusqlite::Result<i64> {
    numbers::next(connection, T::KIND)
}

fn next(connection: &Connection) -> rusqlite::Result<u64> {
    Ok(numbers::next(connection, "ids")?.unsigned_abs())
}

/// The first 11 characters hold one whole mixed number, so different counts give different ids.
fn opaque_of(count: u64) -> String {
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

/// The last 48 bits hold a one-to-one picture of the count.
fn uuid_of(count: u64) -> String {
    let high = mixed(count.wrapping_add(0x666c_6f77));
    let low = count.wrapping_mul(0x9e37_79b9_7f4b) & 0xffff_ffff_ffff;
    let (first, second) = (high >> 32, (high >> 16) & 0xffff);
    let (third, fourth) = (high & 0xfff, 0x8000 | ((high >> 12) & 0x3fff));
    format!("{first:08x}-{second:04x}-7{third:03x}-{fourth:04x}-{low:012x}")
}

/// The multiplier is odd, so that 40 bits of the count map one-to-one onto 8 characters.
fn candidate_key_of(count: u64) -> String {
    let mut rest = count.wrapping_mul(0x9e_3779_b97f);
    let mut characters = [0; 8];
    for character in &mut characters {
        *character = BASE32[usize::try_from(rest % 32).unwrap_or_default()];
        rest /= 32;
    }
    let text: String = characters.into_iter().map(char::from).collect();
    let (left, right) = text.split_at(4);
    format!("PST-{left}-{right}")
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
        for of in [opaque_of, uuid_of, candidate_key_of] {
            let ids: Vec<String> = (1..=10_000).map(of).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
            assert!(ids.iter().all(|id| id.len() == ids[0].len()));
            assert!(!ids.is_sorted());
        }
    }

    #[test]
    fn ids_have_the_documented_forms() {
        assert_eq!(opaque_of(1).len(), ID_CHARACTERS);
        assert!(super::super::super::kind::is_uuid(&uuid_of(1)));
        let lengths: Vec<usize> = candidate_key_of(1).split('-').map(str::len).collect();
        assert_eq!(lengths, [3, 4, 4]);
    }
}
