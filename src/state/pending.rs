//! Writes that were started and whose outcome is not known: what to look for when the next run settles them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;
use crate::model::{Address, Name, ParseAddressError, times};

/// What the write was to create: a resource, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PendingKey {
    pub address: Address,
    pub part: Part,
}

/// What a write is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Part {
    #[default]
    Whole,
    /// A question of it, by the manifest's name.
    Question(Name),
    /// A person of a roster, by fingerprint: the invite, key or assignment.
    Person(Fingerprint),
    Rejection(Fingerprint),
    /// The questions that the system was asked to write.
    Generation,
}

impl Part {
    pub const fn person(&self) -> Option<&Fingerprint> {
        match self {
            Self::Person(who) | Self::Rejection(who) => Some(who),
            Self::Whole | Self::Question(_) | Self::Generation => None,
        }
    }
}

/// Empty for the whole; else what stands after the `#` of an address.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Question(name) => write!(f, "questions/{name}"),
            Self::Person(who) => write!(f, "candidates/{who}"),
            Self::Rejection(who) => write!(f, "rejections/{who}"),
            Self::Generation => f.write_str("generate"),
        }
    }
}

impl FromStr for Part {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        let bad = || ParseAddressError::Shape(text.to_owned());
        match text.split_once('/') {
            None if text.is_empty() => Ok(Self::Whole),
            None if text == "generate" => Ok(Self::Generation),
            Some(("questions", name)) => Ok(Self::Question(name.parse()?)),
            Some(("candidates", who)) => Ok(Self::Person(who.parse().map_err(|_| bad())?)),
            Some(("rejections", who)) => Ok(Self::Rejection(who.parse().map_err(|_| bad())?)),
            _ => Err(bad()),
        }
    }
}

impl TryFrom<String> for Part {
    type Error = ParseAddressError;

    fn try_from(text: String) -> Result<Self, ParseAddressError> {
        text.parse()
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

/// What is known of the write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pending {
    /// When it was started (RFC 3339).
    pub since: String,
    pub fields: BTreeMap<String, Fingerprint>,
    /// What it is called, in the form in which a server's other spelling is [alike](crate::model::alike_form).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<Fingerprint>,
    /// How many requests of it may have arrived, over all runs.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub sends: u32,
    /// The server said yes: it is never sent again by itself (law 11).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepted: bool,
    /// Ids of live objects any of which it could be.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub among: BTreeSet<String>,
}

/// Under which name a fingerprint is taken of what a thing is called, in the form in which other spellings are alike.
pub const ALIKE: &str = "alike";

/// How many requests of one create may get lost before a person has to look.
pub const MOST_SENDS: u32 = 2;

const fn once() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_once(sends: &u32) -> bool {
    *sends == 1
}

impl Pending {
    /// One that is about to be sent for the first time.
    pub const fn begun(since: String, fields: BTreeMap<String, Fingerprint>) -> Self {
        Self {
            since,
            fields,
            alike: None,
            sends: 1,
            accepted: false,
            among: BTreeSet::new(),
        }
    }

    /// Whether nothing may send it again before a person has looked.
    pub fn is_spent(&self) -> bool {
        self.accepted || self.sends >= MOST_SENDS || !self.among.is_empty()
    }

    /// What became of it, for people: `was accepted by the system`.
    pub fn fate(&self) -> String {
        match (self.accepted, self.sends) {
            (true, _) => {
                "was accepted by the system, but the response could not be read".to_owned()
            }
            (false, 1) => "was sent, and no response came".to_owned(),
            (false, sends) => format!("was sent {}, and no response came", times(sends)),
        }
    }
}

impl fmt::Display for PendingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, part } = self;
        match part {
            Part::Whole => address.fmt(f),
            part => write!(f, "{address}#{part}"),
        }
    }
}

impl FromStr for PendingKey {
    type Err = ParseAddressError;

    fn from_str(text: &str) -> Result<Self, ParseAddressError> {
        let (address, part) = text.split_once('#').unwrap_or((text, ""));
        Ok(Self {
            address: address.parse()?,
            part: part.parse()?,
        })
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
