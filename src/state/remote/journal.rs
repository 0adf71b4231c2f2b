//! The journal of a remote state: one object for each group of lines that travel together, `<n>.jsonl` in a folder of
//! the run's own. An object is there whole or not at all; a number that is missing means that somebody removed it. Whoever
//! takes the lock over takes the next number: the run before it finds that out before it sends anything.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use object_store::path::Path;
use tokio::sync::mpsc;

use super::super::holder::Holder;
use super::super::journal::{
    Journal, JournalError, Line, Overtaken, Request, WriteFailure, Writer, answer, closed_by,
    group, line_text,
};
use super::fault::fault;
use super::objects::{Condition, Objects, Written};

/// The bucket has something where a new object of the journal was to be.
#[derive(Debug, thiserror::Error)]
#[error("another run writes to the same place")]
struct Occupied;

/// Starts the journal in `folder` and makes its first line durable.
pub(super) async fn create(
    objects: Objects,
    folder: Path,
    begin: &Line,
) -> Result<Journal, JournalError> {
    let place = objects.place(&folder);
    let text = line_text(begin);
    let bytes = Arc::new(AtomicU64::new(text.len() as u64));
    let mut pages = Pages {
        objects,
        folder,
        next: 0,
    };
    pages
        .append(text)
        .await
        .map_err(|source| JournalError::new(&place, source))?;
    let (sender, receiver) = mpsc::unbounded_channel();
    let task = tokio::spawn(write_in_groups(pages, receiver, Arc::clone(&bytes)));
    Ok(Journal::new(place, sender, Writer::Task(task), bytes))
}

/// How many pages of a run that goes on writing are gone past to close its journal.
const MOST_PAGES: usize = 16;

/// Closes the journal in `folder`, whose next free number is `next`. `false`: somebody goes on writing it.
pub(super) async fn close(
    objects: &Objects,
    folder: &Path,
    next: u64,
    by: &Holder,
) -> object_store::Result<bool> {
    let text = Bytes::from(line_text(&Line::Closed { by: by.clone() }));
    for number in (next..).take(MOST_PAGES) {
        let page = page(folder, number);
        let written = objects
            .write(&page, text.clone(), &Condition::Absent)
            .await?;
        // Refused, the run before was quicker once more: what stands there is read like all that it wrote.
        if let Written::Done(_) = written {
            return Ok(true);
        }
    }
    Ok(false)
}

fn page(folder: &Path, number: u64) -> Path {
    folder.clone().join(format!("{number}.jsonl"))
}

/// The number of a journal's object.
pub(super) fn number(path: &Path) -> Option<u64> {
    path.filename()?.strip_suffix(".jsonl")?.parse().ok()
}

/// While one object is under way, later lines gather for the next. Lines that nobody waits for wait for some that
/// somebody does. After the first failure every request is refused with it: a journal with a hole must not look whole.
async fn write_in_groups(
    mut pages: Pages,
    mut requests: mpsc::UnboundedReceiver<Request>,
    bytes: Arc<AtomicU64>,
) {
    let mut broken: Option<WriteFailure> = None;
    let mut waiting = String::new();
    while let Some(first) = requests.recv().await {
        let group = group(first, &mut requests);
        waiting.extend(group.iter().map(|request| request.text.as_str()));
        let someone_waits = group.iter().any(|request| request.done.is_some());
        if someone_waits && !waiting.is_empty() && broken.is_none() {
            let text = std::mem::take(&mut waiting);
            bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
            broken = pages.append(text).await.err();
        }
        answer(group, broken.as_ref());
    }
}

struct Pages {
    objects: Objects,
    folder: Path,
    next: u64,
}

impl Pages {
    async fn append(&mut self, text: String) -> Result<(), WriteFailure> {
        let path = page(&self.folder, self.next);
        self.next += 1;
        match self
            .objects
            .write(&path, text.into(), &Condition::Absent)
            .await
        {
            Ok(Written::Done(_)) => Ok(()),
            Ok(Written::Refused) => Err(self.who_was_first(&path).await),
            Err(source) => Err(Arc::new(fault(&source))),
        }
    }
    async fn who_was_first(&self, path: &Path) -> WriteFailure {
        let page = self.objects.read(path).await.ok().flatten();
        match page.and_then(|(page, _)| closed_by(&page)) {
            Some(by) => Arc::new(Overtaken(by)),
            None => Arc::new(Occupied),
        }
    }
}
