//! Why a bucket did not do what it was asked, as kinds, in words for people. Shows no text of a library; what mends each is
//! decided where commands fail.

use crate::connection::Unconnected;

/// In words that follow "cannot read PLACE: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreFault {
    #[error("there is no such bucket")]
    NoBucket,
    #[error("there are no credentials for it")]
    NoCredentials,
    /// With the store's status and code.
    #[error("the store does not accept the credentials ({0})")]
    BadCredentials(String),
    #[error("the credentials have expired")]
    Expired,
    /// With the store's status and code.
    #[error("the credentials do not allow it ({0})")]
    Denied(String),
    #[error("this machine's clock is too far from the store's")]
    Clock,
    /// Which one, if the store says it.
    #[error("the bucket is in another region{}", .0.as_ref().map_or_else(String::new, |region| format!(", {region}")))]
    OtherRegion(Option<String>),
    /// With the store's status and code.
    #[error("the store has too much to do ({0})")]
    Busy(String),
    /// With the store's status and code.
    #[error("the store fails ({0})")]
    Failing(String),
    /// With the store's status and code.
    #[error("the store refuses it ({0})")]
    Refused(String),
    #[error("the store cannot be reached: {0}")]
    Unconnected(Unconnected),
    #[error("the store does not answer")]
    Silent,
    /// In words of our own, or those of the innermost cause.
    #[error("{0}")]
    Other(String),
}
