//! Every secret that this process holds, so that none is printed or written, whoever echoes it: a system may quote the key
//! of another, a proxy the header it was sent. Holds them only to take them out of texts; hands none out.

use std::borrow::Cow;
use std::sync::{LazyLock, PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret as _, SecretString};

use crate::environment;
use crate::spelling::spelled_at;

/// What is shorter is a word of everyday texts, and no secret that protects anything.
const SHORTEST: usize = 8;

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

/// Secrets, the longest first, since one may begin with another. Every text that is printed goes through here, so that a text is gone
/// through once, and at each place only those are tried that can begin with its byte.
struct Known {
    secrets: Vec<(SecretString, Spelling)>,
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
    fn add(&mut self, secret: String, spelling: Spelling) {
        let mut known = self.secrets.iter();
        if secret.is_empty() || known.any(|(one, _)| one.expose_secret() == secret) {
            return;
        }
        self.secrets.push((SecretString::from(secret), spelling));
        self.secrets
            .sort_by_key(|(one, _)| std::cmp::Reverse(one.expose_secret().len()));
        self.beginning_with = std::array::from_fn(|_| Vec::new());
        for (index, (secret, spelling)) in self.secrets.iter().enumerate() {
            let first = secret.expose_secret().as_bytes().first().copied();
            for byte in first
                .into_iter()
                .flat_map(|first| beginnings(first, *spelling))
            {
                let of_byte = &mut self.beginning_with[usize::from(byte)];
                if of_byte.last() != Some(&index) {
                    of_byte.push(index);
                }
            }
        }
    }

    /// How long a secret is that stands at the start of this.
    fn at(&self, rest: &[u8]) -> Option<usize> {
        let candidates = &self.beginning_with[usize::from(*rest.first()?)];
        let mut secrets = candidates
            .iter()
            .filter_map(|index| self.secrets.get(*index));
        secrets.find_map(|(secret, spelling)| {
            let secret = secret.expose_secret().as_bytes();
            match spelling {
                Spelling::Any => spelled_at(rest, secret),
                Spelling::Exact => rest.starts_with(secret).then_some(secret.len()),
            }
        })
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
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    known.add(secret.to_owned(), Spelling::Any);
    known.add(hex, Spelling::Any);
    for encoded in in_base64(secret) {
        known.add(encoded, Spelling::Exact);
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
}

/// Their names: no program of others is to be given them.
pub fn usual_variables() -> impl Iterator<Item = &'static str> {
    USUAL.into_iter()
}

/// The text without any secret.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let bytes = text.as_bytes();
    let (mut clean, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(length) = known.at(rest) else {
            at += 1;
            continue;
        };
        clean.push_str(text.get(kept..at).unwrap_or_default());
        clean.push_str(SHOWN);
        at += length;
        kept = at;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    Cow::Owned(clean + text.get(kept..).unwrap_or_default())
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
    fn a_short_word_is_no_secret() {
        keep_out(" a key\n");
        assert_eq!(without_secrets("a key is a key"), "a key is a key");
    }
}
