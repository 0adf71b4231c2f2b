//! Why no whole answer came over a connection that was there, as kinds: something may have arrived. Shows no text of a
//! library. What this means for a write is decided in `write`.

use std::error::Error;

/// Why there is no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    #[error("no response in time")]
    Late,
    #[error("the response did not finish in time")]
    Slow,
    /// The alert of a server that expects TLS, for example.
    #[error("the server does not speak HTTP")]
    NoHttp,
    /// It said something before it was asked.
    #[error("the server says something that is not an HTTP response")]
    NotAsked,
    #[error("the connection was closed before a response arrived")]
    Closed,
    #[error("the response was cut off")]
    Cut,
    #[error("the response is packed, and cannot be unpacked")]
    Packed,
    /// Nobody's fault.
    #[error("the run was asked to end")]
    Stopped,
}

impl Unanswered {
    /// Whether another try would be answered alike.
    pub const fn is_lasting(self) -> bool {
        matches!(self, Self::NoHttp)
    }

    /// Before the head of an answer; `causes`: the error's, outermost first.
    pub(super) fn before<'e>(
        timed_out: bool,
        mut causes: impl Iterator<Item = &'e (dyn Error + 'static)>,
    ) -> Self {
        let kind = causes.find_map(|cause| {
            let error = cause.downcast_ref::<hyper::Error>()?;
            if error.is_parse() {
                return Some(Self::NoHttp);
            }
            // It has no other name for this.
            let is_odd = error.to_string().contains("unexpected message");
            is_odd.then_some(Self::NotAsked)
        });
        match kind {
            Some(kind) => kind,
            None if timed_out => Self::Late,
            None => Self::Closed,
        }
    }

    /// After the head of an answer.
    pub(super) const fn after(timed_out: bool, is_unpacking: bool) -> Self {
        match (timed_out, is_unpacking) {
            (true, _) => Self::Slow,
            (false, true) => Self::Packed,
            (false, false) => Self::Cut,
        }
    }
}
