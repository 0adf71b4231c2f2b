//! Keeps what reads were answered, word for word: with the fields, too, that nothing here knows. Sees no header, and so no key.

/// Hears the answer of every read that was understood. Called from many tasks at once, so it must be quick.
pub trait Recorder: Send + Sync {
    /// `path`: below the base URL, with its query, percent-encoded. Of one that is read again, the last answer counts.
    fn answered(&self, path: &str, body: &[u8]);
}
