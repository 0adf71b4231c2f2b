//! Carries out single operations. Holds no way to read: what to do about an unknown outcome is the executor's.

use crate::model::Written;
use crate::model::taptalent::Operation;
use crate::provider::http::{WriteError, WriteTransport};

use super::request::request;
use super::write_answer::{done_before, written};

/// Writes to TapTalent. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Writer {
    transport: WriteTransport,
}

impl Writer {
    /// A writer over a transport whose base URL ends in `/v1/partner`.
    pub const fn new(transport: WriteTransport) -> Self {
        Self { transport }
    }

    /// Sends one operation, all of whose ids are known.
    ///
    /// Somebody who was invited before (`DUPLICATE_INVITE`) is in, with ids unknown.
    /// A creation or an invite whose answer is lost, cut or without an id is [`WriteError::Unknown`] after exactly one request.
    pub async fn execute(&self, operation: &Operation) -> Result<Written, WriteError> {
        let sent = self
            .transport
            .send(&request(operation)?, |body| written(operation, body))
            .await;
        match sent {
            Err(WriteError::Refused { call, refusal }) => {
                done_before(operation, &refusal).ok_or(WriteError::Refused { call, refusal })
            }
            sent => sent,
        }
    }
}
