//! Text from a server made fit to be shown: one line, cut, without characters that steer a terminal, without the key,
//! without candidate keys, and with people's addresses masked (law 9).

use std::borrow::Cow;

use secrecy::{ExposeSecret, SecretString};

use super::redact::without_people;
use crate::model::is_invisible;
use crate::secrets::without_secrets;

/// Longest piece of server text in a message, in characters.
const LONGEST: usize = 300;

/// Cleans text that came over the wire.
pub(super) struct Cleaner<'a> {
    /// A server may quote the key it was sent ("key sk_… is invalid").
    pub(super) key: &'a SecretString,
}

impl Cleaner<'_> {
    /// The text on one line, cut, escaped, and with the key blotted out.
    pub(super) fn clean(&self, text: &str) -> String {
        let key = self.key.expose_secret();
        // Its own goes also where it is too short to be kept out of all that is printed.
        let text = if !key.is_empty() && text.contains(key) {
            Cow::Owned(text.replace(key, "[key]"))
        } else {
            Cow::Borrowed(text)
        };
        shown(&without_people(&without_secrets(&text)))
    }

    /// The same for a whole body. One that looks like data and has people in it is not shown at all: whatever stands
    /// beside an address or a candidate key is a person's too.
    pub(super) fn clean_body(&self, body: &[u8]) -> String {
        // Cut only after the key is blotted out: a cut through the key would leave half of it.
        let text = String::from_utf8_lossy(body);
        let is_data = text.trim_start().starts_with(['{', '[']);
        if is_data && without_people(&text) != text {
            return "(not shown: it contains people)".to_owned();
        }
        self.clean(&text)
    }
}

/// Collapses blanks, escapes control and direction characters, cuts.
pub(super) fn shown(text: &str) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        for character in word.chars() {
            if length >= LONGEST {
                line.push('…');
                return line;
            }
            if is_invisible(character) {
                line.extend(character.escape_unicode());
            } else {
                line.push(character);
            }
            length += 1;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_not_steered() {
        assert_eq!(shown("a\u{1b}[31m\n\tb\u{202e}"), "a\\u{1b}[31m b\\u{202e}");
        assert_eq!(shown("a\u{61c}b"), "a\\u{61c}b");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(shown(&"x".repeat(1000)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_server_that_quotes_people_and_their_keys_gives_nothing_away() {
        let key = SecretString::from("sk_test_0123456789");
        let cleaner = Cleaner { key: &key };
        let text = r#"{"email":"alex.doe+x@example.com"} has PST-AB12-CD34 (pst-ab12-cd34)"#;
        assert_eq!(
            cleaner.clean(text),
            r#"{"email":"a…x@e….com"} has [candidate key] ([candidate key])"#
        );
        assert_eq!(cleaner.clean("a @ b, POST-x, PST-"), "a @ b, POST-x, PST-");
    }

    #[test]
    fn the_key_is_blotted_out_before_the_cut() {
        let key = SecretString::from("sk_test_0123456789");
        let cleaner = Cleaner { key: &key };
        let text = format!("{}sk_test_0123456789", "x".repeat(LONGEST - 5));
        assert!(!cleaner.clean(&text).contains("sk_"));
    }
}
