//! Every secret that this process holds, so that none is printed or written, whoever echoes it: a system may quote the key
//! of another, a proxy the header it was sent. Holds them only to take them out of texts; hands none out.

use std::borrow::Cow;
use std::sync::{PoisonError, RwLock};

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

/// Spellings that are found letter by letter, whatever each letter is written as.
static SECRETS: RwLock<Vec<SecretString>> = RwLock::new(Vec::new());
/// Spellings in which each letter depends on its neighbours.
static ENCODED: RwLock<Vec<SecretString>> = RwLock::new(Vec::new());

/// From now on this secret is taken out of everything, in each of its spellings.
pub fn keep_out(secret: &str) {
    let secret = secret.trim();
    if secret.len() < SHORTEST {
        return;
    }
    let hex = secret
        .bytes()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    add(&SECRETS, [secret.to_owned(), hex]);
    add(&ENCODED, in_base64(secret));
}

fn add(known: &RwLock<Vec<SecretString>>, spellings: impl IntoIterator<Item = String>) {
    let mut known = known.write().unwrap_or_else(PoisonError::into_inner);
    for spelling in spellings {
        if known.iter().all(|one| one.expose_secret() != spelling) {
            known.push(SecretString::from(spelling));
        }
    }
    // The longest first: one secret may begin with another.
    known.sort_by_key(|one| std::cmp::Reverse(one.expose_secret().len()));
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

/// The text without any secret.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let encoded = ENCODED.read().unwrap_or_else(PoisonError::into_inner);
    let mut clean = Cow::Borrowed(text);
    for secret in encoded.iter().map(SecretString::expose_secret) {
        if clean.contains(secret) {
            clean = Cow::Owned(clean.replace(secret, SHOWN));
        }
    }
    let secrets = SECRETS.read().unwrap_or_else(PoisonError::into_inner);
    match without_spelled(&clean, &secrets) {
        Some(cleaner) => Cow::Owned(cleaner),
        None => clean,
    }
}

/// `None`: there is none.
fn without_spelled(text: &str, secrets: &[SecretString]) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut clean, mut kept, mut at) = (String::new(), 0, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let found = secrets
            .iter()
            .find_map(|secret| spelled_at(rest, secret.expose_secret().as_bytes()));
        match found {
            Some(length) => {
                clean.push_str(text.get(kept..at)?);
                clean.push_str(SHOWN);
                at += length;
                kept = at;
            }
            None => at += 1,
        }
    }
    (kept > 0).then(|| clean + text.get(kept..).unwrap_or_default())
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
