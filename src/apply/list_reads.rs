//! Reading the lists that creates are held against. One read serves many creates (law 10).

use std::sync::Arc;

use super::failure::Failure;
use super::lists::Seen;
use super::run::Run;
use crate::clock::Moment;
use crate::model::Kind;

impl Run<'_> {
    /// The list as a write may rely on it.
    pub(super) async fn fresh_list(&self, of: Kind) -> Result<Arc<Seen>, Failure> {
        self.list(of, |seen| seen.glance.is_fresh()).await
    }

    /// The list, read after this moment.
    pub(super) async fn list_since(&self, of: Kind, at: Moment) -> Result<Arc<Seen>, Failure> {
        self.list(of, |seen| seen.begun >= at).await
    }

    pub(super) async fn list_now(&self, of: Kind) -> Result<Arc<Seen>, Failure> {
        self.list_since(of, Moment::now()).await
    }

    async fn list(&self, of: Kind, serves: impl Fn(&Seen) -> bool) -> Result<Arc<Seen>, Failure> {
        // Whoever waits for the lock is served by the one read.
        let mut last = self.lists.last(of).lock().await;
        if let Some(seen) = last.as_ref().filter(|seen| serves(seen)) {
            return Ok(Arc::clone(seen));
        }
        let begun = Moment::now();
        let names = self.readers.names(of).await.map_err(Failure::Unchecked)?;
        let seen = Arc::new(Seen::new(begun, names));
        *last = Some(Arc::clone(&seen));
        Ok(seen)
    }
}
