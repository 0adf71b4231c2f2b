//! The pages of receipts, wherever the state is kept: read, listed, and made, but never changed.

use super::super::error::StateError;
use super::super::local_receipts;
use super::super::store::{Backend, StateStore};

impl StateStore {
    /// What messages call a page of receipts.
    pub fn receipts_place(&self, page: u64) -> String {
        match &self.backend {
            Backend::Local(local, _) => match local.receipts() {
                Ok(folder) => local_receipts::path(&folder, page).into_string(),
                Err(_) => local_receipts::file_name(page),
            },
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.receipts_place(page),
        }
    }

    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to read from a bucket takes a request")
    )]
    pub(in crate::state) async fn receipt_page(
        &self,
        page: u64,
    ) -> Result<Option<String>, StateError> {
        match &self.backend {
            Backend::Local(local, _) => local_receipts::read(&local.receipts()?, page),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.receipt_page(page).await,
        }
    }

    /// `false`: there is one already.
    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to write to a bucket takes a request")
    )]
    pub(in crate::state) async fn put_receipt_page(
        &self,
        page: u64,
        text: &str,
    ) -> Result<bool, StateError> {
        match &self.backend {
            Backend::Local(local, _) => local_receipts::put(&local.receipts()?, page, text),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.put_receipt_page(page, text).await,
        }
    }

    #[cfg_attr(
        not(feature = "remote-state"),
        expect(clippy::unused_async, reason = "to list a bucket takes a request")
    )]
    pub(in crate::state) async fn receipt_pages(&self) -> Result<Vec<(u64, String)>, StateError> {
        match &self.backend {
            Backend::Local(local, _) => local_receipts::all(&local.receipts()?),
            #[cfg(feature = "remote-state")]
            Backend::Remote(remote, _) => remote.receipt_pages().await,
        }
    }
}
