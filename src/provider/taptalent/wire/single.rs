//! The envelope of a single read: `{status, data: {…}}`.

use serde::Deserialize;

/// An answer about one thing.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with `data`")]
pub(crate) struct Single<T> {
    /// The thing.
    pub(crate) data: T,
}
