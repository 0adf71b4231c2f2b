//! Takes people out of a server's words: addresses are masked, candidate keys of Promptster (`PST-XXXX-XXXX`) go.
//!
//! The second fence: what is read of people never quotes its body in the first place.

use std::borrow::Cow;

use crate::model::masked;

/// How every candidate key begins.
const CANDIDATE_KEY: &str = "PST-";

/// The text without addresses and candidate keys in clear.
pub(super) fn without_people(text: &str) -> Cow<'_, str> {
    let keyless = if text.len() < CANDIDATE_KEY.len() {
        Cow::Borrowed(text)
    } else {
        without_candidate_keys(text)
    };
    if keyless.contains('@') || WRITTEN_AT.iter().any(|at| keyless.contains(at)) {
        Cow::Owned(with_masked_addresses(&keyless))
    } else {
        keyless
    }
}

/// The `@` of an address as a URL and HTML write it.
const WRITTEN_AT: [&str; 3] = ["%40", "&#64;", "&#x40;"];

fn without_candidate_keys(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let mut rest = text;
    while let Some((before, after)) = split_at_key(rest) {
        clean.push_str(before);
        clean.push_str("[candidate key]");
        rest = after;
    }
    if clean.is_empty() {
        return Cow::Borrowed(text);
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// What is before and after the first candidate key.
fn split_at_key(text: &str) -> Option<(&str, &str)> {
    let start = text
        .as_bytes()
        .windows(CANDIDATE_KEY.len())
        .enumerate()
        .find_map(|(start, window)| {
            let begins = window.eq_ignore_ascii_case(CANDIDATE_KEY.as_bytes());
            let next = text.as_bytes().get(start + CANDIDATE_KEY.len());
            (begins && next.is_some_and(u8::is_ascii_alphanumeric)).then_some(start)
        })?;
    let key = &text[start..];
    let end = key
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .unwrap_or(key.len());
    Some((&text[..start], &key[end..]))
}

fn with_masked_addresses(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let plain = WRITTEN_AT
        .iter()
        .fold(text.to_owned(), |text, at| text.replace(at, "@"));
    let mut rest = plain.as_str();
    while let Some(end) = rest.find(|c| !belongs_to_address(c)) {
        let (word, after) = rest.split_at(end);
        push_word(&mut clean, word);
        let next = after.chars().next().map_or(0, char::len_utf8);
        clean.push_str(&after[..next]);
        rest = &after[next..];
    }
    push_word(&mut clean, rest);
    clean
}

fn push_word(clean: &mut String, word: &str) {
    match word.split_once('@') {
        Some((local, domain)) if !local.is_empty() && !domain.is_empty() => {
            clean.push_str(&masked(word));
        }
        _ => clean.push_str(word),
    }
}

fn belongs_to_address(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '@' | '.' | '_' | '%' | '+' | '-' | '\'')
}
