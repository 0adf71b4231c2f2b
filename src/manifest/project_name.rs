//! Which project a state is of, where it is kept in a place that other projects can use, too. Two of them that name one
//! place and one workspace would rewrite each other's interviews in turns.
//!
//! `project:` of vetform.yaml says it. Left out, it is the repository's own name and the folder in it, which copies of a
//! configuration do not share; forks and other hosts of the same repository do. Never a reason to fail: what git does not
//! know is unknown.

use camino::Utf8Path;

use super::config::{Config, StateLocation, Workspace};
use super::git::Git;

/// The name, if anything says it and anybody asks for it.
pub(super) fn project_name(
    folder: &Utf8Path,
    config: &Config,
    workspace: &Workspace,
) -> Option<String> {
    match &workspace.state {
        // In the project's own folder there is no other.
        StateLocation::Local(_) => None,
        StateLocation::Remote(_) => config.project.clone().or_else(|| named_by_git(folder)),
    }
}

fn named_by_git(folder: &Utf8Path) -> Option<String> {
    let git = Git::around(folder);
    let repository = last_word(&git.origin().ok()?)?.to_owned();
    let below = git.prefix().ok()?;
    let name = format!("{repository}/{below}");
    Some(name.trim_end_matches('/').to_owned())
}

/// `hiring` of `https://git.example.com/acme/hiring.git` and of `git@git.example.com:acme/hiring`.
fn last_word(url: &str) -> Option<&str> {
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url);
    let word = url.rsplit(['/', ':', '\\']).next()?;
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use camino::Utf8PathBuf;

    use super::*;

    #[test]
    fn every_address_of_a_repository_gives_one_name() {
        for url in [
            "https://git.example.com/acme/hiring.git",
            "https://token:x@git.example.com:8443/acme/hiring/",
            "git@git.example.com:acme/hiring.git",
            "git@git.example.com:v3/acme/people/hiring",
            "https://acme@git.example.com/acme/people/_git/hiring",
            "hiring",
        ] {
            assert_eq!(last_word(url), Some("hiring"), "{url}");
        }
        assert_eq!(last_word(""), None);
    }

    #[test]
    fn projects_of_one_repository_have_names_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        std::fs::create_dir_all(root.join("teams/a")).unwrap();
        assert_eq!(named_by_git(&root), None);
        let git = |words: &[&str]| {
            let done = Command::new("git")
                .arg("-C")
                .arg(&root)
                .args(words)
                .output();
            assert!(done.unwrap().status.success());
        };
        git(&["init", "-q"]);
        assert_eq!(named_by_git(&root), None);
        git(&[
            "remote",
            "add",
            "origin",
            "https://git.example.com/acme/hiring.git",
        ]);
        assert_eq!(named_by_git(&root).as_deref(), Some("hiring"));
        let below = named_by_git(&root.join("teams/a"));
        assert_eq!(below.as_deref(), Some("hiring/teams/a"));
    }
}
