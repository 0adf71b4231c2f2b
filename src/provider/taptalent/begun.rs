//! Reads that were begun ahead, until somebody takes their answers. Begins none.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::task::JoinHandle;

use super::detail::{Detail, News};
use crate::model::taptalent::{ObservedAssessment, ObservedFlow};
use crate::model::{Listing, LiveExternal};
use crate::provider::http::ReadError;

/// A read under way; dropped, it ends.
pub(super) struct Begun<T>(pub(super) JoinHandle<Option<Result<T, ReadError>>>);

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
    pub(super) jobs: Option<Begun<Listing<LiveExternal>>>,
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
