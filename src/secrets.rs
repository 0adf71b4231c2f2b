//! Every secret that this process holds, so that none is printed or written, whoever echoes it: a system may quote the key
//! of another, a proxy the header it was sent. Holds them only to take them out of texts; hands none out.
//!
//! They are taken out twice: of what a system answers, before anybody shortens, wraps or records a piece of it; and of every
//! text on its way out, wherever it is from.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{LazyLock, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};

use crate::environment;
use crate::spelling::spelled_at;

/// What is shorter is a word of everyday texts, and no secret that protects anything.
const SHORTEST: usize = 8;

/// What is shorter may be a word of a live text, which has to be read as it is: it would never equal its manifest again.
/// No key of the three systems is that short.
const SHORTEST_OF_ANSWERS: usize = 16;

/// What stands in place of a secret.
const SHOWN: &str = "[key]";

/// Variables that hold secrets of what is around this program: the store of the state, and webhooks.
const USUAL: [&str; 8] = [
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AZURE_STORAGE_ACCOUNT_KEY",
    "AZURE_STORAGE_ACCESS_KEY",
    "AZURE_STORAGE_SAS_TOKEN",
    "AZURE_CLIENT_SECRET",
    "TAPTALENT_WEBHOOK_KEY",
    "FLOWMINGO_WEBHOOK_SECRET",
];

/// Variables with addresses of proxies, in which a password may stand. Programs need them as they are.
const PROXIES: [&str; 6] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
];

/// All that is looked for.
static KNOWN: LazyLock<RwLock<Known>> = LazyLock::new(RwLock::default);

/// How a secret may stand in a text.
#[derive(Clone, Copy)]
enum Spelling {
    /// Each letter as a URL, JSON or HTML writes it, in capitals or not.
    Any,
    /// Encoded, so that each letter depends on its neighbours: as it is.
    Exact,
}

/// One of them, as it may stand in a text.
struct Secret {
    text: SecretString,
    spelling: Spelling,
    /// Whether it may be a word of what a system shows.
    is_word: bool,
}

/// Secrets, the longest first, since one may begin with another. Every text that is printed goes through here, so that a text is gone
/// through once, and at each place only those are tried that can begin with its byte.
struct Known {
    secrets: Vec<Secret>,
    beginning_with: [Vec<usize>; 256],
}

impl Default for Known {
    fn default() -> Self {
        Self {
            secrets: Vec::new(),
            beginning_with: std::array::from_fn(|_| Vec::new()),
        }
    }
}

impl Known {
    fn add(&mut self, text: String, spelling: Spelling, is_word: bool) {
        let mut known = self.secrets.iter();
        if text.is_empty() || known.any(|one| one.text.expose_secret() == text) {
            return;
        }
        self.secrets.push(Secret {
            text: SecretString::from(text),
            spelling,
            is_word,
        });
        self.secrets
            .sort_by_key(|one| std::cmp::Reverse(one.text.expose_secret().len()));
        self.beginning_with = std::array::from_fn(|_| Vec::new());
        for (index, secret) in self.secrets.iter().enumerate() {
            let first = secret.text.expose_secret().as_bytes().first().copied();
            for byte in first
                .into_iter()
                .flat_map(|first| beginnings(first, secret.spelling))
            {
                let of_byte = &mut self.beginning_with[usize::from(byte)];
                if of_byte.last() != Some(&index) {
                    of_byte.push(index);
                }
            }
        }
    }

    /// How long a secret is that stands at the start of this.
    fn at(&self, rest: &[u8], with_words: bool) -> Option<usize> {
        let candidates = &self.beginning_with[usize::from(*rest.first()?)];
        let secrets = candidates
            .iter()
            .filter_map(|index| self.secrets.get(*index));
        let mut secrets = secrets.filter(|secret| with_words || !secret.is_word);
        secrets.find_map(|secret| {
            let text = secret.text.expose_secret().as_bytes();
            match secret.spelling {
                Spelling::Any => spelled_at(rest, text),
                Spelling::Exact => rest.starts_with(text).then_some(text.len()),
            }
        })
    }

    /// Where secrets stand.
    fn places(&self, bytes: &[u8], with_words: bool) -> Vec<Range<usize>> {
        let (mut places, mut at) = (Vec::new(), 0);
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            match self.at(rest, with_words) {
                Some(length) => {
                    places.push(at..at + length);
                    at += length;
                }
                None => at += 1,
            }
        }
        places
    }
}

/// The bytes that a secret with this first byte can begin with.
fn beginnings(first: u8, spelling: Spelling) -> Vec<u8> {
    match spelling {
        Spelling::Any => vec![
            first.to_ascii_lowercase(),
            first.to_ascii_uppercase(),
            b'%',
            b'\\',
            b'&',
        ],
        Spelling::Exact => vec![first],
    }
}

/// From now on this secret is taken out of everything, in each of its spellings.
pub fn keep_out(secret: &str) {
    let secret = secret.trim();
    if secret.len() < SHORTEST {
        return;
    }
    let hex = secret
        .bytes()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    let is_word = secret.len() < SHORTEST_OF_ANSWERS;
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    known.add(secret.to_owned(), Spelling::Any, is_word);
    known.add(hex, Spelling::Any, is_word);
    for encoded in in_base64(secret) {
        known.add(encoded, Spelling::Exact, is_word);
    }
}

/// By itself, and what is the same wherever it stands in a longer text that is encoded as a whole, as behind `user:`.
fn in_base64(secret: &str) -> Vec<String> {
    let mut all = Vec::new();
    for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
        all.push(engine.encode(secret));
        for before in 0..3 {
            let text = ["_".repeat(before).as_str(), secret].concat();
            let encoded = engine.encode(&text);
            // A letter that holds bits of what is before or behind is another each time.
            let (first, last) = ((before * 8).div_ceil(6), text.len() * 8 / 6);
            all.extend(encoded.get(first..last).map(str::to_owned));
        }
    }
    all
}

/// The same for a variable of the environment, if it is set.
pub fn keep_variable_out(name: &str) {
    if let Some(secret) = environment::text(name) {
        keep_out(&secret);
    }
}

/// The same for the variables that usually hold secrets.
pub fn keep_usual_variables_out() {
    USUAL.iter().copied().for_each(keep_variable_out);
    for proxy in PROXIES.iter().filter_map(|name| environment::text(name)) {
        if let Some(password) = password_of(&proxy) {
            keep_out(&percent_decode_str(password).decode_utf8_lossy());
        }
    }
}

/// `user:password@host` of an address, its scheme before it or not.
fn password_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://").unwrap_or(("", address));
    let authority = rest.split(['/', '?', '#']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    user.split_once(':').map(|(_, password)| password)
}

/// Their names: no program of others is to be given them.
pub fn usual_variables() -> impl Iterator<Item = &'static str> {
    USUAL.into_iter()
}

/// The text without any secret.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let places = known.places(text.as_bytes(), true);
    if places.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut clean, mut kept) = (String::new(), 0);
    for place in places {
        clean.push_str(text.get(kept..place.start).unwrap_or_default());
        clean.push_str(SHOWN);
        kept = place.end;
    }
    Cow::Owned(clean + text.get(kept..).unwrap_or_default())
}

/// What a system answered, without any secret that cannot be a word of it.
pub fn answer_without_secrets(body: Bytes) -> Bytes {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let places = known.places(&body, false);
    if places.is_empty() {
        return body;
    }
    let (mut clean, mut kept) = (Vec::with_capacity(body.len()), 0);
    for place in places {
        clean.extend_from_slice(body.get(kept..place.start).unwrap_or_default());
        clean.extend_from_slice(SHOWN.as_bytes());
        kept = place.end;
    }
    clean.extend_from_slice(body.get(kept..).unwrap_or_default());
    Bytes::from(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_in_each_of_its_spellings() {
        keep_out("p\"ss/w+rd?of#nobody");
        keep_out("p\"ss/w+rd?of#nobody, longer");
        for text in [
            "<p\"ss/w+rd?of#nobody>",
            "<p\\\"ss/w+rd?of#nobody>",
            "<p%22ss%2Fw%2Brd%3Fof%23nobody>",
            "<p%22ss%2fw%2brd%3fof%23nobody>",
            "<%70%22%73%73%2F%77%2B%72%64%3F%6F%66%23%6E%6F%62%6F%64%79>",
            "<p&quot;ss/w+rd?of&#35;nobody>",
            "<p&#x22;ss/w\\u002brd?of#nobody>",
            "<P\"SS/W+RD?OF#NOBODY>",
            "<702273732f772b72643f6f66236e6f626f6479>",
            "<702273732F772B72643F6F66236E6F626F6479>",
            "<cCJzcy93K3JkP29mI25vYm9keQ>",
            "<p\"ss/w+rd?of#nobody, longer>",
        ] {
            assert_eq!(without_secrets(text), "<[key]>");
        }
    }

    #[test]
    fn a_secret_in_the_middle_of_what_is_encoded_is_taken_out() {
        keep_out("sk_live_behind-a-name");
        for before in ["", "u", "us", "use", "user:"] {
            let encoded =
                STANDARD_NO_PAD.encode(format!("{before}sk_live_behind-a-name, and more"));
            let clean = without_secrets(&encoded).into_owned();
            assert!(clean.contains("[key]"), "{clean}");
            assert!(clean.len() + 20 < encoded.len(), "{clean}");
        }
    }

    #[test]
    fn what_may_be_a_word_of_an_answer_stays_in_it_and_goes_on_its_way_out() {
        keep_out("word-of-texts");
        keep_out("no-word-of-any-text");
        let body = Bytes::from_static(br#"{"a":"word-of-texts","b":"no-word-of-any\u002dtext"}"#);
        let clean = answer_without_secrets(body);
        assert_eq!(&clean[..], br#"{"a":"word-of-texts","b":"[key]"}"#);
        let shown = String::from_utf8(clean.to_vec()).unwrap();
        assert_eq!(without_secrets(&shown), r#"{"a":"[key]","b":"[key]"}"#);
    }

    #[test]
    fn the_password_of_a_proxy_is_found_where_there_is_one() {
        assert_eq!(
            password_of("socks5://kim:p%40ss:word@proxy:8080"),
            Some("p%40ss:word")
        );
        assert_eq!(password_of("kim:word@proxy"), Some("word"));
        for none in ["socks5://proxy:8080", "socks5://kim@proxy:8080/a:b@c", ""] {
            assert_eq!(password_of(none), None);
        }
    }

    #[test]
    fn a_short_word_is_no_secret() {
        keep_out(" a key\n");
        assert_eq!(without_secrets("a key is a key"), "a key is a key");
    }
}
