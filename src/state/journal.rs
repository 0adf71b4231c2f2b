//! The journal of a running apply: one line a fact, appended, so that bytes written grow with the work.
//!
//! An intent must be durable before its call is sent; facts after it may reach the disk later, since a lost one only
//! means that the next run settles the intent by reading. Lines that arrive together are written and synced together.
//! What the lines mean is [`Delta`]'s business; what to do about a pending one is `plan`'s and `apply`'s.

use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::delta::Delta;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Line {
    /// The first: which state the facts belong to.
    #[serde(rename_all = "camelCase")]
    Begin {
        /// Lineage of the state.
        lineage: String,
        /// Serial of the state that they continue. A saved state has a higher one: its journal is spent.
        serial: u64,
        /// The run that writes.
        run: String,
    },
    /// A fact.
    Fact(Delta),
}

/// Why the journal cannot be kept. The machine's fault: disk full, read-only, gone.
#[derive(Debug, Clone, thiserror::Error)]
#[error("cannot write the journal {path}: {source}")]
pub struct JournalError {
    path: Utf8PathBuf,
    source: Arc<std::io::Error>,
}

/// An open journal. Dropping it waits for the lines that were handed over.
#[derive(Debug)]
pub struct Journal {
    path: Utf8PathBuf,
    requests: Option<mpsc::Sender<Request>>,
    writer: Option<JoinHandle<()>>,
    bytes: Arc<AtomicU64>,
}

#[derive(Debug)]
struct Request {
    text: String,
    done: Option<oneshot::Sender<Result<(), Arc<std::io::Error>>>>,
}

impl Journal {
    /// Starts a journal at `path`, in the place of any older one, and makes its first line durable: a full or read-only
    /// disk shows here, before the first call.
    pub fn create(path: &Utf8Path, begin: &Line) -> Result<Self, JournalError> {
        let failed = |source| JournalError {
            path: path.to_owned(),
            source: Arc::new(source),
        };
        let mut file = File::create(path).map_err(failed)?;
        let text = line_text(begin);
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(failed)?;
        let bytes = Arc::new(AtomicU64::new(text.len() as u64));
        let (sender, receiver) = mpsc::channel();
        let counted = Arc::clone(&bytes);
        let writer = std::thread::spawn(move || write_in_groups(file, &receiver, &counted));
        Ok(Self {
            path: path.to_owned(),
            requests: Some(sender),
            writer: Some(writer),
            bytes,
        })
    }

    /// Writes facts and returns when they are on the disk.
    pub async fn durable(&self, facts: &[Delta]) -> Result<(), JournalError> {
        let (sender, receiver) = oneshot::channel();
        self.send(Request {
            text: text_of(facts),
            done: Some(sender),
        });
        match receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(source)) => Err(self.error(source)),
            Err(_closed) => Err(self.error(Arc::new(std::io::ErrorKind::BrokenPipe.into()))),
        }
    }

    /// Hands facts over. A failure to write them shows at the next [`Journal::durable`].
    pub fn note(&self, facts: &[Delta]) {
        if !facts.is_empty() {
            self.send(Request {
                text: text_of(facts),
                done: None,
            });
        }
    }

    /// Bytes handed to the file so far.
    pub fn bytes_written(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    fn send(&self, request: Request) {
        // A writer that is gone drops `done`, which `durable` reports.
        let _ = self
            .requests
            .as_ref()
            .map(|requests| requests.send(request));
    }

    fn error(&self, source: Arc<std::io::Error>) -> JournalError {
        JournalError {
            path: self.path.clone(),
            source,
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Takes everything that waits, writes it in one go and syncs once. After the first failure every request is
/// refused with it: a journal with a hole must not look whole.
fn write_in_groups(mut file: File, requests: &mpsc::Receiver<Request>, bytes: &AtomicU64) {
    let mut broken: Option<Arc<std::io::Error>> = None;
    while let Ok(first) = requests.recv() {
        let group: Vec<Request> = std::iter::once(first).chain(requests.try_iter()).collect();
        let text: String = group.iter().map(|request| request.text.as_str()).collect();
        let someone_waits = group.iter().any(|request| request.done.is_some());
        if broken.is_none() {
            broken = append(&mut file, &text, someone_waits).err().map(Arc::new);
            bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        }
        for done in group.into_iter().filter_map(|request| request.done) {
            let _ = done.send(broken.clone().map_or(Ok(()), Err));
        }
    }
}

fn append(file: &mut File, text: &str, durable: bool) -> std::io::Result<()> {
    file.write_all(text.as_bytes())?;
    if durable { file.sync_data() } else { Ok(()) }
}

fn text_of(facts: &[Delta]) -> String {
    facts
        .iter()
        .map(|delta| line_text(&Line::Fact(delta.clone())))
        .collect()
}

fn line_text(line: &Line) -> String {
    // Strings, numbers and maps with string keys always serialise.
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.push('\n');
    text
}

/// The lines of a journal. A torn last line is what a kill in mid-write leaves, and is dropped.
///
/// # Errors
/// The number (from 1) of a line that is damaged and not the last.
pub(super) fn parse(text: &str) -> Result<Vec<Line>, usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut parsed = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        match serde_json::from_str(line) {
            Ok(line) => parsed.push(line),
            Err(_) if index + 1 == lines.len() => break,
            Err(_) => return Err(index + 1),
        }
    }
    Ok(parsed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::RecordChange;

    fn begin() -> Line {
        Line::Begin {
            lineage: "l".into(),
            serial: 3,
            run: "r".into(),
        }
    }

    fn fact(name: &str) -> Delta {
        let address = format!("taptalent/Flow/{name}").parse().unwrap();
        Delta {
            address,
            change: RecordChange::Identify { id: name.into() },
        }
    }

    fn folder() -> (tempfile::TempDir, Utf8PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("j")).unwrap();
        (folder, path)
    }

    #[tokio::test]
    async fn facts_stand_in_the_order_in_which_they_were_handed_over() {
        let (_folder, path) = folder();
        let journal = Journal::create(&path, &begin()).unwrap();
        journal.note(&[fact("a")]);
        journal.durable(&[fact("b"), fact("c")]).await.unwrap();
        journal.note(&[fact("d")]);
        let bytes = {
            let j = journal;
            let b = Arc::clone(&j.bytes);
            drop(j);
            b.load(Ordering::Relaxed)
        };
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.len() as u64, bytes);
        let facts = ["a", "b", "c", "d"].map(|name| Line::Fact(fact(name)));
        assert_eq!(
            parse(&text).unwrap(),
            [vec![begin()], facts.to_vec()].concat()
        );
    }

    #[test]
    fn a_torn_last_line_is_dropped_and_a_damaged_middle_is_not() {
        let whole = line_text(&begin()) + &line_text(&Line::Fact(fact("a")));
        for cut in 1..whole.len() {
            assert!(parse(&whole[..cut]).is_ok(), "cut at {cut}");
        }
        let damaged = format!(
            "{}{{oops\n{}",
            line_text(&begin()),
            line_text(&Line::Fact(fact("a")))
        );
        assert_eq!(parse(&damaged), Err(2));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_found_before_the_first_call() {
        let error = Journal::create("/nowhere/j".into(), &begin()).unwrap_err();
        insta::assert_snapshot!(error, @"cannot write the journal /nowhere/j: No such file or directory (os error 2)");
    }
}
