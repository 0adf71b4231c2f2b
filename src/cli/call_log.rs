//! `.vetform/log/<run>.jsonl`: a line a call, enough to reconstruct a run. No header and no body, so nothing secret.

use std::fs::File;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use serde_json::json;

use super::exit::Exit;
use super::failure::CommandFailure;
use crate::apply::current_address;
use crate::provider::http::CallRecord;

/// An open log.
pub(super) struct CallLog {
    path: Utf8PathBuf,
    file: Mutex<File>,
}

impl CallLog {
    /// Starts the log of a run; before its first call, so that a full disk shows in time.
    pub(super) fn create(root: &Utf8Path, run: &str) -> Result<Self, CommandFailure> {
        let folder = root.join(".vetform/log");
        let path = folder.join(format!("{run}.jsonl"));
        let failed = |error| {
            CommandFailure::new(
                Exit::Failed,
                format!("cannot write the log {path}: {error}"),
            )
            .with_hint("nothing was sent")
        };
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let file = File::create(&path).map_err(failed)?;
        Ok(Self {
            path: path.clone(),
            file: Mutex::new(file),
        })
    }

    pub(super) fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Writes one call. A log that cannot be written must not stop a run that is under way.
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
        let _ = writeln!(file, "{line}");
    }
}
