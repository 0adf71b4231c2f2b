//! `.vetform/log/<run>.jsonl`: a line a call, enough to reconstruct a run. No header and no body, so nothing secret.

use std::fs::File;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::output::Output;
use crate::apply::current_address;
use crate::files;
use crate::provider::http::CallRecord;
use crate::secrets::without_secrets;

pub(super) struct CallLog {
    path: Utf8PathBuf,
    file: Mutex<File>,
    is_broken: AtomicBool,
    output: Output,
}

impl CallLog {
    /// Starts the log of a run. Where it cannot be written that is said, and the run goes on: what it did is in the state
    /// and its journal.
    pub(super) fn create(root: &Utf8Path, run: &str, output: Output) -> Option<Self> {
        let path = root.join(".vetform/log").join(format!("{run}.jsonl"));
        match start(root, &path) {
            Ok(file) => Some(Self {
                path,
                file: Mutex::new(file),
                is_broken: AtomicBool::new(false),
                output,
            }),
            Err(error) => {
                output.warning(&format!(
                    "cannot write the log {path}: {error}; calls are not logged"
                ));
                None
            }
        }
    }

    pub(super) fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Writes one call. A log that cannot be written must not stop a run that is under way; it is said once.
    pub(super) fn write(&self, record: &CallRecord<'_>) {
        let CallRecord {
            call,
            attempt,
            status,
            duration,
            request_id,
            failure,
        } = record;
        let line = json!({
            "time": jiff::Timestamp::now().to_string(),
            "method": call.method,
            "path": call.path,
            "try": attempt,
            "status": status,
            "milliseconds": u64::try_from(duration.as_millis()).unwrap_or(u64::MAX),
            "requestId": request_id,
            "failure": failure,
            "address": current_address().map(|address| address.to_string()),
        });
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let line = format!("{}\n", without_secrets(&line.to_string()));
        if let Err(error) = file.write_all(line.as_bytes())
            && !self.is_broken.swap(true, Ordering::Relaxed)
        {
            let path = &self.path;
            self.output.warning(&format!(
                "cannot write to the log {path}: {error}; further calls are not logged"
            ));
        }
    }
}

fn start(root: &Utf8Path, path: &Utf8Path) -> std::io::Result<File> {
    files::refuse_links_below(root, path)?;
    path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    files::create_new(path)
}
