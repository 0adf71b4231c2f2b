//! Why there are no results.

use crate::model::Address;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoResults {
    /// Nothing was applied yet, or what was is gone.
    #[error("{0} is not live yet, so nobody can be in it")]
    NotLive(Address),
    /// The key's fault.
    #[error("the key may not read the people in {address}: {words}")]
    Denied {
        address: Address,
        /// The system's own words.
        words: String,
    },
}
