//! Where a text names somebody: by the address, however it is spelled, and in logs by the ids that systems know them by.
//! Reads no file.

use std::collections::BTreeSet;

use crate::model::Email;

/// An id that is shorter may be any number.
const SHORTEST_ID: usize = 8;

/// What stands in place of what is removed.
const REMOVED: &str = "[forgotten]";

/// Everything that leads to somebody, in small letters.
pub(super) struct Needles {
    addresses: Vec<String>,
    ids: Vec<String>,
}

impl Needles {
    /// The address in each of its spellings.
    pub(super) fn of(email: &Email) -> Self {
        let written = email.reveal().to_lowercase();
        let mut addresses = email.earlier_forms();
        addresses.extend([written, email.canonical().to_owned()]);
        let percent: Vec<String> = addresses
            .iter()
            .map(|one| one.replace('@', "%40"))
            .collect();
        addresses.extend(percent);
        addresses.sort();
        addresses.dedup();
        Self {
            addresses,
            ids: Vec::new(),
        }
    }

    /// Also masked, and by these ids: where nothing of somebody is to stay.
    pub(super) fn with_ids(mut self, email: &Email, ids: &BTreeSet<String>) -> Self {
        self.addresses.push(email.to_string().to_lowercase());
        let long = ids.iter().filter(|id| id.len() >= SHORTEST_ID);
        self.ids = long.map(|id| id.to_lowercase()).collect();
        self
    }

    /// Lines and columns, from 1.
    pub(super) fn places(&self, text: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for (index, line) in text.lines().enumerate() {
            for (at, _) in self.found(line) {
                places.push((index + 1, line[..at].chars().count() + 1));
            }
        }
        places
    }

    /// The text without any of it; `None`: there is none.
    pub(super) fn removed(&self, text: &str) -> Option<(String, usize)> {
        let (mut clean, mut lines) = (String::with_capacity(text.len()), 0);
        for line in text.split_inclusive('\n') {
            let mut done = 0;
            for (at, length) in self.found(line) {
                clean.push_str(&line[done..at]);
                clean.push_str(REMOVED);
                done = at + length;
            }
            lines += usize::from(done > 0);
            clean.push_str(&line[done..]);
        }
        (lines > 0).then_some((clean, lines))
    }

    /// Where they stand in a line, and how long each is, in bytes; apart from each other.
    fn found(&self, line: &str) -> Vec<(usize, usize)> {
        let small = small(line);
        let mut found: Vec<(usize, usize)> = Vec::new();
        for needle in &self.addresses {
            let here = small.match_indices(needle.as_str());
            let here = here.filter(|(at, _)| is_whole_address(&small, *at, needle.len()));
            found.extend(here.map(|(at, _)| (at, needle.len())));
        }
        for needle in &self.ids {
            let here = small.match_indices(needle.as_str());
            let here = here.filter(|(at, _)| is_whole_id(&small, *at, needle.len()));
            found.extend(here.map(|(at, _)| (at, needle.len())));
        }
        found.sort_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)));
        let mut end = 0;
        found.retain(|(at, length)| {
            let is_apart = *at >= end;
            if is_apart {
                end = at + length;
            }
            is_apart
        });
        found
    }
}

/// In small letters, each as long as it was: what has another length in small letters stays as it is.
fn small(line: &str) -> String {
    let mut small = String::with_capacity(line.len());
    for c in line.chars() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(lower), None) if lower.len_utf8() == c.len_utf8() => small.push(lower),
            _ => small.push(c),
        }
    }
    small
}

/// Not the end of a longer mailbox, nor the beginning of a longer domain.
fn is_whole_address(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].chars().next_back();
    let mut after = text[at + length..].chars();
    let is_mailbox = |c: char| c.is_alphanumeric() || ".!#$&'*+-/=?^_{|}~".contains(c);
    let is_name = |c: char| c.is_alphanumeric() || c == '-';
    // A slash, an equals sign or a quote may also stand before an address that is part of something else.
    let ends_before = before.is_none_or(|c| !is_mailbox(c) || "/='{|?&*".contains(c));
    let ends_after = match after.next() {
        Some('.') => after.next().is_none_or(|c| !is_name(c)),
        Some(c) => !is_name(c),
        None => true,
    };
    ends_before && ends_after
}

fn is_whole_id(text: &str, at: usize, length: usize) -> bool {
    let is_of_id = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let before = text[..at].chars().next_back();
    let after = text[at + length..].chars().next();
    !before.is_some_and(is_of_id) && !after.is_some_and(is_of_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles() -> Needles {
        let email = Email::parse("Alex@example.com").unwrap();
        let ids = BTreeSet::from(["submission-1".to_owned(), "7".to_owned()]);
        Needles::of(&email).with_ids(&email, &ids)
    }

    #[test]
    fn an_address_is_found_in_any_spelling_and_no_longer_one_is() {
        let of = |text| needles().places(text);
        assert_eq!(of("a\n- { email: ALEX@Example.com }"), [(2, 12)]);
        assert_eq!(
            of("İ,<alex@example.com>. alex%40example.com"),
            [(1, 4), (1, 23)]
        );
        assert_eq!(of("/people/alex@example.com?x"), [(1, 9)]);
        for other in [
            "malex@example.com",
            "a.alex@example.com",
            "alex@example.com.au",
            "alex@example.community",
            "alex@example",
        ] {
            assert_eq!(of(other), [], "{other}");
        }
    }

    #[test]
    fn what_is_removed_leaves_its_line() {
        let text =
            "{\"path\":\"/submissions/submission-1\",\"status\":7}\nsubmission-12\nto a…x@e….com\n";
        let (clean, lines) = needles().removed(text).unwrap();
        assert_eq!(
            clean,
            "{\"path\":\"/submissions/[forgotten]\",\"status\":7}\nsubmission-12\nto [forgotten]\n"
        );
        assert_eq!(lines, 2);
        assert_eq!(needles().removed("nobody\n"), None);
    }
}
