//! What .gitignore files say, as git reads them: up to the root of the repository that holds the project and no further, each line
//! as bytes. Which folders are walked is not decided here.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::diagnostic::{Code, Diagnostic};

const FILE: &str = ".gitignore";

/// The largest .gitignore that is read, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The rules of a folder and of those above it, the nearest last.
#[derive(Debug, Clone, Default)]
pub(super) struct Ignored(Vec<Arc<Gitignore>>);

/// The root of the repository that holds a folder: the nearest one upward with a `.git` folder, or with the `.git` file of a
/// submodule or worktree.
pub(super) fn repository(folder: &Utf8Path) -> Option<Utf8PathBuf> {
    let mut above = folder.ancestors();
    let root = above.find(|folder| folder.join(".git").exists());
    root.map(Utf8Path::to_owned)
}

impl Ignored {
    /// The rules that reach a project from above. Without a repository there is no telling where they end: a home folder that is kept
    /// in git often ignores everything.
    pub(super) fn above(project: &Utf8Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut rules = Self::default();
        let Some(top) = repository(project) else {
            return rules;
        };
        let above = project.ancestors().skip(1);
        let within: Vec<&Utf8Path> = above.take_while(|one| one.starts_with(&top)).collect();
        for folder in within.into_iter().rev() {
            rules = rules.and_of(folder.as_std_path(), problems);
        }
        rules
    }

    /// The same, and those that stand in `folder`.
    #[must_use]
    pub(super) fn and_of(&self, folder: &Path, problems: &mut Vec<Diagnostic>) -> Self {
        let mut rules = self.clone();
        match read(&folder.join(FILE)) {
            Ok(None) => {}
            Ok(Some(bytes)) => rules.0.extend(parsed(folder, &bytes).map(Arc::new)),
            Err(error) => problems.push(unreadable(&folder.join(FILE), &error)),
        }
        rules
    }

    /// Whether a file or folder is left out. Its folders must not be.
    pub(super) fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let path = as_text(path);
        let verdicts = self.0.iter().rev();
        let mut verdicts = verdicts.map(|rules| rules.matched(Path::new(&*path), is_folder));
        verdicts
            .find(|verdict| !verdict.is_none())
            .is_some_and(|verdict| verdict.is_ignore())
    }
}

/// A byte that is not text becomes U+FFFD on both sides, in the rule and in the name that it stands for.
fn as_text(path: &Path) -> Cow<'_, str> {
    path.to_string_lossy()
}

fn parsed(folder: &Path, bytes: &[u8]) -> Option<Gitignore> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rules = GitignoreBuilder::new(&*as_text(folder));
    for line in bytes.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A line that makes no sense stands for nothing, as in git.
        let _ = rules.add_line(None, &String::from_utf8_lossy(line));
    }
    rules.build().ok()
}

/// `None`: there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match path.metadata() {
        // Opening a pipe would wait for somebody to write.
        Ok(found) if found.is_file() => {}
        Ok(_) => return Err(io::Error::other("it is not a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        let most = MAX_BYTES / 1024 / 1024;
        return Err(io::Error::other(format!("it is larger than {most} MiB")));
    }
    Ok(Some(bytes))
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let words = format!("cannot read {}: {error}", path.display());
    Diagnostic::error(Code::Unreadable, words)
        .with_help("it decides which files are manifests: make it readable, or remove it")
}
