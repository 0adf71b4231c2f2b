//! The journal of a running apply: one line a fact, appended, so that bytes written grow with the work.
//!
//! An intent must be durable before its call is sent; facts after it may reach the store later, since a lost one only
//! means that the next run settles the intent by reading. Lines that arrive together are written together; how, is
//! `journal_file`'s and `remote::journal`'s business. What the lines mean is [`Delta`]'s; what to do about a pending
//! one is `plan`'s and `apply`'s.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};

use super::delta::Delta;
use super::error::told;
use super::holder::Holder;
use super::receipts::Origin;
use crate::files::remedy;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Line {
    /// The first: which state the facts belong to.
    #[serde(rename_all = "camelCase")]
    Begin {
        lineage: String,
        /// Serial of the state that they continue. A saved state has a higher one: its journal is spent.
        serial: u64,
        #[serde(flatten)]
        origin: Origin,
    },
    Fact(Delta),
    /// The last, where another run took the lock over: whoever wrote the lines before it cannot go on.
    #[serde(rename_all = "camelCase")]
    Closed {
        by: Holder,
    },
}

/// What a store says when it cannot write; shared by everybody who waits for the same group.
pub(super) type WriteFailure = Arc<dyn Error + Send + Sync>;

/// Why the journal cannot be kept. The machine's fault: full, read-only, gone, out of reach.
#[derive(Debug, Clone, thiserror::Error)]
#[error("cannot write the journal {place}: {}{}", told(source.as_ref()), way_out(source.as_ref()))]
pub struct JournalError {
    place: String,
    source: WriteFailure,
}

impl JournalError {
    /// Which run has taken the state over, if that is why.
    pub fn overtaken(&self) -> Option<String> {
        let source = self.source.downcast_ref::<Overtaken>();
        source.map(ToString::to_string)
    }

    pub(super) fn new(place: &impl ToString, source: impl Error + Send + Sync + 'static) -> Self {
        Self {
            place: place.to_string(),
            source: Arc::new(source),
        }
    }
}

/// Another run has closed it.
#[derive(Debug, thiserror::Error)]
#[error("it was taken over by {0}")]
pub(super) struct Overtaken(pub(super) Holder);

/// Nobody is left to write it. Always a mistake of this program.
#[derive(Debug, thiserror::Error)]
#[error("what writes it has ended; this is a mistake in vetform, please report it")]
struct WriterEnded;

/// What to do, where the journal is a file.
fn way_out(source: &(dyn Error + Send + Sync + 'static)) -> String {
    let file = source.downcast_ref::<std::io::Error>();
    file.map(|error| format!(" ({})", remedy(error)))
        .unwrap_or_default()
}

/// An open journal. [`Journal::close`] it in the end. Dropped, a local one waits for the lines that were handed over; a
/// remote one cannot, and may lose the facts that were only noted.
#[derive(Debug)]
pub struct Journal {
    place: String,
    requests: Option<mpsc::UnboundedSender<Request>>,
    writer: Option<Writer>,
    bytes: Arc<AtomicU64>,
}

/// Lines for the store, and who waits for them. The writer counts their bytes as it hands them on.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) text: String,
    pub(super) done: Option<oneshot::Sender<Result<(), WriteFailure>>>,
}

/// What writes the requests, in order, until there can be no more.
#[derive(Debug)]
pub(super) enum Writer {
    Thread(JoinHandle<()>),
    #[cfg(feature = "remote-state")]
    Task(tokio::task::JoinHandle<()>),
}

impl Journal {
    pub(super) fn new(
        place: String,
        requests: mpsc::UnboundedSender<Request>,
        writer: Writer,
        bytes: Arc<AtomicU64>,
    ) -> Self {
        Self {
            place,
            requests: Some(requests),
            writer: Some(writer),
            bytes,
        }
    }

    /// Writes facts and returns when the store has them for good.
    pub async fn durable(&self, facts: &[Delta]) -> Result<(), JournalError> {
        let (sender, receiver) = oneshot::channel();
        self.send(Request {
            text: text_of(facts),
            done: Some(sender),
        });
        match receiver.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(source)) => Err(JournalError {
                place: self.place.clone(),
                source,
            }),
            Err(_closed) => Err(JournalError::new(&self.place, WriterEnded)),
        }
    }

    /// Hands facts over; they travel with the next durable ones, or when the journal is closed. A failure to write them
    /// shows at the next [`Journal::durable`], or at [`Journal::close`].
    pub fn note(&self, facts: &[Delta]) {
        if !facts.is_empty() {
            self.send(Request {
                text: text_of(facts),
                done: None,
            });
        }
    }

    /// Makes everything durable that was handed over, and ends.
    pub async fn close(mut self) -> Result<(), JournalError> {
        let outcome = self.durable(&[]).await;
        self.requests = None;
        match self.writer.take() {
            Some(Writer::Thread(writer)) => {
                let _ = writer.join();
            }
            #[cfg(feature = "remote-state")]
            Some(Writer::Task(writer)) => {
                let _ = writer.await;
            }
            None => {}
        }
        outcome
    }

    /// Bytes handed to the store so far.
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
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(Writer::Thread(writer)) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

/// Takes what waits besides `first`, so that it is written in one go.
pub(super) fn group(
    first: Request,
    requests: &mut mpsc::UnboundedReceiver<Request>,
) -> Vec<Request> {
    let mut group = vec![first];
    while let Ok(request) = requests.try_recv() {
        group.push(request);
    }
    group
}

/// Tells everybody who waits for a group what came of it.
pub(super) fn answer(group: Vec<Request>, broken: Option<&WriteFailure>) {
    for done in group.into_iter().filter_map(|request| request.done) {
        let _ = done.send(broken.map_or(Ok(()), |failure| Err(Arc::clone(failure))));
    }
}

fn text_of(facts: &[Delta]) -> String {
    facts
        .iter()
        .map(|delta| line_text(&Line::Fact(delta.clone())))
        .collect()
}

/// A checksum, a blank, the line as JSON. Lines of earlier versions have no checksum, and are read all the same.
pub fn line_text(line: &Line) -> String {
    // Strings, numbers and maps with string keys always serialise.
    let json = serde_json::to_string(line).unwrap_or_default();
    format!("{} {json}\n", checksum(&json))
}

/// Hex digits of a line's checksum.
const CHECKSUM: usize = 16;

fn checksum(json: &str) -> String {
    let mut hash = blake3::hash(json.as_bytes()).to_hex().to_string();
    hash.truncate(CHECKSUM);
    hash
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) lines: Vec<Line>,
    /// The line, from 1, from which on there is nothing but garbage: more than the torn last line of a kill.
    pub(super) damaged_from: Option<usize>,
}

/// The lines of a journal. A torn last line is what a kill in mid-write leaves, and is dropped; a loss of power can leave
/// more garbage than that, which was never made durable.
///
/// # Errors
/// The number (from 1) of a line that is damaged although a later one is whole; 1 if it is not a journal at all.
pub(super) fn parse(text: &str) -> Result<Parsed, usize> {
    let lines: Vec<&str> = text.split_terminator('\n').collect();
    let mut parsed = Parsed {
        lines: Vec::with_capacity(lines.len()),
        damaged_from: None,
    };
    for (index, line) in lines.iter().enumerate() {
        if let Some(line) = line_of(line) {
            parsed.lines.push(line);
            continue;
        }
        let rest = lines.get(index + 1..).unwrap_or_default();
        let is_torn = rest.is_empty() && is_begun(line);
        let is_another_file = index == 0 && !is_torn && !is_blank(text);
        if is_another_file || rest.iter().any(|line| line_of(line).is_some()) {
            return Err(index + 1);
        }
        parsed.damaged_from = (!is_torn).then_some(index + 1);
        break;
    }
    Ok(parsed)
}

/// Who closed the journal that ends with this page, if somebody did.
#[cfg(feature = "remote-state")]
pub(super) fn closed_by(page: &[u8]) -> Option<Holder> {
    match line_of(std::str::from_utf8(page).ok()?.trim_end())? {
        Line::Closed { by } => Some(by),
        Line::Begin { .. } | Line::Fact(_) => None,
    }
}

fn line_of(text: &str) -> Option<Line> {
    let json = match text.split_at_checked(CHECKSUM) {
        Some((sum, rest)) if !text.starts_with('{') => {
            let json = rest.strip_prefix(' ')?;
            (checksum(json) == sum).then_some(json)?
        }
        _ => text,
    };
    serde_json::from_str(json).ok()
}

/// A new file whose length reached the disk, and whose text did not.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c == '\0' || c.is_whitespace())
}

/// Whether it may be the beginning of a line that was being written.
fn is_begun(text: &str) -> bool {
    let sum = text.len().min(CHECKSUM);
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.starts_with('{') || text.get(..sum).is_some_and(is_hex)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::state::RecordChange;

    pub(in crate::state) fn begin() -> Line {
        Line::Begin {
            lineage: "l".into(),
            serial: 3,
            origin: Origin {
                began: jiff::Timestamp::UNIX_EPOCH,
                ..Origin::from("r")
            },
        }
    }

    pub(in crate::state) fn fact(name: &str) -> Delta {
        let address = format!("taptalent/Flow/{name}").parse().unwrap();
        Delta {
            address,
            change: RecordChange::Identify {
                id: name.into(),
                adopted: false,
            },
        }
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
    fn garbage_at_the_end_is_cut_and_garbage_between_whole_lines_is_not() {
        let good = line_text(&begin()) + &line_text(&Line::Fact(fact("a")));
        let lines = vec![begin(), Line::Fact(fact("a"))];
        // The text of a whole line with a bit that flipped, blocks of zeros, and what another file held.
        let flipped = line_text(&Line::Fact(fact("b"))).replace("Flow/b", "Flow/c");
        for garbage in [
            flipped.as_str(),
            "\0\0\0\0",
            "\0\n\0\n\u{fffd}x\n",
            "#!/bin/sh\n\nexit\n",
        ] {
            let parsed = parse(&format!("{good}{garbage}")).unwrap();
            assert_eq!(parsed.lines, lines, "{garbage:?}");
            let is_told = parsed.damaged_from == Some(3);
            assert!(is_told || garbage == flipped, "{garbage:?}");
            let later = line_text(&Line::Fact(fact("b")));
            let between = format!("{good}{}\n{later}", garbage.trim_end());
            assert_eq!(parse(&between), Err(3), "{garbage:?}");
        }
    }

    #[test]
    fn a_journal_of_an_earlier_version_has_no_checksums_and_is_read() {
        let lines = vec![begin(), Line::Fact(fact("a"))];
        let json = lines
            .iter()
            .map(|line| serde_json::to_string(line).unwrap());
        let text = json.collect::<Vec<_>>().join("\n");
        assert_eq!(parse(&text).unwrap().lines, lines);
    }
}
