//! Receipts of a remote state: an object for each page, made once and never changed.

use futures_util::{StreamExt as _, TryStreamExt as _};
use object_store::path::Path;

use super::super::error::StateError;
use super::super::local_receipts::{file_name, number};
use super::fault::fault;
use super::objects::{Condition, Written};
use super::{AT_ONCE, RemoteState};

impl RemoteState {
    pub(in crate::state) fn receipts_place(&self, number: u64) -> String {
        self.objects.place(&self.receipt_path(number))
    }

    pub(in crate::state) async fn receipt_page(
        &self,
        number: u64,
    ) -> Result<Option<String>, StateError> {
        let read = self.objects.read(&self.receipt_path(number)).await;
        let read = read.map_err(|source| self.of_receipts("read", number, source))?;
        Ok(read.map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Writes a page; `false`: there is one already.
    pub(in crate::state) async fn put_receipt_page(
        &self,
        number: u64,
        text: &str,
    ) -> Result<bool, StateError> {
        let bytes = text.to_owned().into();
        let path = self.receipt_path(number);
        let written = self.objects.write(&path, bytes, &Condition::Absent).await;
        let written = written.map_err(|source| self.of_receipts("write", number, source))?;
        Ok(matches!(written, Written::Done(_)))
    }

    /// The pages that are there, in order.
    pub(in crate::state) async fn receipt_pages(&self) -> Result<Vec<(u64, String)>, StateError> {
        let listed = self.objects.list(&self.receipts).await;
        let listed = listed.map_err(|source| {
            let place = self.objects.place(&self.receipts);
            StateError::io("list", &place, fault(&source))
        })?;
        let numbers = listed.iter().filter_map(|path| number(path.filename()?));
        let mut numbers: Vec<u64> = numbers.collect();
        numbers.sort_unstable();
        futures_util::stream::iter(numbers)
            .map(async |number| {
                let text = self.receipt_page(number).await?;
                Ok((number, text.unwrap_or_default()))
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await
    }

    fn receipt_path(&self, number: u64) -> Path {
        self.receipts.clone().join(file_name(number))
    }

    #[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
    fn of_receipts(
        &self,
        action: &'static str,
        number: u64,
        source: object_store::Error,
    ) -> StateError {
        StateError::io(action, &self.receipts_place(number), fault(&source))
    }
}
