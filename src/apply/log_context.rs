//! Which resource the calls of a task belong to, for logs: the transport knows calls, not resources.

use std::future::Future;

use crate::model::Address;

tokio::task_local! {
    static CURRENT: Address;
}

/// Runs `work` as the work on `address`.
pub(super) async fn of_address<F: Future>(address: &Address, work: F) -> F::Output {
    CURRENT.scope(address.clone(), work).await
}

/// The resource that is being worked on right now, if any.
pub fn current_address() -> Option<Address> {
    CURRENT.try_with(Clone::clone).ok()
}
