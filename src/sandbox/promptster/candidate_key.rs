//! A candidate key, as it is stored.

use std::fmt::Display;

use rusqlite::Connection;

use super::super::kind::record;
use super::super::number;
use super::super::store::{Object, Select, object};
use super::super::time::now;

record! {
    /// A stored candidate key.
    pub(in crate::sandbox) struct CandidateKey,
    change CandidateKeyChange
    with {
        id "id": String => Read "id";
        /// `PST-XXXX-XXXX`
        key "key": String => Read "key";
        assessment_id "assessmentId": String => Read "assessmentId";
        candidate_email "candidateEmail": Option<String> => Read "candidateEmail";
        candidate_name "candidateName": Option<String> => Read "candidateName";
        org_name "orgName": Option<String>;
        /// `pending`, `active`, `completed`, `expired`, or what else a test wants to see.
        status "status": String = "pending".to_owned(), edit String => Read "status";
        session_id "sessionId": Option<String> => Read "sessionId";
        /// Milliseconds since 1970, as are all times here.
        expires_at "expiresAt": i64, edit i64 => Time "expiresAt";
        redeemed_at "redeemedAt": Option<i64>, edit i64 => Time "redeemedAt";
        completed_at "completedAt": Option<i64>, edit i64 => Time "completedAt";
        revoked_at "revokedAt": Option<i64>;
        /// What the candidate's tools have cost.
        #[serde(serialize_with = "number::stored")]
        total_cost_usd "totalCostUsd": f64, edit f64 => More "totalCostUsd";
        created_at "createdAt": i64 = now() => Time "createdAt";
    }
}

object!(CandidateKey, "promptster", "candidate key", of assessment_id, named key, {
    fn is_gone(&self) -> bool {
        self.revoked_at.is_some()
    }

    /// Revokes it.
    fn delete(connection: &Connection, id: impl Display) -> rusqlite::Result<bool> {
        Self::edit(connection, id, |key| key.revoked_at = Some(now()))
    }
});

impl CandidateKey {
    /// Those that are not revoked.
    pub(in crate::sandbox) fn left() -> Select<Self> {
        Self::all().null("revokedAt", true)
    }

    /// Those of an assessment that are not revoked.
    pub(in crate::sandbox) fn of_left(assessment: impl Display) -> Select<Self> {
        Self::left().when("parent = ?", Some(assessment))
    }
}
