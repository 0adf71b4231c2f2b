//! The journal of a local state: one file, written by a thread of its own, since syncing a disk blocks.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use camino::Utf8Path;
use tokio::sync::mpsc;

use super::journal::{
    Journal, JournalError, Line, Request, WriteFailure, Writer, answer, group, line_text, parse,
};
use crate::files::{self, JOURNAL_BYTES, sync_folder};

/// Starts a journal at `path`, in the place of any older one, and makes its first line durable: a full or read-only
/// disk shows here, before the first call.
pub(super) fn create(
    path: &Utf8Path,
    state: &Utf8Path,
    begin: &Line,
) -> Result<Journal, JournalError> {
    let failed = |source| JournalError::new(&path, source);
    let mut file = take_place(path).map_err(failed)?;
    // It tells as much as the state: whoever may read that, and nobody else. Another's file keeps its mode.
    if let Ok(state) = state.metadata() {
        let _ = file.set_permissions(state.permissions());
    }
    let text = line_text(begin);
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| sync_folder(path))
        .map_err(failed)?;
    let bytes = Arc::new(AtomicU64::new(text.len() as u64));
    let (sender, receiver) = mpsc::unbounded_channel();
    let counted = Arc::clone(&bytes);
    let thread = std::thread::spawn(move || write_in_groups(file, receiver, &counted));
    Ok(Journal::new(
        path.to_string(),
        sender,
        Writer::Thread(thread),
        bytes,
    ))
}

/// An empty file in the place of an older journal, and of nothing else.
fn take_place(path: &Utf8Path) -> std::io::Result<File> {
    match files::read(path, JOURNAL_BYTES) {
        Ok(old) if !old.is_empty() && !is_journal(&old) => {
            return Err(std::io::Error::other(
                "a file of that name exists and is not a journal",
            ));
        }
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let file = files::open_own(path)?;
    file.set_len(0)?;
    Ok(file)
}

/// Whether its first line is that of a journal, or the torn beginning of one.
fn is_journal(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    !first.contains('\0') && parse(&first).is_ok_and(|parsed| parsed.damaged_from.is_none())
}

/// Writes everything that waits in one go and syncs once. After the first failure every request is refused with it: a
/// journal with a hole must not look whole.
fn write_in_groups(
    mut file: File,
    mut requests: mpsc::UnboundedReceiver<Request>,
    bytes: &AtomicU64,
) {
    let mut broken: Option<WriteFailure> = None;
    while let Some(first) = requests.blocking_recv() {
        let group = group(first, &mut requests);
        let text: String = group.iter().map(|request| request.text.as_str()).collect();
        let someone_waits = group.iter().any(|request| request.done.is_some());
        if broken.is_none() {
            if let Err(source) = append(&mut file, &text, someone_waits) {
                broken = Some(Arc::new(source));
            }
            bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        }
        answer(group, broken.as_ref());
    }
}

fn append(file: &mut File, text: &str, durable: bool) -> std::io::Result<()> {
    file.write_all(text.as_bytes())?;
    if durable { file.sync_data() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use camino::Utf8PathBuf;

    use super::*;
    use crate::state::journal::tests::{begin, fact};

    #[tokio::test]
    async fn facts_stand_in_the_order_in_which_they_were_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(folder.path().join("j")).unwrap();
        let journal = create(&path, &path.with_file_name("none"), &begin()).unwrap();
        journal.note(&[fact("a")]);
        journal.durable(&[fact("b"), fact("c")]).await.unwrap();
        journal.note(&[fact("d")]);
        journal.durable(&[]).await.unwrap();
        let bytes = journal.bytes_written();
        journal.close().await.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.len() as u64, bytes);
        let facts = ["a", "b", "c", "d"].map(|name| Line::Fact(fact(name)));
        assert_eq!(
            parse(&text).unwrap().lines,
            [vec![begin()], facts.to_vec()].concat()
        );
    }

    #[test]
    fn a_place_that_cannot_be_written_is_found_before_the_first_call() {
        let error = create("/nowhere/j".into(), "/nowhere/s".into(), &begin()).unwrap_err();
        insta::assert_snapshot!(error, @"cannot write the journal /nowhere/j: it does not exist (check its path, and whether a disk is missing)");
    }
}
