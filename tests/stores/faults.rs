//! A bucket in memory that fails on command.

use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, Result,
};

/// What goes wrong, from now on; each counts down.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Writes that are done, and whose answers are lost.
    pub(crate) lost_answers: AtomicU32,
    /// Writes that are not done.
    pub(crate) failed_writes: AtomicU32,
    /// Removals that are not done.
    pub(crate) failed_removals: AtomicU32,
    /// Writes whose condition is ignored.
    pub(crate) ignored_conditions: AtomicU32,
    /// Requests of any kind that never end.
    pub(crate) hangs: AtomicU32,
    /// What somebody else writes in the place of the next page of a journal, right before it is written.
    pub(crate) quicker: Mutex<Option<PutPayload>>,
}

#[derive(Debug)]
pub(crate) struct Faulty {
    inner: InMemory,
    faults: Arc<Faults>,
}

impl Faulty {
    pub(crate) fn new() -> (Arc<Self>, Arc<Faults>) {
        let faults = Arc::new(Faults::default());
        let bucket = Self {
            inner: InMemory::new(),
            faults: Arc::clone(&faults),
        };
        (Arc::new(bucket), faults)
    }

    async fn hang(&self) {
        if is_due(&self.faults.hangs) {
            std::future::pending::<()>().await;
        }
    }
}

fn is_due(count: &AtomicU32) -> bool {
    let less = |left: u32| left.checked_sub(1);
    count
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
        .is_ok()
}

fn failure() -> Error {
    Error::Generic {
        store: "faulty",
        source: "the connection was reset".into(),
    }
}

impl fmt::Display for Faulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("faulty")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Faulty {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> Result<PutResult> {
        self.hang().await;
        if is_due(&self.faults.failed_writes) {
            return Err(failure());
        }
        let is_page = location.extension() == Some("jsonl");
        let quicker = is_page.then(|| self.faults.quicker.lock().unwrap().take());
        if let Some(page) = quicker.flatten() {
            self.inner.put(location, page).await?;
        }
        let mut options = options;
        if is_due(&self.faults.ignored_conditions) {
            options.mode = PutMode::Overwrite;
        }
        let put = self.inner.put_opts(location, payload, options).await?;
        if is_due(&self.faults.lost_answers) {
            return Err(failure());
        }
        Ok(put)
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.hang().await;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        if is_due(&self.faults.failed_removals) {
            return Box::pin(futures_util::stream::once(async { Err(failure()) }));
        }
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
