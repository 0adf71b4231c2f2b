//! Which commit a project stands at, read from git's own files or from what CI says. Starts no process and guesses
//! nothing: an unusual repository has no commit here.

use camino::{Utf8Path, Utf8PathBuf};

use crate::ci;
use crate::files::{self, INPUT_BYTES};

/// Full hash of the commit that is checked out in the folder `project` or above it.
pub(super) fn commit_of(project: &Utf8Path) -> Option<String> {
    project
        .ancestors()
        .find_map(git_folder)
        .and_then(|git| head(&git))
        .or_else(|| hash(&ci::commit()?))
}

/// The repository's folder. In a worktree `.git` is a file that names it.
fn git_folder(folder: &Utf8Path) -> Option<Utf8PathBuf> {
    let git = folder.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = files::read_text(&git, INPUT_BYTES).ok()?;
    Some(folder.join(text.trim().strip_prefix("gitdir: ")?))
}

fn head(git: &Utf8Path) -> Option<String> {
    let text = files::read_text(&git.join("HEAD"), INPUT_BYTES).ok()?;
    let Some(name) = text.trim().strip_prefix("ref: ") else {
        return hash(&text);
    };
    // A worktree's branches live in the repository that it belongs to.
    let common = files::read_text(&git.join("commondir"), INPUT_BYTES)
        .map_or_else(|_| git.to_owned(), |common| git.join(common.trim()));
    files::read_text(&common.join(name), INPUT_BYTES)
        .ok()
        .and_then(|text| hash(&text))
        .or_else(|| packed(&common, name))
}

fn packed(git: &Utf8Path, name: &str) -> Option<String> {
    let text = files::read_text(&git.join("packed-refs"), INPUT_BYTES).ok()?;
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(_, reference)| *reference == name)
        .and_then(|(commit, _)| hash(commit))
}

fn hash(text: &str) -> Option<String> {
    let text = text.trim();
    let is_hash = matches!(text.len(), 40 | 64) && text.chars().all(|c| c.is_ascii_hexdigit());
    is_hash.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

    fn project(files: &[(&str, &str)]) -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = Utf8PathBuf::from_path_buf(folder.path().to_owned()).unwrap();
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        (folder, root)
    }

    #[test]
    fn a_branch_a_packed_branch_a_bare_commit_and_a_worktree_are_read() {
        let packed = format!("# pack-refs\n{COMMIT} refs/heads/main\n");
        let worktree = format!("{COMMIT}\n");
        for files in [
            &[
                (".git/HEAD", "ref: refs/heads/main\n"),
                (".git/refs/heads/main", COMMIT),
            ][..],
            &[
                (".git/HEAD", "ref: refs/heads/main\n"),
                (".git/packed-refs", &packed),
            ],
            &[(".git/HEAD", COMMIT)],
            &[
                (".git", "gitdir: main/.git/worktrees/w\n"),
                ("main/.git/worktrees/w/HEAD", "ref: refs/heads/w\n"),
                ("main/.git/worktrees/w/commondir", "../..\n"),
                ("main/.git/refs/heads/w", &worktree),
            ],
        ] {
            let (_folder, root) = project(files);
            fs::create_dir_all(root.join("deep/inside")).unwrap();
            assert_eq!(
                commit_of(&root.join("deep/inside")).as_deref(),
                Some(COMMIT),
                "{files:?}"
            );
        }
    }
}
