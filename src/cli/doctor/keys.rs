//! Keys as far as they can be judged without a call: whether there is one, how it looks, and whether it is for this host.
//! Never shows one.

use secrecy::{ExposeSecret, SecretString};

use super::check::Checkup;
use crate::cli::key_source;
use crate::manifest::{ProjectRoot, SystemSettings, Workspace};
use crate::model::System;

/// Returns the key if a call with it is worth while.
pub(super) fn check(
    root: &ProjectRoot,
    workspace: &Workspace,
    (system, settings): (System, &SystemSettings),
    checkup: &mut Checkup,
) -> Option<SecretString> {
    let subject = format!("{system} key");
    let key = match key_source::key(root, &workspace.name, (system, settings)) {
        Ok(key) => key,
        Err(failure) => {
            checkup.failure(subject, failure);
            return None;
        }
    };
    if let Some(odd) = key_source::oddity(system, &settings.base_url, key.expose_secret()) {
        let fix = "if calls fail, compare it with the key in the system's web app";
        checkup.warning(subject, format!("found, but it {odd}"), fix);
    } else {
        checkup.fine(subject, "found, and looks valid");
    }
    Some(key)
}
