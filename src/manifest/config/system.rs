//! `taptalent:`, `flowmingo:` and `promptster:` of a workspace.

use super::address;
use super::credential::Credential;
use super::literal;
use crate::diagnostic::Code;
use crate::manifest::check::Findings;
use crate::manifest::key_shape::keys;
use crate::manifest::raw::{RawCredential, RawSystem, Slot, Text};
use crate::manifest::yaml::{Flaw, Spot};
use crate::model::{Pointer, System};

/// Reads the settings of one system; values that no snippet may show go to `secrets`.
pub(super) fn settings(
    found: &mut Findings,
    at: &Pointer,
    system: System,
    raw: RawSystem,
    secrets: &mut Vec<Pointer>,
) -> Option<super::SystemSettings> {
    let RawSystem { base_url, api_key } = raw;
    let base_url = match base_url {
        Slot::Absent => Some(system.base_url().to_owned()),
        slot => url(found, at.clone().key("baseUrl"), slot, secrets),
    };
    if !api_key.is_declared() {
        let variable = system.as_str().to_uppercase();
        found.missing(
            at,
            "apiKey",
            format!("add `apiKey: {{ env: {variable}_API_KEY }}`"),
        );
    }
    let at = at.clone().key("apiKey");
    let api_key = found
        .take(api_key)
        .and_then(|raw| credential(found, &at, raw, secrets));
    Some(super::SystemSettings {
        base_url: base_url?,
        api_key: api_key?,
    })
}

fn url(
    found: &mut Findings,
    at: Pointer,
    slot: Slot<Text>,
    secrets: &mut Vec<Pointer>,
) -> Option<String> {
    let Text(text) = found.take(slot)?;
    match address::checked(&text) {
        Ok(url) => Some(url),
        Err(refused) => {
            if refused.is_secret {
                secrets.push(at.clone());
            }
            let flaw = Flaw::new(refused.code, Spot::Value(at), refused.message);
            found.report(flaw.help(refused.help));
            None
        }
    }
}

fn credential(
    found: &mut Findings,
    at: &Pointer,
    raw: RawCredential,
    secrets: &mut Vec<Pointer>,
) -> Option<Credential> {
    let RawCredential { env, file, command } = raw;
    let declared = [env.is_declared(), file.is_declared(), command.is_declared()];
    if declared.iter().filter(|is_declared| **is_declared).count() != 1 {
        let message = "a credential has exactly one of `env`, `file` and `command`";
        let flaw = Flaw::new(Code::InvalidConfig, Spot::Key(at.clone()), message);
        found.report(flaw.help("for example `{ env: NAME }`"));
    }
    let env = found.take(env);
    let file = found.take(file);
    let command = found.take_all(command);
    let words = command.iter().flatten().flatten();
    if words
        .chain(&env)
        .chain(&file)
        .any(|Text(word)| keys(word).next().is_some())
    {
        found.report(literal::flaw(at.clone()));
        return None;
    }
    let named = env.and_then(|Text(name)| variable(found, at.clone().key("env"), name, secrets));
    let file = file.map(|Text(path)| Credential::File(path.into()));
    let command = command.and_then(|words| words_of(found, at.clone().key("command"), words));
    named.or(file).or(command)
}

/// A name of a variable. What is none may be the key itself, pasted in the wrong place.
fn variable(
    found: &mut Findings,
    at: Pointer,
    name: String,
    secrets: &mut Vec<Pointer>,
) -> Option<Credential> {
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if is_name {
        // Also of the workspaces and systems that this run does not use.
        crate::secrets::keep_variable_out(&name);
        return Some(Credential::Env(name));
    }
    secrets.push(at.clone());
    let message = "`env` takes the name of an environment variable: letters, digits and `_`, not starting with a digit";
    let flaw = Flaw::new(Code::InvalidConfig, Spot::Key(at), message);
    found.report(
        flaw.help(
            "if this is the API key itself, put it into a variable and name that variable here",
        ),
    );
    None
}

fn words_of(found: &mut Findings, at: Pointer, words: Vec<Option<Text>>) -> Option<Credential> {
    let words: Option<Vec<String>> = words.into_iter().map(|word| Some(word?.0)).collect();
    let words = words?;
    if words.first().is_none_or(String::is_empty) {
        let flaw = Flaw::new(
            Code::InvalidConfig,
            Spot::Key(at),
            "`command` names no program",
        );
        found.report(flaw.help("write `[PROGRAM, ARGUMENT]`; it is run without a shell"));
        return None;
    }
    Some(Credential::Command(words))
}
