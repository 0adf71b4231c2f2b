//! The object that is a lock: what stands in it, and how it is read and written. Decides nothing about who has it.

use bytes::Bytes;
use jiff::Timestamp;
use object_store::path::Path;
use serde::{Deserialize, Serialize};

use super::super::holder::Holder;
use super::super::lock_error::LockError;
use super::fault::fault;
use super::objects::{Condition, Objects, Written};
use super::sightings::Sightings;
use super::terms::LeaseTerms;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LeaseDocument {
    #[serde(flatten)]
    pub(super) holder: Holder,
    /// Random; whoever knows it is the holder.
    pub(super) token: String,
    /// Counts up, so that no two versions have the same bytes: S3's entity tags are hashes of them.
    pub(super) renewal: u64,
    /// When people may think that nobody renews it any more. Nothing is decided from it.
    pub(super) expires: String,
    /// Whether it was given back.
    #[serde(default)]
    pub(super) released: bool,
}

impl LeaseDocument {
    pub(super) fn bytes(&self) -> Bytes {
        // Strings and numbers always serialise.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text.into()
    }

    pub(super) fn renewed(&self, terms: &LeaseTerms) -> Self {
        Self {
            renewal: self.renewal + 1,
            expires: expires(terms),
            ..self.clone()
        }
    }

    pub(super) fn given_back(&self) -> Self {
        Self {
            renewal: self.renewal + 1,
            released: true,
            ..self.clone()
        }
    }
}

pub(super) fn expires(terms: &LeaseTerms) -> String {
    let now = (terms.wall)();
    let end = now.checked_add(terms.length).unwrap_or(Timestamp::MAX);
    end.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Where a lock is, and on which terms.
#[derive(Debug, Clone)]
pub(super) struct LockObject {
    pub(super) objects: Objects,
    pub(super) path: Path,
    pub(super) terms: LeaseTerms,
    pub(super) sightings: Sightings,
}

/// What stands in the lock object. One that cannot be read is held by nobody knows whom.
pub(super) struct Seen {
    pub(super) document: Option<LeaseDocument>,
    pub(super) version: Condition,
}

impl Seen {
    pub(super) fn is_free(&self) -> bool {
        self.version == Condition::Absent
            || self.document.as_ref().is_some_and(|lease| lease.released)
    }

    pub(super) fn is(&self, token: &str) -> bool {
        self.document
            .as_ref()
            .is_some_and(|lease| lease.token == token && !lease.released)
    }

    pub(super) fn holder(&self) -> Option<&Holder> {
        self.document.as_ref().map(|lease| &lease.holder)
    }
}

impl LockObject {
    pub(super) async fn look(&self) -> Result<Seen, LockError> {
        let found = self.objects.read(&self.path).await;
        Ok(match found.map_err(|source| self.failed(source))? {
            None => Seen {
                document: None,
                version: Condition::Absent,
            },
            Some((text, version)) => Seen {
                document: serde_json::from_slice(&text).ok(),
                version,
            },
        })
    }

    pub(super) async fn write(
        &self,
        document: &LeaseDocument,
        over: &Condition,
    ) -> Result<Written, LockError> {
        self.objects
            .write(&self.path, document.bytes(), over)
            .await
            .map_err(|source| self.failed(source))
    }

    pub(super) fn place(&self) -> String {
        self.objects.place(&self.path)
    }

    #[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
    fn failed(&self, source: object_store::Error) -> LockError {
        LockError::io(&self.place(), fault(&source))
    }
}
