//! Reads that begin before all that is wanted is known, of what is known already. What is read ahead is what
//! [`Reader::observe`] would read in any case, so that it takes the answers from here and sends nothing twice.
//!
//! Decides nothing, and proves nothing: `observe` treats an answer from here as one that it asked for itself. Each is taken
//! once; what is read again is read anew. After the first failure no more begins: what it means is for `observe` to say.

use crate::model::taptalent::Wants;
use std::sync::Arc;

use tokio::sync::Semaphore;

use super::begun::{Ahead, Begun};
use super::detail::{Detail, News};
use super::read_filter::Lists;
use super::reader::Reader;

use crate::provider::http::ReadError;

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

impl Reader {
    /// Begins reads whose answers [`Reader::observe`] of this reader and its clones will take.
    pub fn read_ahead(&self) -> ReadAhead {
        let transport = self.transport.clone();
        ReadAhead {
            places: Arc::new(Semaphore::new(transport.concurrency())),
            reader: Self::new(transport),
            into: self.ahead.clone(),
        }
    }
}

impl ReadAhead {
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
