//! Every secret that this process holds, so that none is printed or written, whoever echoes it: a system may quote the key
//! of another, a proxy the header it was sent. Holds them only to take them out of texts; hands none out.

use crate::environment;
use std::borrow::Cow;
use std::sync::{PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::{ExposeSecret as _, SecretString};

/// What is shorter is a word of everyday texts, and no secret that protects anything.
const SHORTEST: usize = 8;

/// All but what a URL holds as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

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

static SPELLINGS: RwLock<Vec<SecretString>> = RwLock::new(Vec::new());

/// From now on this secret is taken out of everything, in each of its spellings.
pub fn keep_out(secret: &str) {
    let secret = secret.trim();
    if secret.len() < SHORTEST {
        return;
    }
    let mut spellings = SPELLINGS.write().unwrap_or_else(PoisonError::into_inner);
    if spellings
        .iter()
        .any(|known| known.expose_secret() == secret)
    {
        return;
    }
    let encoded = utf8_percent_encode(secret, ESCAPED).to_string();
    let quoted = serde_json::Value::from(secret).to_string();
    let more = [
        encoded,
        quoted[1..quoted.len() - 1].to_owned(),
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
    ];
    spellings.push(SecretString::from(secret));
    for spelling in more {
        if spellings
            .iter()
            .all(|known| known.expose_secret() != spelling)
        {
            spellings.push(SecretString::from(spelling));
        }
    }
    // The longest first: one secret may begin with another.
    spellings.sort_by_key(|known| std::cmp::Reverse(known.expose_secret().len()));
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
    let mut clean = Cow::Borrowed(text);
    let spellings = SPELLINGS.read().unwrap_or_else(PoisonError::into_inner);
    for secret in spellings.iter().map(SecretString::expose_secret) {
        if clean.contains(secret) {
            clean = Cow::Owned(clean.replace(secret, SHOWN));
        }
    }
    clean
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
            "<cCJzcy93K3JkP29mI25vYm9keQ>",
            "<p\"ss/w+rd?of#nobody, longer>",
        ] {
            assert_eq!(without_secrets(text), "<[key]>");
        }
    }

    #[test]
    fn a_short_word_is_no_secret() {
        keep_out(" a key\n");
        assert_eq!(without_secrets("a key is a key"), "a key is a key");
    }
}
