//! Keys as commands come by them: why there is none, what is odd about one, and what mends it. Never shows one.

use secrecy::{ExposeSecret, SecretString};

use super::exit::Exit;
use super::failure::CommandFailure;
use super::turn::Turn;
use crate::files::remedy;
use crate::manifest::{
    Credential, CredentialError, KeyError, ProjectRoot, SystemSettings, stays_here,
};
use crate::model::System;
use crate::provider::flowmingo;

/// How the keys of each system begin (TapTalent, authentication/api-keys; Flowmingo's guide, 2.2; Promptster,
/// reviewers/api/authentication).
const BEGINNINGS: [(System, &[&str]); 3] = [
    (System::TapTalent, &["sk_live_", "sk_test_"]),
    (System::Flowmingo, &["fl_live_", "fl_pre_"]),
    (System::Promptster, &["psk_live_", "psk_test_"]),
];

/// Hosts of TapTalent and the beginning of their keys (api-reference/overview, authentication/api-keys).
const TAPTALENT: [(&str, &str); 2] = [
    ("//partner-api.taptalent.io", "sk_live_"),
    ("//sandbox.partner-api.taptalent.io", "sk_test_"),
];

/// Characters of a TapTalent key after its prefix (authentication/api-keys).
const TAPTALENT_LENGTH: usize = 22;

/// Fetches the key of a system, and refuses one that is surely for another system or host: nothing is sent with it.
pub(super) fn key(
    root: &ProjectRoot,
    workspace: &str,
    (system, settings): (System, &SystemSettings),
) -> Result<SecretString, CommandFailure> {
    let source = &settings.api_key;
    let key = root
        .key(source)
        .map_err(|error| missing(workspace, (system, source), &error))?;
    // A server on this machine may take any key, and no other company sees it.
    let other = of_another(system, key.expose_secret());
    if let Some(other) = other.filter(|_| !stays_here(&settings.base_url)) {
        let message = format!(
            "{source} holds a key of {other}, and workspace {workspace} takes the key of {system} from there"
        );
        return Err(CommandFailure::new(Exit::Failed, message)
            .turn(Turn::Yours)
            .with_hint(format!(
                "put a key of {system} there, or name its own source at `{system}.apiKey` in vetform.yaml; nothing \
                 was sent, so {system} has not seen the other key"
            )));
    }
    if system == System::Flowmingo {
        flowmingo::check_key(&settings.base_url, &key).map_err(|error| {
            CommandFailure::new(Exit::Invalid, error)
                .turn(Turn::Yours)
                .with_hint(
                    "name the other key, or the other `baseUrl`, in vetform.yaml; nothing was sent",
                )
        })?;
    }
    Ok(key)
}

/// The other system that a key is surely of.
fn of_another(system: System, key: &str) -> Option<System> {
    let begins_of = |key: &str| {
        let mut all = BEGINNINGS.into_iter();
        all.find(|(_, all)| all.iter().any(|beginning| key.starts_with(beginning)))
    };
    begins_of(key)
        .map(|(other, _)| other)
        .filter(|other| *other != system)
}

fn missing(
    workspace: &str,
    (system, source): (System, &Credential),
    error: &KeyError,
) -> CommandFailure {
    let message = format!("there is no key of {system} for workspace {workspace}: {error}");
    let help = match error {
        KeyError::Credential(error) => provide(source, error),
        KeyError::Program(_) => {
            "check that the revision of `--config-from` has that program, and that the disk has space".to_owned()
        }
    };
    CommandFailure::new(Exit::Failed, message)
        .turn(Turn::Yours)
        .with_hint(format!(
            "{help}; `{system}.apiKey` in vetform.yaml says where the key comes from; nothing was sent"
        ))
}

/// What makes the source give a key.
fn provide(source: &Credential, error: &CredentialError) -> String {
    match error {
        CredentialError::NotSet(variable) => format!(
            "set {variable} where this command runs: `export {variable}=…`, or in a CI job from its secret (`env:`)"
        ),
        CredentialError::EmptyVariable(variable) => format!(
            "set {variable} to the key; in a CI job it is empty where its secret has another name, or is not given \
             to pull requests of forks"
        ),
        CredentialError::Empty(_) => match source {
            Credential::Command(_) => "make the command print the key, and nothing else, to stdout".to_owned(),
            Credential::Env(_) | Credential::File(_) => "save the key there, alone on one line".to_owned(),
        },
        CredentialError::NoText(_) | CredentialError::NotSendable(_) | CredentialError::TooLong { .. } => {
            "the source has to give the key alone, on one line of plain text".to_owned()
        }
        CredentialError::File { source, .. } => remedy(source).to_owned(),
        CredentialError::Start { program, source } => match source.kind() {
            std::io::ErrorKind::PermissionDenied => {
                format!("make it executable: `chmod +x {program}`")
            }
            _ => format!(
                "install `{program}` where this command runs, or correct its name: one with a slash is taken from the \
                 project's folder, any other from PATH"
            ),
        },
        CredentialError::Failed { program, .. } => format!(
            "run `{program}` in the project's folder to see what it needs; what it said is above"
        ),
        CredentialError::TooSlow { .. } => {
            "it may wait for somebody to sign in or to unlock it: do that first, then run this again".to_owned()
        }
    }
}

/// What mends a key that the system refuses with this status.
pub(super) fn mend(
    system: System,
    settings: Option<&SystemSettings>,
    status: u16,
    remark: Option<&str>,
) -> String {
    let title = system.title();
    let source = settings.map_or_else(
        || format!("the source of `{system}.apiKey`"),
        |settings| settings.api_key.to_string(),
    );
    if status == 403 && remark.is_none() {
        return format!(
            "check the key's permissions, and the subscription, in {title}'s web app, or put another key into {source}"
        );
    }
    let remark = remark.map_or_else(String::new, |remark| {
        format!("the key in {source} {remark}: ")
    });
    let source = if remark.is_empty() {
        &source
    } else {
        "that place"
    };
    format!("{remark}copy a key that is valid now from {title}'s web app, and store it in {source}")
}

/// What is unusual about a key, in words that follow "the key". It may work all the same.
pub(super) fn oddity(system: System, base_url: &str, key: &str) -> Option<String> {
    wrapped(key).map(str::to_owned).or_else(|| match system {
        System::TapTalent => of_taptalent(base_url, key),
        System::Flowmingo => {
            let begins = ["fl_live_", "fl_pre_"]
                .iter()
                .any(|prefix| key.starts_with(prefix));
            (!begins || !key.contains('.')).then(|| {
                "does not look like `fl_live_….…` or `fl_pre_….…`, with a dot, as keys usually do".into()
            })
        }
        System::Promptster => (!key.starts_with("psk_live_")).then(|| {
            if key.starts_with("PST-") {
                "is a candidate key, not an organisation key".into()
            } else {
                "does not start with `psk_live_`".into()
            }
        }),
    })
}

/// What was copied along with a key.
fn wrapped(key: &str) -> Option<&'static str> {
    if key.starts_with(['"', '\'', '`']) || key.ends_with(['"', '\'', '`']) {
        return Some("has quotation marks around it, which are sent too");
    }
    if key.to_ascii_lowercase().starts_with("bearer") {
        return Some("starts with `Bearer`, which vetform adds itself");
    }
    if key.contains(char::is_whitespace) {
        return Some("has a blank in it");
    }
    if !key.is_ascii() {
        return Some("has characters in it that no key has, such as a letter with an accent");
    }
    key.starts_with('$')
        .then_some("starts with `$`: the name of a variable was stored instead of its value")
}

fn of_taptalent(base_url: &str, key: &str) -> Option<String> {
    let prefix = ["sk_live_", "sk_test_"]
        .into_iter()
        .find(|prefix| key.starts_with(prefix));
    let Some(prefix) = prefix else {
        return Some("starts with neither `sk_live_` nor `sk_test_`".into());
    };
    let here = |host: &str| {
        base_url
            .split_once("//")
            .is_some_and(|(_, rest)| format!("//{rest}/").starts_with(&format!("{host}/")))
    };
    let wanted = TAPTALENT.into_iter().find(|(host, _)| here(host));
    if let Some((_, wanted)) = wanted.filter(|(_, wanted)| *wanted != prefix) {
        return Some(format!(
            "starts with `{prefix}`, but the host of `baseUrl` accepts keys that start with `{wanted}`"
        ));
    }
    let rest = &key[prefix.len()..];
    let fits = rest.len() == TAPTALENT_LENGTH && rest.chars().all(|c| c.is_ascii_alphanumeric());
    (!fits).then(|| {
        format!("is of unusual length: `{prefix}` is usually followed by {TAPTALENT_LENGTH} letters and digits")
    })
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

    #[test]
    fn what_was_copied_along_with_a_key_is_noticed_and_not_shown() {
        for (key, word) in [
            ("\"sk_live_abc\"", "quotation marks"),
            ("Bearer sk_live_abc", "Bearer"),
            ("sk_live_abc def", "blank"),
            ("sk_live_äbc", "accent"),
            ("$TAPTALENT_API_KEY", "variable"),
        ] {
            let odd = oddity(System::TapTalent, "http://127.0.0.1:1", key).unwrap();
            assert!(odd.contains(word) && !odd.contains("bc"), "{odd}");
        }
    }

    #[test]
    fn a_key_of_another_system_is_known_by_its_beginning() {
        assert_eq!(
            of_another(System::TapTalent, "psk_live_x"),
            Some(System::Promptster)
        );
        assert_eq!(of_another(System::TapTalent, "sk_test_x"), None);
        assert_eq!(of_another(System::TapTalent, "something"), None);
    }
}
