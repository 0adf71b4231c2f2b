//! An evaluation bucket as an answer shows it.

use serde::Deserialize;

use crate::model::{Bucket, BucketStatus};

#[derive(Debug, Deserialize)]
#[serde(expecting = "a bucket")]
pub(super) struct BucketWire {
    name: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

impl BucketWire {
    pub(super) fn observed(self) -> Bucket {
        let Self {
            name,
            description,
            status,
        } = self;
        Bucket {
            name,
            description,
            // A status beyond the two documented ones cannot be said in a manifest either: taken as not read.
            status: status.and_then(|status| match status.to_ascii_lowercase().as_str() {
                "pass" => Some(BucketStatus::Pass),
                "fail" => Some(BucketStatus::Fail),
                _ => None,
            }),
        }
    }
}
