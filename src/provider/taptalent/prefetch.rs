//! Reads that begin before all that is wanted is known, of what is known already. What is read ahead is what
//! [`Reader::observe`] would read in any case, so that it takes the answers from here and sends nothing twice.
//!
//! Decides nothing, and proves nothing: `observe` treats an answer from here as one that it asked for itself. Each is taken
//! once; what is read again is read anew. After the first failure no more begins: what it means is for `observe` to say.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::observe::{Detail, News};
use super::read_filter::Lists;
use super::reader::Reader;
use crate::model::taptalent::{Job, ObservedAssessment, ObservedFlow};
use crate::model::{Listing, Wants};
use crate::provider::http::ReadError;

/// A read under way; dropped, it ends.
pub(super) struct Begun<T>(JoinHandle<Option<Result<T, ReadError>>>);

impl<T> Begun<T> {
    /// What came of it; `None` if it was not sent.
    pub(super) async fn answer(mut self) -> Option<Result<T, ReadError>> {
        (&mut self.0).await.ok().flatten()
    }
}

impl<T> Drop for Begun<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What was begun and nobody has taken yet.
#[derive(Default)]
pub(super) struct Reads {
    pub(super) assessments: Option<Begun<Listing<ObservedAssessment>>>,
    pub(super) flows: Option<Begun<Listing<ObservedFlow>>>,
    pub(super) jobs: Option<Begun<Listing<Job>>>,
    pub(super) details: BTreeMap<Detail, Begun<News>>,
}

/// The reads of one reader. All clones share them.
#[derive(Clone, Default)]
pub(super) struct Ahead(Arc<Mutex<Reads>>);

impl Ahead {
    pub(super) fn reads(&self) -> MutexGuard<'_, Reads> {
        // Each read stands for itself: after a panic elsewhere the others are as good as before.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Ahead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ahead")
    }
}

/// Begins reads. Whoever holds the [`Reader`] that it was made of takes the answers.
#[derive(Debug)]
pub struct ReadAhead {
    /// Reads, and has none ahead of its own: the tasks must not keep what keeps them.
    reader: Reader,
    into: Ahead,
    /// As many single reads as the transport lets through at once, so that list pages are never behind a thousand of
    /// them. Closed after the first failure.
    places: Arc<Semaphore>,
}

impl ReadAhead {
    pub(super) fn new(reader: &Reader) -> Self {
        let transport = reader.transport.clone();
        Self {
            places: Arc::new(Semaphore::new(transport.concurrency())),
            reader: Reader::new(transport),
            into: reader.ahead.clone(),
        }
    }

    /// Begins what of `wants` was not begun yet: single reads of known ids, and the lists that `wants` needs at all.
    /// Must be called within a runtime.
    pub fn begin(&self, wants: &Wants) {
        if self.places.is_closed() {
            return;
        }
        let lists = Lists::of(wants);
        let mut reads = self.into.reads();
        if lists.assessments && reads.assessments.is_none() {
            let reader = self.reader.clone();
            reads.assessments = Some(self.list(async move { reader.list_assessments().await }));
        }
        if lists.flows && reads.flows.is_none() {
            let reader = self.reader.clone();
            reads.flows = Some(self.list(async move { reader.list_flows().await }));
        }
        if lists.jobs && reads.jobs.is_none() {
            let reader = self.reader.clone();
            reads.jobs = Some(self.list(async move { reader.list_jobs().await }));
        }
        for detail in Detail::known(wants) {
            reads
                .details
                .entry(detail)
                .or_insert_with_key(|detail| self.detail(detail.clone()));
        }
    }

    fn detail(&self, detail: Detail) -> Begun<News> {
        let (reader, places) = (self.reader.clone(), Arc::clone(&self.places));
        Begun(tokio::spawn(async move {
            let _place = places.acquire().await.ok()?;
            Some(ended(&places, reader.detail(detail).await))
        }))
    }

    fn list<T: Send + 'static>(
        &self,
        read: impl Future<Output = Result<T, ReadError>> + Send + 'static,
    ) -> Begun<T> {
        let places = Arc::clone(&self.places);
        Begun(tokio::spawn(
            async move { Some(ended(&places, read.await)) },
        ))
    }
}

fn ended<T>(places: &Semaphore, read: Result<T, ReadError>) -> Result<T, ReadError> {
    if read.is_err() {
        places.close();
    }
    read
}
