//! Where a run comes from: what a receipt says of it besides the change.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::super::holder::Holder;
use crate::ci;

/// A run, and what is known of who started it and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// No two runs have the same.
    pub run: String,
    /// Of a journal of an earlier version nobody knows it.
    #[serde(default)]
    pub began: Timestamp,
    /// Who, as the CI or the machine names them; never an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// Its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<String>,
}

impl Origin {
    /// The run that holds the lock. On a machine of a CI the user is nobody in particular.
    pub fn of(holder: &Holder) -> Self {
        let user = || (!ci::reads_logs()).then(|| holder.owner.clone());
        Self {
            actor: ci::actor().or_else(user),
            commit: holder.commit.clone(),
            pull_request: ci::pull_request().map(|request| request.number),
            ..Self::from(holder.run.as_str())
        }
    }
}

impl From<&str> for Origin {
    /// A run of which nothing else is known, begun now.
    fn from(run: &str) -> Self {
        Self {
            run: run.to_owned(),
            began: Timestamp::now(),
            actor: None,
            commit: None,
            pull_request: None,
        }
    }
}
