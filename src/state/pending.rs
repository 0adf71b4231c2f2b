//! Writes that were started and whose outcome is not known: what to look for when the next run settles them.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use crate::model::{Address, Name, ParseAddressError};

/// What the write was to create: a resource, or a question of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PendingKey {
    /// The resource.
    pub address: Address,
    /// The question of it.
    pub question: Option<Name>,
}

/// What is known of the write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pending {
    /// When it was started (RFC 3339).
    pub since: String,
    /// What was sent.
    pub fields: BTreeMap<String, Fingerprint>,
}

impl fmt::Display for PendingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.question {
            None => self.address.fmt(f),
            Some(name) => write!(f, "{}#questions/{name}", self.address),
        }
    }
}

impl FromStr for PendingKey {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        match text.split_once("#questions/") {
            None => Ok(Self {
                address: text.parse()?,
                question: None,
            }),
            Some((address, name)) => Ok(Self {
                address: address.parse()?,
                question: Some(name.parse()?),
            }),
        }
    }
}

impl TryFrom<String> for PendingKey {
    type Error = ParseAddressError;

    fn try_from(text: String) -> Result<Self, ParseAddressError> {
        text.parse()
    }
}

impl From<PendingKey> for String {
    fn from(key: PendingKey) -> Self {
        key.to_string()
    }
}
