//! Key files that others than their owner may read. Looks at their modes only, and reads no key.

use super::config::{Credential, Workspace};
use super::project::ProjectRoot;
use super::sources::Sources;
use crate::diagnostic::{Code, Diagnostic};
use crate::files::open_mode;
use crate::model::System;

/// A warning for each of the workspace's systems whose key lies open.
pub(super) fn open_key_files(
    root: &ProjectRoot,
    workspace: &Workspace,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let open = System::ALL.into_iter().filter_map(|system| {
        let Credential::File(path) = &workspace.settings(system)?.api_key else {
            return None;
        };
        let mode = open_mode(&root.as_path().join(path))?;
        let words =
            format!("the key of {system} is in {path}, which other users can read (mode {mode})");
        let place = workspace.place(sources, &[system.as_str(), "apiKey"]);
        let problem = Diagnostic::warning(Code::OpenKeyFile, words).with_help(format!(
            "run `chmod go= {path}`, and create a new key if somebody may have read it"
        ));
        Some(Diagnostic { place, ..problem })
    });
    open.collect()
}
