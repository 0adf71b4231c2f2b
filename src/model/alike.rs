//! When a live text may be what was sent, however the server spells it: Unicode form, HTML entities, blanks and line ends. For
//! finding again what a lost answer may have made; must not decide that nothing has to be changed (that is
//! [`same_text`](super::same_text)).

use unicode_normalization::UnicodeNormalization as _;

use super::invisible::is_invisible;

/// A text in the form in which [`alike`] compares.
pub fn alike_form(text: &str) -> String {
    // Some gateways escape what is escaped already.
    let plain = without_entities(&without_entities(text));
    let is_seen = |one: &char| one.is_whitespace() || !is_invisible(*one);
    let seen: String = plain.nfc().filter(is_seen).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two texts differ only in what a server may have rewritten.
pub fn alike(left: &str, right: &str) -> bool {
    left == right || alike_form(left) == alike_form(right)
}

/// A text in a form in which people would take it for the same: letter case does not count either.
pub fn looks_like_form(text: &str) -> String {
    alike_form(text)
        .nfkc()
        .flat_map(char::to_lowercase)
        .collect()
}

/// The text with the entities resolved that servers are known to write.
fn without_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        plain.push_str(before);
        let (character, length) = resolved(entity).unwrap_or(('&', 1));
        plain.push(character);
        rest = &entity[length..];
    }
    plain.push_str(rest);
    plain
}

/// Longest name between `&` and `;` that is looked at, in bytes.
const LONGEST_ENTITY: usize = 8;

/// The character that an entity at the start stands for, and the entity's length.
fn resolved(text: &str) -> Option<(char, usize)> {
    let end = text
        .bytes()
        .take(LONGEST_ENTITY + 2)
        .position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let number = |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16)?,
            None => number(&name[1..], 10)?,
        },
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_server_may_rewrite_is_no_difference() {
        for (sent, live) in [
            ("R&D Interview", "R&amp;D Interview"),
            ("R&D", "R&amp;amp;D"),
            ("“A” < 'B'", "“A” &lt; &#39;B&#x27;"),
            ("Café", "Cafe\u{301}"),
            ("a\r\nb", "a b"),
            (" a\u{a0} b ", "a b"),
            ("a\u{200b}b", "ab"),
        ] {
            assert!(alike(sent, live), "{sent:?} {live:?}");
        }
    }

    #[test]
    fn what_a_person_wrote_otherwise_is_one() {
        for (one, other) in [("R&D", "R D"), ("a", "A"), ("a b", "ab"), ("&foo;", "foo")] {
            assert!(!alike(one, other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn an_ampersand_that_is_none_stays() {
        for text in ["&", "a & b; c", "&;", "&#;", "&#x;", "&#xd800;", "&é;"] {
            assert_eq!(alike_form(text), text);
        }
    }

    #[test]
    fn letter_case_is_seen_by_machines_only() {
        assert_eq!(
            looks_like_form("Backend  INTERVIEW"),
            looks_like_form("backend interview")
        );
    }
}
