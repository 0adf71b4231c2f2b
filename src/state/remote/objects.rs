//! Objects that change only from a version that was seen: the one thing that every bucket must be able to do.
//!
//! Knows nothing of states, locks and journals. An answer that was lost is settled by reading: what is there byte for
//! byte as it was sent is ours, so whoever writes must never send the same bytes for another meaning.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::Path;
use object_store::{
    Error, ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, Result, UpdateVersion,
};

use crate::files::STATE_BYTES;

/// Most objects in a list. A run's journal has a page for each group of facts.
const MOST_LISTED: usize = 100_000;

/// The longest that a list may take, with all its pages.
const LONGEST_LIST: Duration = Duration::from_mins(2);

/// What must be there for a write to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::state) enum Condition {
    Absent,
    /// This version: the entity tag (S3, Azure) and the generation (Google).
    Is(UpdateVersion),
}

/// What came of a conditional write.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// It is done; the object has this version now.
    Done(Condition),
    Refused,
}

/// A bucket, and what messages call it.
#[derive(Debug, Clone)]
pub(super) struct Objects {
    store: Arc<dyn ObjectStore>,
    name: String,
}

impl Objects {
    pub(super) fn new(store: Arc<dyn ObjectStore>, name: &str) -> Self {
        Self {
            store,
            name: name.trim_end_matches('/').to_owned(),
        }
    }

    /// What messages call an object.
    pub(super) fn place(&self, path: &Path) -> String {
        format!("{self}/{path}")
    }

    /// The object and its version, if it is there.
    pub(super) async fn read(&self, path: &Path) -> Result<Option<(Bytes, Condition)>> {
        let got = match self.store.get(path).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            got => got?,
        };
        let version = UpdateVersion {
            e_tag: got.meta.e_tag.clone(),
            version: got.meta.version.clone(),
        };
        if got.meta.size > STATE_BYTES {
            return Err(Error::Generic {
                store: "vetform",
                source: format!(
                    "{} is larger than {} MiB, the limit for reading it",
                    self.place(path),
                    STATE_BYTES / 1024 / 1024
                )
                .into(),
            });
        }
        Ok(Some((got.bytes().await?, Condition::Is(version))))
    }

    pub(super) async fn version(&self, path: &Path) -> Result<Condition> {
        match self.store.head(path).await {
            Err(Error::NotFound { .. }) => Ok(Condition::Absent),
            Ok(meta) => Ok(Condition::Is(UpdateVersion {
                e_tag: meta.e_tag,
                version: meta.version,
            })),
            Err(error) => Err(error),
        }
    }

    /// Writes the object if the condition holds.
    pub(super) async fn write(
        &self,
        path: &Path,
        bytes: Bytes,
        condition: &Condition,
    ) -> Result<Written> {
        let mode = match condition {
            Condition::Absent => PutMode::Create,
            Condition::Is(version) => PutMode::Update(version.clone()),
        };
        let payload = PutPayload::from_bytes(bytes.clone());
        let error = match self.store.put_opts(path, payload, mode.into()).await {
            Ok(put) => {
                return Ok(Written::Done(Condition::Is(UpdateVersion {
                    e_tag: put.e_tag,
                    version: put.version,
                })));
            }
            Err(error) => error,
        };
        // Refused may mean that an earlier try of the same request was done after all; unknown may mean anything.
        match self.read(path).await {
            Ok(Some((found, version))) if found == bytes => Ok(Written::Done(version)),
            Ok(_) if is_refusal(&error) => Ok(Written::Refused),
            _ => Err(error),
        }
    }

    /// Paths of all objects below `folder`.
    pub(super) async fn list(&self, folder: &Path) -> Result<Vec<Path>> {
        let listed = self.store.list(Some(folder)).map_ok(|meta| meta.location);
        let listed = listed.take(MOST_LISTED + 1).try_collect::<Vec<_>>();
        let listed = self.within_time(folder, listed).await?;
        if listed.len() > MOST_LISTED {
            return Err(self.endless(folder));
        }
        Ok(listed)
    }

    /// Paths of the objects right in `folder`, without those of the folders in it.
    pub(super) async fn list_folder(&self, folder: &Path) -> Result<Vec<Path>> {
        let listed = self.store.list_with_delimiter(Some(folder));
        let listed = self.within_time(folder, listed).await?;
        Ok(listed
            .objects
            .into_iter()
            .map(|meta| meta.location)
            .collect())
    }

    async fn within_time<T>(
        &self,
        folder: &Path,
        listing: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let listed = tokio::time::timeout(LONGEST_LIST, listing).await;
        listed.unwrap_or_else(|_| Err(self.endless(folder)))
    }

    fn endless(&self, folder: &Path) -> Error {
        let place = self.place(folder);
        Error::Generic {
            store: "vetform",
            source: format!("the list of {place} does not end").into(),
        }
    }

    /// Removes an object; one that is gone already is not an error.
    pub(super) async fn remove(&self, path: &Path) -> Result<()> {
        match self.store.delete(path).await {
            Err(Error::NotFound { .. }) => Ok(()),
            removed => removed,
        }
    }
}

impl fmt::Display for Objects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// S3 says "not found" where an object that was to be updated is gone.
const fn is_refusal(error: &Error) -> bool {
    matches!(
        error,
        Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotFound { .. }
    )
}
