//! Why a webhook is not believed.

/// Why a webhook is refused. Always the sender's fault, or that of whoever configured the secret on one side only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The header that proves the sender is missing, empty, or there twice.
    #[error("the header {0} is missing, empty or duplicated")]
    Unsigned(&'static str),
    /// The header has not the documented form.
    #[error("the header {0} does not have the form t=<unix seconds>,v1=<hex>")]
    Malformed(&'static str),
    /// The signature's time is more than [`TOLERANCE_SECONDS`](super::flowmingo::TOLERANCE_SECONDS) away: a replay, or a wrong clock.
    #[error(
        "the signature's time differs from this machine's clock by {0} s; at most 300 s are allowed"
    )]
    TooOld(u64),
    /// The key or the signature is not that of the secret.
    #[error("the header {0} does not match the secret")]
    Wrong(&'static str),
}
