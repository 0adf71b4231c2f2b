//! Keys as far as they can be judged without a call: whether there is one, how it looks, and whether it is for this host.
//! Never shows one.

use secrecy::{ExposeSecret, SecretString};

use super::check::{Checkup, Fault};
use crate::manifest::{ProjectRoot, SystemSettings};
use crate::model::System;
use crate::provider::flowmingo;

/// Hosts of TapTalent and the beginning of their keys (api-reference/overview, authentication/api-keys).
const TAPTALENT: [(&str, &str); 2] = [
    ("//partner-api.taptalent.io", "sk_live_"),
    ("//sandbox.partner-api.taptalent.io", "sk_test_"),
];

/// Characters of a TapTalent key after its prefix (authentication/api-keys).
const TAPTALENT_LENGTH: usize = 22;

/// Returns the key if a call with it is worth while.
pub(super) fn check(
    root: &ProjectRoot,
    (system, settings): (System, &SystemSettings),
    checkup: &mut Checkup,
) -> Option<SecretString> {
    let subject = format!("{system} key");
    let key = match root.key(&settings.api_key) {
        Ok(key) => key,
        Err(error) => {
            checkup.failed(
                subject,
                Fault::Outside,
                error.to_string(),
                format!(
                    "provide it, or name another source under `{system}.apiKey` in vetform.yaml"
                ),
            );
            return None;
        }
    };
    if system == System::Flowmingo
        && let Err(error) = flowmingo::check_key(&settings.base_url, &key)
    {
        let fix = "name the other key, or the other `baseUrl`, in vetform.yaml";
        checkup.failed(subject, Fault::Written, error.to_string(), fix);
        return None;
    }
    if let Some(odd) = oddity(system, &settings.base_url, key.expose_secret()) {
        let fix = "if calls fail, compare it with the key in the system's web app";
        checkup.warning(subject, odd, fix);
    } else {
        checkup.fine(subject, "found, and looks valid");
    }
    Some(key)
}

/// What is unusual about a key. It may work all the same.
fn oddity(system: System, base_url: &str, key: &str) -> Option<String> {
    match system {
        System::TapTalent => {
            let prefix = ["sk_live_", "sk_test_"]
                .into_iter()
                .find(|prefix| key.starts_with(prefix));
            let Some(prefix) = prefix else {
                return Some("found, but starts with neither `sk_live_` nor `sk_test_`".into());
            };
            let here = |host: &str| {
                base_url
                    .split_once("//")
                    .is_some_and(|(_, rest)| format!("//{rest}/").starts_with(&format!("{host}/")))
            };
            let wanted = TAPTALENT.into_iter().find(|(host, _)| here(host));
            if let Some((_, wanted)) = wanted.filter(|(_, wanted)| *wanted != prefix) {
                return Some(format!(
                    "it starts with `{prefix}`, but the host of `baseUrl` accepts keys that start with `{wanted}`"
                ));
            }
            let rest = &key[prefix.len()..];
            let fits =
                rest.len() == TAPTALENT_LENGTH && rest.chars().all(|c| c.is_ascii_alphanumeric());
            (!fits).then(|| {
                format!(
                    "found, but `{prefix}` is usually followed by {TAPTALENT_LENGTH} letters and digits"
                )
            })
        }
        System::Flowmingo => {
            let begins = ["fl_live_", "fl_pre_"]
                .iter()
                .any(|prefix| key.starts_with(prefix));
            (!begins || !key.contains('.')).then(|| {
                "found, but keys are usually `fl_live_….…` or `fl_pre_….…`, with a dot".into()
            })
        }
        System::Promptster => (!key.starts_with("psk_live_")).then(|| {
            if key.starts_with("PST-") {
                "this is a candidate key, not an organisation key".into()
            } else {
                "found, but does not start with `psk_live_`".into()
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_the_other_taptalent_is_noticed_and_not_shown() {
        let key = |prefix: &str| format!("{prefix}abcdefghijklmnopqrstuv");
        let odd = |url: &str, key: &str| oddity(System::TapTalent, url, key);
        let live = "https://partner-api.taptalent.io/v1/partner";
        let sandbox = "https://sandbox.partner-api.taptalent.io/v1/partner";
        assert_eq!(odd(live, &key("sk_live_")), None);
        assert_eq!(odd(sandbox, &key("sk_test_")), None);
        assert_eq!(odd("http://127.0.0.1:1", &key("sk_test_")), None);
        for (url, prefix) in [(live, "sk_test_"), (sandbox, "sk_live_")] {
            let odd = odd(url, &key(prefix)).unwrap();
            assert!(
                odd.contains("accepts keys") && !odd.contains("abc"),
                "{odd}"
            );
        }
        assert!(odd(live, "sk_live_short").is_some());
        assert!(odd(live, "something").is_some());
    }

    #[test]
    fn a_candidates_key_is_not_taken_for_one_of_the_organisation() {
        let odd = |key: &str| oddity(System::Promptster, "https://api.promptster.ai", key);
        assert_eq!(odd("psk_live_x"), None);
        assert!(odd("PST-AAAA-BBBB").unwrap().contains("candidate key"));
    }
}
