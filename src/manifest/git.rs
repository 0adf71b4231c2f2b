//! What a git revision of the repository around a project holds. Asks the git program, without a shell, within bounds, and
//! never the network.
//!
//! The folder may hold what a stranger wrote: a bare repository among its files is not taken for the one around it.

use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};

/// So long one call of git may take.
const TIME: Duration = Duration::from_mins(1);

/// So many bytes of its answer are read.
const MOST: u64 = 16 * 1024 * 1024;

/// Why git gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    #[error("cannot run git: {}", crate::os_words::told(.0))]
    Start(io::Error),
    /// Its answer cannot be read.
    #[error("cannot read the output of git: {0}")]
    Read(io::Error),
    /// It does not end.
    #[error("git did not finish within {} s", TIME.as_secs())]
    Slow,
    /// It says more than is read.
    #[error("git printed more than {} MiB", MOST / 1024 / 1024)]
    Large,
    /// It refused; what it said, if anything.
    #[error("git: {0}")]
    Refused(String),
}

/// The repository around a folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Git<'f> {
    folder: &'f Utf8Path,
}

impl<'f> Git<'f> {
    pub(super) const fn around(folder: &'f Utf8Path) -> Self {
        Self { folder }
    }

    /// Everything that has this short name, in full: of a tag and a branch git would take the tag, which whoever may push one
    /// can set.
    pub(super) fn named(self, name: &str) -> Result<Vec<String>, GitError> {
        const PLACES: [&str; 4] = ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"];
        let all = PLACES.map(|place| format!("{place}{name}"));
        let found = self.line(&[
            "for-each-ref",
            "--format=%(refname)",
            "--",
            &all[0],
            &all[1],
            &all[2],
            &all[3],
        ])?;
        let found = found.lines().map(str::to_owned);
        // A pattern also names what is below it.
        Ok(found.filter(|found| all.contains(found)).collect())
    }

    pub(super) fn commit(self, name: &str) -> Result<String, GitError> {
        let wanted = format!("{name}^{{commit}}");
        self.line(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ])
    }

    /// Where the repository was cloned from, as it is written in its configuration.
    pub(super) fn origin(self) -> Result<String, GitError> {
        self.line(&["config", "--get", "remote.origin.url"])
    }

    /// The folder, as the repository's top sees it, with a slash at the end; empty for the top itself.
    pub(super) fn prefix(self) -> Result<String, GitError> {
        self.line(&["rev-parse", "--show-prefix"])
    }

    /// The bytes of a file of the folder in a commit.
    pub(super) fn file(self, commit: &str, name: &str) -> Result<Vec<u8>, GitError> {
        self.ask(&["cat-file", "blob", &format!("{commit}:./{name}")], &[])
    }

    /// The YAML files of a commit in which this word stands, relative to the folder: those of the whole repository.
    pub(super) fn yaml_files_with(
        self,
        commit: &str,
        word: &str,
    ) -> Result<Vec<Utf8PathBuf>, GitError> {
        let words = [
            "grep",
            "--no-color",
            "-l",
            "-z",
            "-F",
            "-e",
            word,
            commit,
            "--",
            ":(top,icase)*.yaml",
            ":(top,icase)*.yml",
        ];
        let bytes = match self.ask(&words, &[]) {
            Ok(bytes) => bytes,
            // It finds nothing, and says nothing.
            Err(GitError::Refused(said)) if said.is_empty() => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let names = bytes
            .split(|byte| *byte == 0)
            .filter(|name| !name.is_empty());
        let prefix = format!("{commit}:");
        // A name that is no text is no manifest's.
        let names = names.filter_map(|name| std::str::from_utf8(name).ok()?.strip_prefix(&prefix));
        Ok(names.map(Utf8PathBuf::from).collect())
    }

    /// Writes the folder, as it was in a commit, into an empty folder. That is the working tree for this: else the attributes
    /// of the one around the project, a stranger's, would say how bytes are converted.
    pub(super) fn export(self, commit: &str, into: &Utf8Path) -> Result<(), GitError> {
        let repository = self.line(&["rev-parse", "--absolute-git-dir"])?;
        let below = self.prefix()?;
        let tree = format!("{commit}:{}", below.trim_end_matches('/'));
        let index = into.with_extension("index");
        let variables = [
            ("GIT_DIR", repository.as_str()),
            ("GIT_WORK_TREE", into.as_str()),
            ("GIT_INDEX_FILE", index.as_str()),
        ];
        let there = Git::around(into);
        let written = there
            .ask(&["read-tree", &tree], &variables)
            .and_then(|_| there.ask(&["checkout-index", "--all", "--quiet"], &variables));
        // It is of no use any more, whatever came of it.
        let _ = std::fs::remove_file(&index);
        written.map(|_| ())
    }

    fn line(self, words: &[&str]) -> Result<String, GitError> {
        let bytes = self.ask(words, &[])?;
        let text =
            String::from_utf8(bytes).map_err(|error| GitError::Read(io::Error::other(error)))?;
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    fn ask(self, words: &[&str], variables: &[(&str, &str)]) -> Result<Vec<u8>, GitError> {
        let mut command = Command::new("git");
        command
            .args([
                "-c",
                "safe.bareRepository=explicit",
                "-C",
                self.folder.as_str(),
            ])
            .args(words)
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().map_err(GitError::Start)?;
        let out = child.stdout.take().map(read_aside);
        let said = child.stderr.take().map(read_aside);
        let status = wait(&mut child)?;
        let out = answer(out)?;
        if status.success() {
            return Ok(out);
        }
        let said = String::from_utf8_lossy(&answer(said)?).into_owned();
        let first = said.lines().next().unwrap_or_default();
        Err(GitError::Refused(
            first.trim_start_matches("fatal: ").to_owned(),
        ))
    }
}

type Reading = thread::JoinHandle<io::Result<Vec<u8>>>;

/// Aside, so that a full pipe cannot keep git from ending. One byte more than is allowed tells that there is too much.
fn read_aside(pipe: impl Read + Send + 'static) -> Reading {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.take(MOST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    })
}

fn answer(reading: Option<Reading>) -> Result<Vec<u8>, GitError> {
    let Some(reading) = reading else {
        return Ok(Vec::new());
    };
    let read = reading
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the reader stopped")));
    let bytes = read.map_err(GitError::Read)?;
    if bytes.len() as u64 > MOST {
        return Err(GitError::Large);
    }
    Ok(bytes)
}

fn wait(child: &mut Child) -> Result<std::process::ExitStatus, GitError> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(GitError::Read)? {
            return Ok(status);
        }
        if began.elapsed() > TIME {
            // It may have ended just now.
            let _ = child.kill();
            let _ = child.wait();
            return Err(GitError::Slow);
        }
        thread::sleep(Duration::from_millis(2));
    }
}
