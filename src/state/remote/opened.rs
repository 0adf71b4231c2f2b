//! The buckets that this process has open: the workspaces of a fleet share the client of theirs, with its connections and the
//! credentials that it was given, and what was seen of the locks. A client is dear: to make one reads the machine's certificates.
//!
//! Decides nothing about how a bucket is opened.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use object_store::ObjectStore;

use super::sightings::Sightings;

#[derive(Debug, Clone)]
pub(super) struct Bucket {
    pub(super) store: Arc<dyn ObjectStore>,
    pub(super) sightings: Sightings,
}

/// By the URL up to the bucket. The environment, which says how a bucket is reached, stays as it is while a process lives.
static OPENED: Mutex<BTreeMap<String, Bucket>> = Mutex::new(BTreeMap::new());

/// The bucket, opened at most once. Who fails to open it may try again.
pub(super) fn opened<E>(
    url: &str,
    open: impl FnOnce() -> Result<Arc<dyn ObjectStore>, E>,
) -> Result<Bucket, E> {
    // A panic elsewhere leaves buckets that are still open.
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bucket) = opened.get(url) {
        return Ok(bucket.clone());
    }
    let bucket = Bucket {
        store: open()?,
        sightings: Sightings::default(),
    };
    opened.insert(url.to_owned(), bucket.clone());
    Ok(bucket)
}
