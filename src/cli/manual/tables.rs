//! Exit codes, variables and files: said once, for the help of the program and for its manual.

use std::fmt::Write as _;

pub(super) const EXIT_CODES: [(&str, &str); 7] = [
    ("0", "done"),
    (
        "1",
        "an operation failed: network, key, an apply that did not finish",
    ),
    ("2", "with --detailed-exitcode: changes are pending"),
    (
        "3",
        "a manifest, the configuration or the command line is wrong",
    ),
    (
        "4",
        "blocked: the plan needs something that the system cannot do, or a guard forbids",
    ),
    ("5", "the saved plan no longer matches what is live"),
    ("6", "the state is locked by another run"),
];

pub(super) const VARIABLES: [(&str, &str); 7] = [
    (
        "VETFORM_WORKSPACE",
        "the workspace, or a glob, unless -w is given",
    ),
    (
        "VETFORM_SHARD",
        "the part of the workspaces, unless --shard is given",
    ),
    (
        "VETFORM_PULL_REQUEST",
        "number of the merged pull request, for the receipts of an apply",
    ),
    (
        "NO_COLOR, CLICOLOR_FORCE",
        "no colour, or colour even without a terminal",
    ),
    (
        "CI",
        "set in CI: a local state file causes a warning, and mail is held",
    ),
    ("AWS_*, AZURE_*, GOOGLE_*", "access to a state in a bucket"),
    ("HTTPS_PROXY, NO_PROXY", "proxy for the systems"),
];

pub(super) const EMPTY_VARIABLES: &str = "a variable that is set but empty counts as unset";

pub(super) const KEYS: &str =
    "Keys come from the variables, files or programs that vetform.yaml names.";

pub(super) const FILES: [(&str, &str); 6] = [
    (
        "vetform.yaml",
        "The configuration, at the top of a project; see vetform.yaml(5).",
    ),
    (
        "*.yaml, *.yml",
        "The manifests: every such file of the project, or those that `manifests` in vetform.yaml names; see vetform-manifest(5). \
         Hidden folders, and what .gitignore ignores, are not read.",
    ),
    (
        "vetform.state/WORKSPACE.json",
        "The state of a workspace, unless `state` in vetform.yaml names another place: ids, and fingerprints of what was last \
         applied. Commit it, or keep it in a bucket. Beside it lie its journal while an apply runs, and its lock.",
    ),
    (
        "vetform.state/WORKSPACE.json.receipts/",
        "What each apply changed, when, and by whom; `vetform history` reads it.",
    ),
    (
        ".vetform/log/",
        "The calls of each apply. Not to be committed.",
    ),
    (
        ".vetform/schema/, .vetform/sandbox.db",
        "JSON Schemas for editors, and what the embedded systems hold. Not to be committed.",
    ),
];

/// What stands at the end of `vetform --help`.
pub(in crate::cli) fn after_help() -> String {
    let mut text = "Exit codes:\n".to_owned();
    for (code, meaning) in EXIT_CODES {
        let _ = writeln!(text, "  {code}  {meaning}");
    }
    let _ = writeln!(text, "\nEnvironment ({EMPTY_VARIABLES}):");
    for (name, meaning) in VARIABLES {
        let _ = writeln!(text, "  {name:<24}  {meaning}");
    }
    text + "\n" + KEYS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_has_every_exit_code_and_every_variable() {
        let page = include_str!("../../../docs/reference/exit-codes.md");
        for (code, _) in EXIT_CODES {
            assert!(page.contains(&format!("\n| {code} | ")), "{code}");
        }
        for name in VARIABLES.iter().flat_map(|(names, _)| names.split(", ")) {
            assert!(page.contains(&format!("`{name}`")), "{name}");
        }
    }
}
